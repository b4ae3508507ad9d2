"""Addresses below ``/api/``."""

from django.urls import path

from board.api import views

urlpatterns = [
    path("exams/<uuid:exam>/alarms/silence/", views.SilenceView.as_view(), name="api_alarms_silence"),
]
