from django.urls import path

from incidents.api.alert_views import CapIngestView
from incidents.views import (
    AlertsPage,
    CapCertificate,
    CataloguePage,
    IncidentCap,
    IncidentPage,
    IncidentsPage,
    IrregularitiesPage,
    ListsPage,
    NewIncidentPage,
    PlanPage,
    UnitsPage,
)

urlpatterns = [
    path("alerts/", AlertsPage.as_view(), name="alerts"),
    path("alerts/certificate.pem", CapCertificate.as_view(), name="cap_certificate"),
    path("ingest/cap", CapIngestView.as_view(), name="ingest_cap"),
    path("incidents/<int:number>/cap.xml", IncidentCap.as_view(), name="incident_cap"),
    path("catalogue/", CataloguePage.as_view(), name="catalogue"),
    path("catalogue/units/", UnitsPage.as_view(), name="catalogue_units"),
    path("catalogue/irregularities/", IrregularitiesPage.as_view(), name="catalogue_irregularities"),
    path("catalogue/lists/", ListsPage.as_view(), name="catalogue_lists"),
    path("catalogue/<str:code>/", PlanPage.as_view(), name="plan"),
    path("incidents/", IncidentsPage.as_view(), name="incidents"),
    path("incidents/new/", NewIncidentPage.as_view(), name="incident_new"),
    path("incidents/<int:number>/", IncidentPage.as_view(), name="incident"),
]
