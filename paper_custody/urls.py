from django.urls import path

from paper_custody.views import BagPage, HandOverPage, PapersPage, VenuePapersPage
from paper_custody.views.evidence import EpcisExport, EvidencePack
from paper_custody.views.exports import ExportPage
from paper_custody.views.printing import HandoverForm, LabelsPage, RoomRecords
from paper_custody.views.reading import GapsPart, ReconciliationPage, TouchedPage

urlpatterns = [
    path("papers/", PapersPage.as_view(), name="papers"),
    path("papers/handover/", HandOverPage.as_view(), name="papers_handover_page"),
    path("papers/epcis/", EpcisExport.as_view(), name="papers_epcis"),
    path("papers/export/<str:name>.<str:kind>", ExportPage.as_view(), name="papers_export"),
    path("papers/gaps/", GapsPart.as_view(), name="papers_gaps"),
    path("papers/labels/", LabelsPage.as_view(), name="papers_labels"),
    path("papers/print/handover/", HandoverForm.as_view(), name="papers_handover_form"),
    path("papers/reconciliation/", ReconciliationPage.as_view(), name="papers_reconciliation"),
    path("papers/touched/", TouchedPage.as_view(), name="papers_touched"),
    path("papers/bag/<path:code>/", BagPage.as_view(), name="papers_bag"),
    path("venue/<str:code>/papers/", VenuePapersPage.as_view(), name="venue_papers"),
    path("venue/<str:code>/papers/evidence/", EvidencePack.as_view(), name="venue_evidence"),
    path("venue/<str:code>/papers/records/", RoomRecords.as_view(), name="venue_room_records"),
]
