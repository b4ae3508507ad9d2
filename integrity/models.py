"""Tables of irregularity records. What an entry says is never changed: a correction is a later version of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from incidents.models.base import ExamRow, Recorded, one_of
from integrity.states import BADGE, SEAT, TICKET, GivenTo, RecordStatus


class IrregularityRecord(Recorded):
    """What two invigilators saw and signed on paper, as the office entered it.

    Seat, ticket and badge are numbers by rule of PostgreSQL: no name and no full ID number finds a place there.
    ``told_at``: when the candidate was told what is recorded, else ``not_told`` says why not. Its status alone
    moves, under the chief examiner's signature; ``corrects`` is the older version that this entry replaces.
    """

    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="irregularities")
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="irregularities")
    number = models.IntegerField()
    version = models.IntegerField(default=1)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    reason = models.TextField(default="", blank=True)
    form = models.TextField()
    code = models.TextField()
    room = models.ForeignKey("venues.Room", models.PROTECT, null=True, related_name="+")
    seat = models.TextField(default="", blank=True)
    ticket = models.TextField(default="", blank=True)
    badge = models.TextField(default="", blank=True)
    words = models.TextField()
    seen_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    not_told = models.TextField(default="", blank=True)
    first_name = models.TextField()
    first_badge = models.TextField()
    second_name = models.TextField()
    second_badge = models.TextField()
    more_signers = models.JSONField(default=list)
    camera = models.TextField(default="", blank=True)
    clip_from = models.DateTimeField(null=True)
    clip_to = models.DateTimeField(null=True)
    entered_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    hash = models.TextField()
    status = models.TextField(default=RecordStatus.SUSPECTED.value)
    chief = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    signed_with = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposal = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exam", "venue", "number", "version"], name="irregularities_are_numbered_at_a_venue"
            ),
            models.CheckConstraint(condition=one_of("status", RecordStatus), name="irregularity_status_is_known"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(form="") & ~Q(hash=""), name="irregularity_says_what_was_seen"
            ),
            models.CheckConstraint(
                condition=(Q(seat="") | Q(seat__regex=SEAT))
                & (Q(ticket="") | Q(ticket__regex=TICKET))
                & (Q(badge="") | Q(badge__regex=BADGE)),
                name="irregularity_names_numbers_alone",
            ),
            # Order 33, art. 18: two sign at least, and they are two.
            models.CheckConstraint(
                condition=~Q(first_name="")
                & ~Q(second_name="")
                & Q(first_badge__regex=BADGE, second_badge__regex=BADGE)
                & ~Q(first_badge=F("second_badge")),
                name="irregularity_is_signed_by_two",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=False, not_told="") | (Q(told_at=None) & ~Q(not_told="")),
                name="irregularity_was_told_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(camera="", clip_from=None, clip_to=None)
                | (Q(clip_from__isnull=False, clip_to__gt=F("clip_from")) & ~Q(camera="")),
                name="clip_has_camera_and_span",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, version=1) | (Q(corrects__isnull=False, version__gt=1) & ~Q(reason="")),
                name="corrected_irregularity_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=RecordStatus.SUSPECTED.value, chief=None, signed_with=None, signed_at=None)
                | (
                    ~Q(status=RecordStatus.SUSPECTED.value)
                    & Q(chief__isnull=False, signed_with__isnull=False, signed_at__isnull=False)
                    & ~Q(chief=F("signed_with"))
                ),
                name="irregularity_is_recorded_by_the_chief",
            ),
            models.CheckConstraint(
                condition=Q(status=RecordStatus.PROPOSED.value, proposed_by__isnull=False, proposed_at__isnull=False)
                | (~Q(status=RecordStatus.PROPOSED.value) & Q(proposed_by=None, proposed_at=None)),
                name="proposed_irregularity_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id} {self.number}/{self.version}"

    @property
    def signers(self) -> list[tuple[str, str]]:
        """Name and badge of everybody who signed the paper form."""
        first, second = (self.first_name, self.first_badge), (self.second_name, self.second_badge)
        return [first, second, *((str(name), str(badge)) for name, badge in self.more_signers)]


class SeizedItem(ExamRow):
    """A numbered line of the receipt: what was seized, who keeps it, and when it was given to whom."""

    record = models.ForeignKey(IrregularityRecord, models.PROTECT, related_name="items")
    number = models.IntegerField()
    what = models.TextField()
    keeper = models.TextField()
    given_at = models.DateTimeField(null=True)
    given_to = models.TextField(default="", blank=True)
    given_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="seized_items_are_numbered"),
            models.CheckConstraint(condition=~Q(what="") & ~Q(keeper=""), name="seized_item_has_a_keeper"),
            models.CheckConstraint(
                condition=Q(given_at=None, given_to="", given_by=None)
                | (Q(given_at__isnull=False, given_by__isnull=False) & one_of("given_to", GivenTo)),
                name="given_item_says_when_and_to_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.number}"
