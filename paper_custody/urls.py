from django.urls import path

from paper_custody.views import BagPage, HandOverPage, PapersPage

urlpatterns = [
    path("papers/", PapersPage.as_view(), name="papers"),
    path("papers/handover/", HandOverPage.as_view(), name="papers_handover_page"),
    path("papers/bag/<str:code>/", BagPage.as_view(), name="papers_bag"),
]
