"""Pages of incidents, and of the catalogue that they run by."""

from incidents.views.catalogue import (
    CataloguePage,
    IrregularitiesPage,
    ListsPage,
    PlanPage,
    UnitsPage,
)
from incidents.views.incidents import IncidentPage, IncidentsPage, NewIncidentPage
from incidents.views.triage import TriagePage

__all__ = [
    "CataloguePage",
    "IncidentPage",
    "IncidentsPage",
    "IrregularitiesPage",
    "ListsPage",
    "NewIncidentPage",
    "PlanPage",
    "TriagePage",
    "UnitsPage",
]
