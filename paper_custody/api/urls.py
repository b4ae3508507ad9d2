"""Addresses below ``/api/``."""

from django.urls import path

from paper_custody.api import read_views, secure_room_views, views

PAPERS = "exams/<uuid:exam>/papers"
VAULT = "exams/<uuid:exam>/vault"

urlpatterns = [
    path(f"{PAPERS}/bags/", read_views.BagsView.as_view(), name="papers_bags"),
    path(f"{PAPERS}/bags/<path:code>/", read_views.BagView.as_view(), name="papers_bag_history"),
    path(f"{PAPERS}/expected/", read_views.ExpectedView.as_view(), name="papers_expected"),
    path(f"{PAPERS}/lines/", read_views.LinesView.as_view(), name="papers_lines"),
    path(f"{PAPERS}/escorts/", read_views.RunsView.as_view(), name="papers_runs"),
    path(f"{PAPERS}/states/", read_views.StatesView.as_view(), name="papers_states"),
    path(f"{PAPERS}/venues/<str:venue>/", read_views.VenuePapersView.as_view(), name="papers_of_venue"),
    path(f"{PAPERS}/hand-over/", views.HandOverView.as_view(), name="papers_hand_over"),
    path(f"{PAPERS}/receive/", views.ReceiveView.as_view(), name="papers_receive"),
    path(f"{PAPERS}/store/", views.StoreView.as_view(), name="papers_store"),
    path(f"{PAPERS}/load/", views.LoadView.as_view(), name="papers_load"),
    path(f"{PAPERS}/escorts/<uuid:escort>/depart/", views.DepartView.as_view(), name="papers_depart"),
    path(f"{PAPERS}/arrive/", views.ArriveView.as_view(), name="papers_arrive"),
    path(f"{PAPERS}/issue/", views.IssueView.as_view(), name="papers_issue"),
    path(f"{PAPERS}/open/", views.OpenView.as_view(), name="papers_open"),
    path(f"{PAPERS}/open-spare/", views.OpenSpareView.as_view(), name="papers_open_spare"),
    path(f"{PAPERS}/collect/", views.CollectView.as_view(), name="papers_collect"),
    path(f"{PAPERS}/count/", views.CountView.as_view(), name="papers_count"),
    path(f"{PAPERS}/accept/", views.AcceptView.as_view(), name="papers_accept"),
    path(f"{PAPERS}/seal/", views.SealView.as_view(), name="papers_seal"),
    path(f"{PAPERS}/return/", views.ReturnView.as_view(), name="papers_return"),
    path(f"{PAPERS}/store-answers/", views.StoreAnswersView.as_view(), name="papers_store_answers"),
    path(f"{PAPERS}/hand-on/", views.HandOnView.as_view(), name="papers_hand_on"),
    path(f"{PAPERS}/isolate/", views.IsolateView.as_view(), name="papers_isolate"),
    path(f"{PAPERS}/release/", views.ReleaseView.as_view(), name="papers_release"),
    path(f"{PAPERS}/void/", views.VoidView.as_view(), name="papers_void"),
    path(f"{VAULT}/", secure_room_views.RoomView.as_view(), name="vault_room"),
    path(f"{VAULT}/describe/", secure_room_views.DescribeView.as_view(), name="vault_describe"),
    path(f"{VAULT}/certificate/", secure_room_views.CertificateView.as_view(), name="vault_certificate"),
    path(f"{VAULT}/check/", secure_room_views.CheckView.as_view(), name="vault_check"),
    path(f"{VAULT}/enable/", secure_room_views.EnableView.as_view(), name="vault_enable"),
    path(f"{VAULT}/used-otherwise/", secure_room_views.UsedOtherwiseView.as_view(), name="vault_used_otherwise"),
    path(f"{VAULT}/locks-changed/", secure_room_views.LocksChangedView.as_view(), name="vault_locks_changed"),
    path(f"{VAULT}/retire/", secure_room_views.RetireView.as_view(), name="vault_retire"),
    path(f"{VAULT}/roster/", secure_room_views.RosterView.as_view(), name="vault_roster"),
    path(f"{VAULT}/hand-over/", secure_room_views.HandOverShiftView.as_view(), name="vault_hand_over"),
    path(f"{VAULT}/rounds/", secure_room_views.RoundView.as_view(), name="vault_rounds"),
    path(f"{VAULT}/waivers/", secure_room_views.WaiverView.as_view(), name="vault_waivers"),
    path(f"{VAULT}/visits/", secure_room_views.BookVisitView.as_view(), name="vault_visits"),
    path(f"{VAULT}/visits/<uuid:visit>/in/", secure_room_views.VisitInView.as_view(), name="vault_visit_in"),
    path(f"{VAULT}/visits/<uuid:visit>/out/", secure_room_views.VisitOutView.as_view(), name="vault_visit_out"),
    path(f"{VAULT}/visits/<uuid:visit>/off/", secure_room_views.VisitCallOffView.as_view(), name="vault_visit_off"),
    path(f"{VAULT}/sources/", secure_room_views.SourceView.as_view(), name="vault_sources"),
    path(f"{VAULT}/sources/<slug:source>/status/", secure_room_views.StatusView.as_view(), name="vault_status"),
    path(f"{VAULT}/signals/<slug:source>/", secure_room_views.SignalView.as_view(), name="vault_signals"),
]
