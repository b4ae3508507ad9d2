"""What the API of venues takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from exams.states import ReportKind
from venues.gateways import FieldKind, ReportField, report_form
from venues.selectors.board import is_unconfirmed
from venues.states import Call, EquipmentKind, Figures, Gate, GateState

# More rooms than any venue has; a list that is longer is a mistake.
MOST_ROOMS = 400


def _words(enum: type[Any]) -> list[str]:
    return [word.value for word in enum]


class RoomExceptInput(serializers.Serializer[None]):
    """A room that did not go as planned, and why."""

    room = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=200)


class ReachInput(serializers.Serializer[None]):
    """A milestone reached: all as planned, except the rooms named. A bell's second is always told."""

    session = serializers.CharField(max_length=20)
    milestone = serializers.CharField(max_length=40)
    except_rooms = serializers.ListField(child=RoomExceptInput(), required=False, default=list, max_length=MOST_ROOMS)
    reached_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class CorrectMilestoneInput(serializers.Serializer[None]):
    """What was told was an error. Without ``reached_at`` the milestone was not reached after all."""

    session = serializers.CharField(max_length=20)
    milestone = serializers.CharField(max_length=40)
    reached_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(max_length=400)


class CatchUpInput(serializers.Serializer[None]):
    """A room that was excepted has reached the milestone too."""

    session = serializers.CharField(max_length=20)
    milestone = serializers.CharField(max_length=40)
    room = serializers.CharField(max_length=20)


def _report_field(field: ReportField) -> serializers.Field[Any, Any, Any, Any]:
    if field.kind == FieldKind.COUNT:
        return serializers.IntegerField(min_value=0, max_value=100_000, required=False, allow_null=True)
    if field.kind == FieldKind.YES_NO:
        return serializers.BooleanField(required=False, allow_null=True)
    if field.kind == FieldKind.TIME:
        return serializers.TimeField(required=False, allow_null=True)
    return serializers.CharField(max_length=400, required=False, allow_blank=True, allow_null=True)


# The fields of all reports, made from the catalogue: which report has which is the service's to judge.
EnteredFields = type(
    "EnteredFields",
    (serializers.Serializer,),
    {
        "__doc__": "The fields of catalogue/reports.yaml. Which of them a report has is told by its kind.",
        **{field.code: _report_field(field) for field in report_form().fields},
    },
)


class FiguresInput(serializers.Serializer[None]):
    """A report's content: ``nil``, or its fields. An empty field is not a zero."""

    nil = serializers.BooleanField(required=False, default=False)
    entered = EnteredFields(required=False)
    difference_reason = serializers.CharField(max_length=400, required=False, default="", allow_blank=True)


def figures_of(given: dict[str, Any]) -> Figures:
    """The figures as the service takes them: times as text, empty fields left out."""
    told = given.get("entered") or {}
    entered = {code: value.isoformat() if hasattr(value, "isoformat") else value for code, value in told.items()}
    return Figures(
        nil=given["nil"],
        entered={code: value for code, value in entered.items() if value not in {None, ""}},
        difference_reason=given["difference_reason"],
    )


class CallInput(serializers.Serializer[None]):
    """The call after which something is keyed in: who, which number was called back, when (exam time)."""

    caller = serializers.CharField(max_length=80)
    number = serializers.CharField(max_length=40)
    at = serializers.DateTimeField()


def call_of(given: dict[str, Any] | None) -> Call | None:
    """The call as the service takes it."""
    return None if given is None else Call(**given)


class KeyedMilestoneInput(serializers.Serializer[None]):
    """A milestone of which a venue told by phone; without ``reached_at`` it is reached now."""

    session = serializers.CharField(max_length=20)
    milestone = serializers.CharField(max_length=40)
    reached_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    call = CallInput()


class ReportInput(FiguresInput):
    """A report that a venue owes."""

    session = serializers.CharField(max_length=20)
    kind = serializers.ChoiceField(choices=_words(ReportKind))


class KeyedReportInput(ReportInput):
    """The same, keyed in by the county after a call (代录)."""

    call = CallInput()


class ConfirmInput(serializers.Serializer[None]):
    """A confirmation: the venue's own needs no call, a clerk's does."""

    call = CallInput(required=False, allow_null=True, default=None)


class CorrectReportInput(FiguresInput):
    """A corrected report, with the reason; the county's with its call."""

    reason = serializers.CharField(max_length=400)
    call = CallInput(required=False, allow_null=True, default=None)


class GateInput(serializers.Serializer[None]):
    """A gate found in order, or not. Until when: as long as the catalogue says, unless told."""

    gate = serializers.ChoiceField(choices=_words(Gate))
    state = serializers.ChoiceField(choices=[GateState.READY.value, GateState.NOT_READY.value])
    expires_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class FaultInput(serializers.Serializer[None]):
    """An asset that did not pass, and what is wrong with it."""

    asset_code = serializers.CharField(max_length=60)
    fault = serializers.CharField(max_length=200)


class TestInput(serializers.Serializer[None]):
    """All equipment of a kind was tested, spares included; which of it did not pass."""

    equipment_kind = serializers.ChoiceField(choices=_words(EquipmentKind))
    failed = serializers.ListField(child=FaultInput(), required=False, default=list, max_length=500)


class SilentInput(serializers.Serializer[None]):
    """An asset that should run has stopped answering."""

    asset_code = serializers.CharField(max_length=60)
    since = serializers.DateTimeField()
    fault = serializers.CharField(max_length=200)


class OpenPointInput(serializers.Serializer[None]):
    """A point of the checklist that is not in order in a room."""

    room = serializers.CharField(max_length=20)
    point = serializers.CharField(max_length=40)
    note = serializers.CharField(max_length=200)


class AcceptInput(serializers.Serializer[None]):
    """Rooms gone through by the checklist in force: in order except the points named."""

    checklist = serializers.CharField(max_length=40)
    version = serializers.IntegerField(min_value=1)
    rooms = serializers.ListField(child=serializers.CharField(max_length=20), min_length=1, max_length=MOST_ROOMS)
    open_points = serializers.ListField(child=OpenPointInput(), required=False, default=list, max_length=MOST_ROOMS)


class VenueOut(serializers.Serializer[Any]):
    """A venue's standing row."""

    code = serializers.CharField()
    name = serializers.CharField()
    township = serializers.CharField()
    address = serializers.CharField()
    phone = serializers.CharField()
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    datum = serializers.CharField()


class RoomOut(serializers.Serializer[Any]):
    """A room; in an exam with its latest acceptance."""

    venue = serializers.CharField(source="venue.code")
    number = serializers.CharField()
    kind = serializers.CharField()
    seats = serializers.IntegerField()
    floor = serializers.CharField()
    accepted_at = serializers.DateTimeField(default=None, allow_null=True)
    open_points = serializers.JSONField(default=None, allow_null=True)


class EquipmentOut(serializers.Serializer[Any]):
    """An asset; in an exam with its latest test."""

    venue = serializers.CharField(source="venue.code")
    asset_code = serializers.CharField()
    kind = serializers.CharField()
    spare = serializers.BooleanField()
    outcome = serializers.CharField(default=None, allow_null=True)
    fault = serializers.CharField(default="", allow_null=True)
    tested_at = serializers.DateTimeField(default=None, allow_null=True)


class RoomPlanOut(serializers.Serializer[Any]):
    """A room in a session."""

    session = serializers.CharField(source="session.code")
    venue = serializers.CharField(source="venue.code")
    room = serializers.CharField(source="room.number")
    kind = serializers.CharField()
    seats_assigned = serializers.IntegerField()
    extra_minutes = serializers.IntegerField()


class MilestoneOut(serializers.Serializer[Any]):
    """A milestone at a moment of exam time."""

    code = serializers.CharField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    session = serializers.CharField()
    planned_at = serializers.DateTimeField()
    state = serializers.CharField()
    done_at = serializers.DateTimeField(allow_null=True)
    seconds_off = serializers.IntegerField(allow_null=True)
    timing = serializers.CharField()
    of_papers = serializers.BooleanField()


class MilestoneOfVenueOut(serializers.Serializer[Any]):
    """A milestone and the venue it belongs to."""

    venue = serializers.CharField()
    told = MilestoneOut()


class ReportStateOut(serializers.Serializer[Any]):
    """A report that a venue owes or has sent."""

    kind = serializers.CharField()
    session = serializers.CharField()
    state = serializers.CharField()
    planned_at = serializers.DateTimeField()
    nil = serializers.BooleanField()
    unconfirmed = serializers.BooleanField()
    present = serializers.IntegerField(allow_null=True)
    absent = serializers.IntegerField(allow_null=True)


class GateOut(serializers.Serializer[Any]):
    """A gate at a moment of exam time."""

    gate = serializers.CharField()
    state = serializers.CharField()
    name = serializers.CharField(source="zh")
    name_en = serializers.CharField(source="en")
    expires_at = serializers.DateTimeField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name, not the serializer's own


class ReadinessOut(serializers.Serializer[Any]):
    """Whether a venue is ready, gate by gate."""

    state = serializers.CharField()
    gates = GateOut(many=True)


class VenueToldOut(serializers.Serializer[Any]):
    """A venue at a moment of exam time, as a board shows it."""

    code = serializers.CharField()
    name = serializers.CharField()
    township = serializers.CharField()
    milestones = MilestoneOut(many=True)
    reports = ReportStateOut(many=True)
    present = serializers.IntegerField(allow_null=True)
    absent = serializers.IntegerField(allow_null=True)
    seats = serializers.IntegerField()
    silent = serializers.BooleanField()
    worst = serializers.CharField()
    readiness = ReadinessOut()


class ReportOut(serializers.Serializer[Any]):
    """A report as it came in, whole."""

    id = serializers.UUIDField()
    venue = serializers.CharField(source="due.venue.code")
    session = serializers.CharField(source="due.session.code")
    kind = serializers.CharField(source="due.kind")
    nil = serializers.BooleanField()
    seats = serializers.IntegerField(allow_null=True)
    present = serializers.IntegerField(allow_null=True)
    absent = serializers.IntegerField(allow_null=True)
    difference_reason = serializers.CharField()
    figures = serializers.JSONField()
    version = serializers.IntegerField()
    corrects = serializers.UUIDField(source="corrects_id", allow_null=True)
    reason = serializers.CharField()
    origin = serializers.CharField(source="source")
    caller = serializers.CharField()
    called_at = serializers.DateTimeField(allow_null=True)
    unconfirmed = serializers.SerializerMethodField()
    told_by = serializers.CharField(source="told_by.name")
    at = serializers.DateTimeField()
    exam_at = serializers.DateTimeField()

    def get_unconfirmed(self, report: Any) -> bool:
        """Keyed after a call, and nobody has confirmed it."""
        return is_unconfirmed(report)


class OwedOut(serializers.Serializer[Any]):
    """A report that a venue owes, and the one that came in."""

    venue = serializers.CharField(source="venue.code")
    session = serializers.CharField(source="session.code")
    kind = serializers.CharField()
    status = serializers.CharField()
    planned_at = serializers.DateTimeField()
    late_at = serializers.DateTimeField()
    report = serializers.UUIDField(source="latest_id", allow_null=True)
    present = serializers.IntegerField(source="latest.present", default=None, allow_null=True)
    absent = serializers.IntegerField(source="latest.absent", default=None, allow_null=True)


class RollUpOut(serializers.Serializer[Any]):
    """A session's reports of one kind added up, the missing venues named."""

    kind = serializers.CharField()
    venues = serializers.IntegerField()
    received = serializers.IntegerField()
    missing = serializers.ListField(child=serializers.CharField())
    unconfirmed = serializers.ListField(child=serializers.CharField())
    totals = serializers.DictField(child=serializers.IntegerField())
