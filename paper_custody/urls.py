from django.urls import path

from paper_custody.views import BagPage, FormsPage, HandOverPage, PapersPage, VenuePapersPage

urlpatterns = [
    path("papers/", PapersPage.as_view(), name="papers"),
    path("papers/handover/", HandOverPage.as_view(), name="papers_handover_page"),
    path("papers/forms/", FormsPage.as_view(), name="papers_forms"),
    path("papers/bag/<path:code>/", BagPage.as_view(), name="papers_bag"),
    path("venue/<str:code>/papers/", VenuePapersPage.as_view(), name="venue_papers"),
]
