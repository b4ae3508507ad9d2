"""Addresses below ``/api/``."""

from django.urls import path

from incidents.api import alert_views, catalogue_views, closing_views, views

HERE = "exams/<uuid:exam>/incidents/"
ONE = f"{HERE}<int:number>/"

urlpatterns = [
    path("exams/<uuid:exam>/plans/", views.PlansView.as_view(), name="api_plans"),
    path("exams/<uuid:exam>/procedures/", views.ProceduresView.as_view(), name="api_procedures"),
    path("catalogue/plans/", catalogue_views.CataloguePlansView.as_view(), name="api_catalogue"),
    path("catalogue/plans/<str:code>/", catalogue_views.PlanView.as_view(), name="api_catalogue_plan"),
    path("catalogue/units/", catalogue_views.UnitsView.as_view(), name="api_catalogue_units"),
    path(
        "catalogue/irregularities/", catalogue_views.IrregularitiesView.as_view(), name="api_catalogue_irregularities"
    ),
    path("catalogue/documents/", catalogue_views.DocumentsView.as_view(), name="api_catalogue_documents"),
    path("catalogue/services/", catalogue_views.ServicesView.as_view(), name="api_catalogue_services"),
    path("exams/<uuid:exam>/alerts/", alert_views.AlertsView.as_view(), name="api_alerts"),
    path("exams/<uuid:exam>/alert-sources/", alert_views.AlertSourcesView.as_view(), name="api_alert_sources"),
    path(
        "exams/<uuid:exam>/alert-sources/<uuid:source>/close/",
        alert_views.CloseAlertSourceView.as_view(),
        name="api_alert_source_close",
    ),
    path(HERE, views.IncidentsView.as_view(), name="api_incidents"),
    path(ONE, views.IncidentView.as_view(), name="api_incident"),
    path(f"{ONE}acknowledge/", views.AcknowledgeView.as_view(), name="api_incident_acknowledge"),
    path(f"{ONE}escalate/", views.EscalateView.as_view(), name="api_incident_escalate"),
    path(f"{ONE}notes/", views.NotesView.as_view(), name="api_incident_notes"),
    path(f"{ONE}steps/waive/", views.WaiveView.as_view(), name="api_incident_waive"),
    path(f"{ONE}steps/<int:step>/done/", views.StepDoneView.as_view(), name="api_incident_step_done"),
    path(f"{ONE}steps/<int:step>/approve/", views.StepApproveView.as_view(), name="api_incident_step_approve"),
    path(f"{ONE}level/", views.LevelView.as_view(), name="api_incident_level"),
    path(f"{ONE}reports/", views.ReportsView.as_view(), name="api_incident_reports"),
    path(f"{ONE}requests/", views.RequestsView.as_view(), name="api_incident_requests"),
    path(f"{ONE}decisions/", views.DecisionsView.as_view(), name="api_incident_decisions"),
    path(f"{ONE}clocks/pause/", views.PauseView.as_view(), name="api_incident_clock_pause"),
    path(f"{ONE}clocks/resume/", views.ResumeView.as_view(), name="api_incident_clock_resume"),
    path(f"{ONE}lessons/", closing_views.LessonsView.as_view(), name="api_incident_lessons"),
    path(f"{ONE}lessons/none/", closing_views.NoLessonView.as_view(), name="api_incident_no_lesson"),
    path(f"{ONE}close/propose/", views.ProposeCloseView.as_view(), name="api_incident_close_propose"),
    path(f"{ONE}close/withdraw/", views.WithdrawCloseView.as_view(), name="api_incident_close_withdraw"),
    path(f"{ONE}close/", views.CloseView.as_view(), name="api_incident_close"),
    path(f"{ONE}review/", views.ReviewView.as_view(), name="api_incident_review"),
    path(f"{ONE}archive/", views.ArchiveView.as_view(), name="api_incident_archive"),
]
