"""Pages of incidents, and of the catalogue that they run by."""

from incidents.views.alerts import AlertsPage, CapCertificate, IncidentCap
from incidents.views.catalogue import (
    CataloguePage,
    IrregularitiesPage,
    ListsPage,
    PlanPage,
    UnitsPage,
)
from incidents.views.command import CommandPage, IncidentCommandPage
from incidents.views.coverage import CoverageFile, CoveragePage
from incidents.views.frozen import FrozenPlanPage
from incidents.views.incidents import IncidentPage, IncidentsPage, NewIncidentPage
from incidents.views.own_plans import LadderPage, OwnEditPage, OwnTextPage, OwnTextsPage, ShippedPage, TextYaml
from incidents.views.running import MyCallOutsPage
from incidents.views.story import FilePage, FilesPage, TimelinePage
from incidents.views.triage import TriagePage

__all__ = [
    "AlertsPage",
    "CapCertificate",
    "CataloguePage",
    "CommandPage",
    "CoverageFile",
    "CoveragePage",
    "FilePage",
    "FilesPage",
    "FrozenPlanPage",
    "IncidentCap",
    "IncidentCommandPage",
    "IncidentPage",
    "IncidentsPage",
    "IrregularitiesPage",
    "LadderPage",
    "ListsPage",
    "MyCallOutsPage",
    "NewIncidentPage",
    "OwnEditPage",
    "OwnTextPage",
    "OwnTextsPage",
    "PlanPage",
    "ShippedPage",
    "TextYaml",
    "TimelinePage",
    "TriagePage",
    "UnitsPage",
]
