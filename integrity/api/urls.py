"""Addresses below ``/api/``."""

from django.urls import path

from integrity.api import views

HERE = "exams/<uuid:exam>/irregularities/"
ONE = f"{HERE}<str:venue>/<int:number>/"

urlpatterns = [
    path(HERE, views.RecordsView.as_view(), name="api_irregularities"),
    path(f"{HERE}reports/<str:session>/", views.HeldView.as_view(), name="api_irregularities_held"),
    path(ONE, views.RecordView.as_view(), name="api_irregularity"),
    path(f"{ONE}correct/", views.CorrectView.as_view(), name="api_irregularity_correct"),
    path(f"{ONE}sign/", views.SignView.as_view(), name="api_irregularity_sign"),
    path(f"{ONE}propose/", views.ProposeView.as_view(), name="api_irregularity_propose"),
    path(f"{ONE}items/<int:item>/give/", views.GiveView.as_view(), name="api_irregularity_give"),
]
