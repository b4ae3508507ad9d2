"""Addresses below ``/api/``."""

from django.urls import path

from exams.api import signing_views, views

urlpatterns = [
    path("exams/", views.ExamsView.as_view(), name="exams"),
    path("exams/catalogue/", views.CatalogueView.as_view(), name="exam_catalogue"),
    path("exams/<uuid:exam>/", views.ExamView.as_view(), name="exam"),
    path("exams/<uuid:exam>/close/", views.CloseView.as_view(), name="exam_close"),
    path("exams/<uuid:exam>/drills/", views.DrillsView.as_view(), name="exam_drills"),
    path("exams/<uuid:exam>/sessions/", views.SessionsView.as_view(), name="exam_sessions"),
    path("exams/<uuid:exam>/sessions/<str:session>/", views.SessionView.as_view(), name="exam_session"),
    path("exams/<uuid:exam>/timeline/", views.TimelineView.as_view(), name="exam_timeline"),
    path("exams/<uuid:exam>/timeline/start/", views.StartView.as_view(), name="timeline_start"),
    path("exams/<uuid:exam>/timeline/pause/", views.PauseView.as_view(), name="timeline_pause"),
    path("exams/<uuid:exam>/timeline/resume/", views.ResumeView.as_view(), name="timeline_resume"),
    path("exams/<uuid:exam>/timeline/step/", views.StepView.as_view(), name="timeline_step"),
    path("exams/<uuid:exam>/departures/", views.DeparturesView.as_view(), name="exam_departures"),
    path("exams/<uuid:exam>/signings/", signing_views.SigningsView.as_view(), name="signings"),
    path("exams/<uuid:exam>/signings/<uuid:signing>/end/", signing_views.EndSigningView.as_view(), name="signing_end"),
]
