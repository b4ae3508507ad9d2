from django.urls import path

from incidents.views import IncidentPage, IncidentsPage, NewIncidentPage

urlpatterns = [
    path("incidents/", IncidentsPage.as_view(), name="incidents"),
    path("incidents/new/", NewIncidentPage.as_view(), name="incident_new"),
    path("incidents/<int:number>/", IncidentPage.as_view(), name="incident"),
]
