from django.urls import path

from organisation.api import device_views
from organisation.api.views import MeView, PeopleView

urlpatterns = [
    path("me", MeView.as_view(), name="api_me"),
    path("people", PeopleView.as_view(), name="api_people"),
    path("devices/", device_views.DevicesView.as_view(), name="api_devices"),
    path("devices/slots/", device_views.OpenSlotView.as_view(), name="api_open_slot"),
    path("devices/slots/<uuid:slot>/approve/", device_views.ApproveSlotView.as_view(), name="api_approve_slot"),
    path("devices/<uuid:device>/revoke/", device_views.RevokeView.as_view(), name="api_revoke_device"),
    path("offline-signatures/", device_views.OfflineSignaturesView.as_view(), name="api_offline_signatures"),
]
