from django.urls import path

from drills.api.views import CallOffView, DrillsView

urlpatterns = [
    path("drills/", DrillsView.as_view(), name="api_drills"),
    path("drills/<uuid:drill>/call-off/", CallOffView.as_view(), name="api_drill_call_off"),
]
