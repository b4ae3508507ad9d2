"""Addresses below ``/api/`` of the tablet."""

from django.urls import path

from tablet.api import day_views, views

urlpatterns = [
    path("tablet/enrol/", views.EnrolView.as_view(), name="tablet_enrol"),
    path("tablet/devices/<uuid:device>/people/", views.PersonKeyView.as_view(), name="tablet_person_key"),
    path("tablet/acts/", views.QueueView.as_view(), name="tablet_acts"),
    path("tablet/day/", day_views.DayView.as_view(), name="tablet_day"),
    path("tablet/keys/", views.KeysView.as_view(), name="tablet_keys"),
]
