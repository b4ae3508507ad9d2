from django.urls import path

from paper_custody.api import ingest_views
from paper_custody.views import BagPage, EscortPage, EscortsPage, HandOverPage, PapersPage, VenuePapersPage

urlpatterns = [
    path("papers/", PapersPage.as_view(), name="papers"),
    path("papers/handover/", HandOverPage.as_view(), name="papers_handover_page"),
    path("papers/bag/<path:code>/", BagPage.as_view(), name="papers_bag"),
    path("venue/<str:code>/papers/", VenuePapersPage.as_view(), name="venue_papers"),
    path("escorts/", EscortsPage.as_view(), name="escorts"),
    path("escorts/<uuid:escort>/", EscortPage.as_view(), name="escort"),
    path("ingest/traccar/position", ingest_views.TraccarPositionView.as_view(), name="ingest_traccar_position"),
    path("ingest/traccar/event", ingest_views.TraccarEventView.as_view(), name="ingest_traccar_event"),
    path("ingest/owntracks", ingest_views.OwnTracksView.as_view(), name="ingest_owntracks"),
    path("ingest/osmand", ingest_views.OsmAndView.as_view(), name="ingest_osmand"),
]
