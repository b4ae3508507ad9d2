from django.urls import path

from paper_custody.api import ingest_views
from paper_custody.views import (
    BagPage,
    EscortPage,
    EscortsPage,
    FormsPage,
    HandOverPage,
    PapersPage,
    VenuePapersPage,
)
from paper_custody.views.aside import AsidePage
from paper_custody.views.evidence import EpcisExport, EvidenceFile, EvidencePage
from paper_custody.views.exports import ExportPage
from paper_custody.views.keys import KeyHandOverPage, KeysPage
from paper_custody.views.leftovers import LeftoversPage
from paper_custody.views.locks import LockFailuresPage, LocksOfVenuePage, LockWarningsPart
from paper_custody.views.printing import HandoverForm, LabelsPage, RoomRecords
from paper_custody.views.reading import GapsPart, ReconciliationPage, TouchedPage
from paper_custody.views.records import DutyRecord, ForceRecord, PlaybackRecord, SpareRegisterForm
from paper_custody.views.seals import SealsPage
from paper_custody.views.secure_room import VaultPage
from paper_custody.views.sets import SetsPage
from paper_custody.views.spares import SparesPage

urlpatterns = [
    path("papers/", PapersPage.as_view(), name="papers"),
    path("papers/aside/", AsidePage.as_view(), name="papers_aside"),
    path("papers/handover/", HandOverPage.as_view(), name="papers_handover_page"),
    path("papers/epcis/", EpcisExport.as_view(), name="papers_epcis"),
    path("papers/export/<str:name>.<str:kind>", ExportPage.as_view(), name="papers_export"),
    path("papers/gaps/", GapsPart.as_view(), name="papers_gaps"),
    path("papers/labels/", LabelsPage.as_view(), name="papers_labels"),
    path("papers/print/handover/", HandoverForm.as_view(), name="papers_handover_form"),
    path("papers/forms/", FormsPage.as_view(), name="papers_forms"),
    path("papers/sets/", SetsPage.as_view(), name="papers_sets"),
    path("papers/reconciliation/", ReconciliationPage.as_view(), name="papers_reconciliation"),
    path("papers/seals/", SealsPage.as_view(), name="papers_seals_page"),
    path("papers/touched/", TouchedPage.as_view(), name="papers_touched"),
    path("papers/leftovers/", LeftoversPage.as_view(), name="leftovers"),
    path("papers/bag/<path:code>/", BagPage.as_view(), name="papers_bag"),
    path("vault/keys/", KeysPage.as_view(), name="keys"),
    path("vault/keys/handover/", KeyHandOverPage.as_view(), name="keys_handover"),
    path("vault/locks/", LockFailuresPage.as_view(), name="lock_failures"),
    path("vault/locks/<uuid:failure>/print/", ForceRecord.as_view(), name="lock_force_record"),
    path("venue/<str:code>/locks/", LocksOfVenuePage.as_view(), name="lock_procedure"),
    path("venue/<str:code>/locks/warnings/", LockWarningsPart.as_view(), name="lock_warnings"),
    path("venue/<str:code>/spares/", SparesPage.as_view(), name="spares"),
    path("venue/<str:code>/spares/print/", SpareRegisterForm.as_view(), name="spares_register_form"),
    path("venue/<str:code>/papers/", VenuePapersPage.as_view(), name="venue_papers"),
    path("venue/<str:code>/papers/evidence/", EvidencePage.as_view(), name="venue_evidence"),
    path("venue/<str:code>/papers/evidence/<uuid:pack>.zip", EvidenceFile.as_view(), name="venue_evidence_file"),
    path("venue/<str:code>/papers/records/", RoomRecords.as_view(), name="venue_room_records"),
    path("vault/", VaultPage.as_view(), name="vault"),
    path("vault/print/duty/", DutyRecord.as_view(), name="vault_duty_record"),
    path("vault/print/playback/", PlaybackRecord.as_view(), name="vault_playback_record"),
    path("escorts/", EscortsPage.as_view(), name="escorts"),
    path("escorts/<uuid:escort>/", EscortPage.as_view(), name="escort"),
    path("ingest/traccar/position", ingest_views.TraccarPositionView.as_view(), name="ingest_traccar_position"),
    path("ingest/traccar/event", ingest_views.TraccarEventView.as_view(), name="ingest_traccar_event"),
    path("ingest/owntracks", ingest_views.OwnTracksView.as_view(), name="ingest_owntracks"),
    path("ingest/osmand", ingest_views.OsmAndView.as_view(), name="ingest_osmand"),
]
