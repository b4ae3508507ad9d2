"""Addresses below ``/api/``. A person's post belongs to no exam; the watch and rooms do."""

from django.urls import path

from desk.api import views

EXAM = "exams/<uuid:exam>/"

urlpatterns = [
    path("swaps/person/", views.SwapPersonView.as_view(), name="api_swap_person"),
    path(f"{EXAM}swaps/room/", views.SwapRoomView.as_view(), name="api_swap_room"),
    path(f"{EXAM}watch/begin/", views.BeginWatchView.as_view(), name="api_watch_begin"),
    path(f"{EXAM}watch/take-over/", views.TakeWatchOverView.as_view(), name="api_watch_take_over"),
    path(f"{EXAM}watch/notes/", views.NoteView.as_view(), name="api_watch_notes"),
]
