"""Addresses below ``/api/``."""

from django.urls import path

from paper_custody.api import key_views, opening_views, read_views, spare_views, views

PAPERS = "exams/<uuid:exam>/papers"
SPARES = "exams/<uuid:exam>/spares"
KEYS = "exams/<uuid:exam>/keys"
FAILURES = "exams/<uuid:exam>/locks/failures"

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
    path(f"{PAPERS}/set-in-use/", opening_views.PaperSetView.as_view(), name="papers_set_in_use"),
    path(f"{FAILURES}/", opening_views.FailuresView.as_view(), name="locks_failures"),
    path(f"{FAILURES}/<uuid:failure>/decisions/", opening_views.OpeningDecisionView.as_view(), name="locks_decision"),
    path(f"{FAILURES}/<uuid:failure>/force/", opening_views.ForceView.as_view(), name="locks_force"),
    path(f"{FAILURES}/<uuid:failure>/opened/", opening_views.AfterAllView.as_view(), name="locks_opened"),
    path(f"{FAILURES}/<uuid:failure>/time-lost/", opening_views.TimeLostView.as_view(), name="locks_time_lost"),
    path(f"{FAILURES}/<uuid:failure>/take-note/", opening_views.TakeNoteView.as_view(), name="locks_take_note"),
    path(f"{SPARES}/", spare_views.AskSpareView.as_view(), name="spares_ask"),
    path(f"{SPARES}/<uuid:use>/decide/", spare_views.DecideSpareView.as_view(), name="spares_decide"),
    path(f"{SPARES}/<uuid:use>/give/", spare_views.GiveSpareView.as_view(), name="spares_give"),
    path(f"{SPARES}/register/<str:venue>/", spare_views.RegisterView.as_view(), name="spares_register"),
    path(f"{KEYS}/", key_views.KeysView.as_view(), name="keys_list"),
    path(f"{KEYS}/locks/", key_views.RegisterLockView.as_view(), name="keys_register_lock"),
    path(f"{KEYS}/issue/", key_views.IssueKeysView.as_view(), name="keys_issue"),
    path(f"{KEYS}/hand-over/", key_views.HandOverKeysView.as_view(), name="keys_hand_over"),
    path(f"{KEYS}/return/", key_views.ReturnKeysView.as_view(), name="keys_return"),
    path(f"{KEYS}/codes/received/", key_views.ReceiveCodeView.as_view(), name="keys_code_received"),
    path(f"{KEYS}/codes/changed/", key_views.ChangeCodeView.as_view(), name="keys_code_changed"),
]
