"""What went out to a venue, and is waited for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from paper_custody.models.base import ExamRow, known
from paper_custody.states.returns import ReturnStatus


class ReturnDue(ExamRow):
    """A venue's papers of one session that left the secure room: by when all of them are in it again.

    Who brought what back stands with the handovers; this row is what their clock is for. ``missed_at`` stays
    when they come after all.
    """

    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="+")
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="+")
    status = models.TextField(default=ReturnStatus.OUT.value)
    due_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exam", "venue", "session"], name="papers_of_a_venue_and_session_are_waited_for_once"
            ),
            known("status", ReturnStatus, "return_status_is_known"),
            models.CheckConstraint(
                condition=(Q(status="back") & Q(back_at__isnull=False)) | (~Q(status="back") & Q(back_at=None)),
                name="what_is_back_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="missed") | Q(missed_at__isnull=False), name="missed_return_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id} {self.session_id}"
