"""Pages of incidents, and of the catalogue that they run by."""

from incidents.views.alerts import AlertsPage, CapCertificate, IncidentCap
from incidents.views.catalogue import (
    CataloguePage,
    IrregularitiesPage,
    ListsPage,
    PlanPage,
    UnitsPage,
)
from incidents.views.incidents import IncidentPage, IncidentsPage, NewIncidentPage

__all__ = [
    "AlertsPage",
    "CapCertificate",
    "CataloguePage",
    "IncidentCap",
    "IncidentPage",
    "IncidentsPage",
    "IrregularitiesPage",
    "ListsPage",
    "NewIncidentPage",
    "PlanPage",
    "UnitsPage",
]
