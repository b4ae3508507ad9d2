"""Addresses below ``/api/``."""

from django.urls import path

from board.api import views

urlpatterns = [
    path("county-map/", views.CountyMapView.as_view(), name="api_county_map"),
    path("exams/<uuid:exam>/alarms/silence/", views.SilenceView.as_view(), name="api_alarms_silence"),
]
