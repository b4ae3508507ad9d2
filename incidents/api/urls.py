"""Addresses below ``/api/``."""

from django.urls import path

from incidents.api import (
    alert_views,
    callout_views,
    catalogue_views,
    closing_views,
    own_plans_views,
    running_views,
    story_views,
    triage_views,
    views,
)

HERE = "exams/<uuid:exam>/incidents/"
ONE = f"{HERE}<int:number>/"
OWN = "catalogue/own/<str:subject>/"
CALLS = "exams/<uuid:exam>/call-outs/"
CALL = f"{ONE}call-outs/<int:call>/"

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
    path("catalogue/coverage/", own_plans_views.CoverageView.as_view(), name="api_coverage"),
    path("catalogue/owners/", own_plans_views.OwnersView.as_view(), name="api_plan_owners"),
    path("catalogue/own/", own_plans_views.OwnTextsView.as_view(), name="api_own_texts"),
    path("catalogue/own/shipped/", own_plans_views.ProposeShippedView.as_view(), name="api_own_shipped"),
    path("catalogue/own/approve/", own_plans_views.ApproveTextsView.as_view(), name="api_own_approve_all"),
    path(OWN, own_plans_views.OwnSubjectView.as_view(), name="api_own_subject"),
    path(f"{OWN}check/", own_plans_views.CheckTextView.as_view(), name="api_own_check"),
    path(f"{OWN}end/", own_plans_views.EndView.as_view(), name="api_own_end"),
    path(f"{OWN}<int:number>/", own_plans_views.OwnTextView.as_view(), name="api_own_text"),
    path(f"{OWN}<int:number>/approve/", own_plans_views.ApproveView.as_view(), name="api_own_approve"),
    path(f"{OWN}<int:number>/reject/", own_plans_views.RejectView.as_view(), name="api_own_reject"),
    path(f"{OWN}<int:number>/withdraw/", own_plans_views.WithdrawView.as_view(), name="api_own_withdraw"),
    path(f"{ONE}plan/", own_plans_views.FrozenPlanView.as_view(), name="api_incident_plan"),
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
    path(f"{ONE}merge/", triage_views.MergeView.as_view(), name="api_incident_merge"),
    path(f"{ONE}unmerge/", triage_views.UnmergeView.as_view(), name="api_incident_unmerge"),
    path(f"{ONE}roles/", running_views.RolesView.as_view(), name="api_incident_roles"),
    path(f"{ONE}roles/take/", running_views.RoleTakeView.as_view(), name="api_incident_role_take"),
    path(f"{ONE}roles/hand-over/", running_views.RoleHandOverView.as_view(), name="api_incident_role_hand_over"),
    path(f"{ONE}roles/take-over/", running_views.RoleTakeOverView.as_view(), name="api_incident_role_take_over"),
    path(f"{ONE}roles/lay-down/", running_views.RoleLayDownView.as_view(), name="api_incident_role_lay_down"),
    path(f"{ONE}timeline/", story_views.TimelineView.as_view(), name="api_incident_timeline"),
    path(f"{ONE}files/", story_views.FilesView.as_view(), name="api_incident_files"),
    path(f"{ONE}situations/", running_views.SituationsView.as_view(), name="api_incident_situations"),
    path(f"{ONE}choices/", running_views.ChoicesView.as_view(), name="api_incident_choices"),
    path(
        f"{ONE}choices/<int:choice>/correct/",
        running_views.ChoiceCorrectView.as_view(),
        name="api_incident_choice_correct",
    ),
    path(
        f"{ONE}choices/<int:choice>/review/",
        running_views.ChoiceReviewView.as_view(),
        name="api_incident_choice_review",
    ),
    path(f"{ONE}call-outs/", callout_views.CallOutsView.as_view(), name="api_incident_call_outs"),
    path(f"{ONE}call-outs/waive/", callout_views.CallOutsWaiveView.as_view(), name="api_incident_call_outs_waive"),
    path(f"{CALL}by-phone/", callout_views.CallOutKeyView.as_view(), name="api_incident_call_out_by_phone"),
    path(
        f"{CALL}unreachable/", callout_views.CallOutUnreachableView.as_view(), name="api_incident_call_out_unreachable"
    ),
    path(f"{CALL}replace/", callout_views.CallOutReplaceView.as_view(), name="api_incident_call_out_replace"),
    path(CALLS, callout_views.MyCallOutsView.as_view(), name="api_call_outs"),
    path(f"{CALLS}<uuid:call>/confirm/", callout_views.CallOutConfirmView.as_view(), name="api_call_out_confirm"),
    path(f"{ONE}archive/", views.ArchiveView.as_view(), name="api_incident_archive"),
    path("exams/<uuid:exam>/tips/", triage_views.TipsView.as_view(), name="api_tips"),
    path("exams/<uuid:exam>/tips/<int:number>/promote/", triage_views.PromoteTipView.as_view(), name="api_tip_promote"),
    path("exams/<uuid:exam>/tips/<int:number>/attach/", triage_views.AttachTipView.as_view(), name="api_tip_attach"),
    path("exams/<uuid:exam>/tips/<int:number>/answer/", triage_views.AnswerTipView.as_view(), name="api_tip_answer"),
]
