"""Pages of incidents, and of the catalogue that they run by."""

from incidents.views.catalogue import (
    CataloguePage,
    IrregularitiesPage,
    ListsPage,
    PlanPage,
    UnitsPage,
)
from incidents.views.command import CommandPage, IncidentCommandPage
from incidents.views.incidents import IncidentPage, IncidentsPage, NewIncidentPage
from incidents.views.running import MyCallOutsPage
from incidents.views.story import FilePage, FilesPage, TimelinePage

__all__ = [
    "CataloguePage",
    "CommandPage",
    "FilePage",
    "FilesPage",
    "IncidentCommandPage",
    "IncidentPage",
    "IncidentsPage",
    "IrregularitiesPage",
    "ListsPage",
    "MyCallOutsPage",
    "NewIncidentPage",
    "PlanPage",
    "TimelinePage",
    "UnitsPage",
]
