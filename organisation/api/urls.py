from django.urls import path

from organisation.api.views import MeView, PeopleView

urlpatterns = [
    path("me", MeView.as_view(), name="api_me"),
    path("people", PeopleView.as_view(), name="api_people"),
]
