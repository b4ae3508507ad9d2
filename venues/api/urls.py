"""Addresses below ``/api/``: standing rows, and what happens to them in an exam."""

from django.urls import path

from venues.api import desk_views, views

EXAM = "exams/<uuid:exam>/"
VENUE = f"{EXAM}venues/<str:venue>/"

urlpatterns = [
    path("venues/", views.StandingVenuesView.as_view(), name="api_venues"),
    path("rooms/", views.StandingRoomsView.as_view(), name="api_rooms"),
    path("equipment/", views.StandingEquipmentView.as_view(), name="api_equipment"),
    path(f"{EXAM}venues/", views.VenuesView.as_view(), name="api_exam_venues"),
    path(f"{EXAM}milestones/", views.MilestonesView.as_view(), name="api_milestones"),
    path(f"{EXAM}reports/", views.ReportsView.as_view(), name="api_reports"),
    path(f"{EXAM}reports/<uuid:report>/", views.ReportView.as_view(), name="api_report"),
    path(f"{EXAM}room-plans/", views.RoomPlansView.as_view(), name="api_room_plans"),
    path(f"{EXAM}sessions/<str:session>/roll-up/<str:kind>/", views.RollUpView.as_view(), name="api_roll_up"),
    path(VENUE, views.VenueView.as_view(), name="api_exam_venue"),
    path(f"{VENUE}rooms/", views.RoomsView.as_view(), name="api_exam_rooms"),
    path(f"{VENUE}equipment/", views.EquipmentView.as_view(), name="api_exam_equipment"),
    path(f"{EXAM}sessions/<str:session>/open-venues/", views.OpenView.as_view(), name="api_open_session"),
    path(f"{VENUE}milestones/reach/", views.ReachView.as_view(), name="api_reach"),
    path(f"{VENUE}milestones/keyed/", desk_views.KeyMilestoneView.as_view(), name="api_key_milestone"),
    path(f"{VENUE}milestones/correct/", views.CorrectMilestoneView.as_view(), name="api_correct_milestone"),
    path(f"{VENUE}milestones/catch-up/", views.CatchUpView.as_view(), name="api_catch_up"),
    path(f"{VENUE}reports/", views.SubmitView.as_view(), name="api_submit_report"),
    path(f"{VENUE}reports/keyed/", views.KeyView.as_view(), name="api_key_report"),
    path(f"{EXAM}reports/<uuid:report>/confirm/", views.ConfirmView.as_view(), name="api_confirm_report"),
    path(f"{EXAM}reports/<uuid:report>/correct/", views.CorrectReportView.as_view(), name="api_correct_report"),
    path(f"{VENUE}gates/", views.GateView.as_view(), name="api_set_gate"),
    path(f"{VENUE}equipment/test/", views.TestView.as_view(), name="api_test_equipment"),
    path(f"{VENUE}equipment/silent/", views.SilentView.as_view(), name="api_equipment_silent"),
    path(f"{VENUE}rooms/accept/", views.AcceptView.as_view(), name="api_accept_rooms"),
]
