from django.urls import path

from incidents.views import (
    CataloguePage,
    IncidentPage,
    IncidentsPage,
    IrregularitiesPage,
    ListsPage,
    NewIncidentPage,
    PlanPage,
    TriagePage,
    UnitsPage,
)

urlpatterns = [
    path("catalogue/", CataloguePage.as_view(), name="catalogue"),
    path("catalogue/units/", UnitsPage.as_view(), name="catalogue_units"),
    path("catalogue/irregularities/", IrregularitiesPage.as_view(), name="catalogue_irregularities"),
    path("catalogue/lists/", ListsPage.as_view(), name="catalogue_lists"),
    path("catalogue/<str:code>/", PlanPage.as_view(), name="plan"),
    path("incidents/", IncidentsPage.as_view(), name="incidents"),
    path("incidents/new/", NewIncidentPage.as_view(), name="incident_new"),
    path("incidents/triage/", TriagePage.as_view(), name="triage"),
    path("incidents/<int:number>/", IncidentPage.as_view(), name="incident"),
]
