from django.urls import path

from incidents.views import (
    CataloguePage,
    CommandPage,
    FilePage,
    FilesPage,
    IncidentCommandPage,
    IncidentPage,
    IncidentsPage,
    IrregularitiesPage,
    ListsPage,
    MyCallOutsPage,
    NewIncidentPage,
    PlanPage,
    TimelinePage,
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
    path("command/", CommandPage.as_view(), name="command"),
    path("incidents/<int:number>/command/", IncidentCommandPage.as_view(), name="incident_command"),
    path("incidents/<int:number>/timeline/", TimelinePage.as_view(), name="incident_timeline"),
    path("incidents/<int:number>/files/", FilesPage.as_view(), name="incident_files"),
    path("incidents/<int:number>/files/<int:file>/", FilePage.as_view(), name="incident_file"),
    path("call-outs/", MyCallOutsPage.as_view(), name="call_outs"),
    path("incidents/<int:number>/", IncidentPage.as_view(), name="incident"),
]
