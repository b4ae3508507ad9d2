"""Addresses below ``/api/``."""

from django.urls import path, register_converter

from notices.api import views
from notices.states import Holder


class HolderConverter:
    """``person`` or ``unit``."""

    regex = "|".join(Holder)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(HolderConverter, "holder")

urlpatterns = [
    path("notices/", views.NoticesView.as_view(), name="api_notices"),
    path("notices/seen/", views.SeenView.as_view(), name="api_notices_seen"),
    path("exams/<uuid:exam>/players/", views.PlayersView.as_view(), name="api_players"),
    path("channels/<holder:holder>/<uuid:id>/", views.ChannelsView.as_view(), name="api_channels"),
    path("call-tests/", views.CallTestsView.as_view(), name="api_call_tests"),
    path("call-tests/<uuid:test>/", views.CallTestView.as_view(), name="api_call_test"),
]
