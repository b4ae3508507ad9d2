"""Addresses below ``/api/``. Corrective actions belong to no exam."""

from django.urls import path

from supervision.api import response_views, views

HERE = "corrective-actions/"
ONE = f"{HERE}<int:number>/"

urlpatterns = [
    path("exams/<uuid:exam>/responses/", response_views.ResponsesView.as_view(), name="api_responses"),
    path(HERE, views.ActionsView.as_view(), name="api_actions"),
    path(ONE, views.ActionView.as_view(), name="api_action"),
    path(f"{ONE}assign/", views.AssignView.as_view(), name="api_action_assign"),
    path(f"{ONE}extend/", views.ExtendView.as_view(), name="api_action_extend"),
    path(f"{ONE}done/", views.DoneView.as_view(), name="api_action_done"),
    path(f"{ONE}confirm/", views.ConfirmView.as_view(), name="api_action_confirm"),
    path(f"{ONE}send-back/", views.SendBackView.as_view(), name="api_action_send_back"),
    path(f"{ONE}drop/", views.DropView.as_view(), name="api_action_drop"),
]
