"""Addresses below ``/api/``."""

from django.urls import path

from paper_custody.api import custody_views, read_views, views

PAPERS = "exams/<uuid:exam>/papers"

urlpatterns = [
    path(f"{PAPERS}/bags/", read_views.BagsView.as_view(), name="papers_bags"),
    path(f"{PAPERS}/bags/<path:code>/", read_views.BagView.as_view(), name="papers_bag_history"),
    path(f"{PAPERS}/custody/<path:code>/", custody_views.CustodyView.as_view(), name="papers_custody"),
    path(f"{PAPERS}/touched/", custody_views.TouchedView.as_view(), name="papers_touched"),
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
]
