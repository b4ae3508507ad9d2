"""What the API of exams takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from exams.gateways.presets import preset_codes
from exams.gateways.session_tables import session_table_codes
from exams.models import FASTEST
from exams.selectors.sessions import exam_of
from exams.states import ExamStatus
from kernel.errors import NotNow
from organisation.api.fields import FreshProofField


class OpenExamInput(serializers.Serializer[None]):
    """A real exam out of the catalogue. Several tables are laid together (a minority-language day)."""

    code = serializers.CharField(max_length=40)
    name = serializers.CharField(max_length=120)
    preset = serializers.ChoiceField(choices=preset_codes())
    tables = serializers.ListField(
        child=serializers.ChoiceField(choices=session_table_codes()), min_length=1, max_length=4
    )
    first_day = serializers.DateField()


class MakeDrillInput(serializers.Serializer[None]):
    """A drill of the exam in the address. Its time stands at ``starts_from``, or shortly before the first line."""

    name = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)
    starts_from = serializers.DateTimeField(required=False, allow_null=True, default=None)


class StartInput(serializers.Serializer[None]):
    """How many times faster than real time."""

    rate = serializers.IntegerField(min_value=1, max_value=FASTEST, required=False, default=1)


class ResumeInput(serializers.Serializer[None]):
    """The rate, where it is to change."""

    rate = serializers.IntegerField(min_value=1, max_value=FASTEST, required=False, allow_null=True, default=None)


class StepInput(serializers.Serializer[None]):
    """The exam time to go to."""

    to = serializers.DateTimeField()


class DepartureInput(serializers.Serializer[None]):
    """What was done instead of what is published. The approver proves himself in the same screen."""

    session = serializers.CharField(max_length=20, required=False, default="", allow_blank=True)
    step = serializers.CharField(max_length=120)
    planned = serializers.CharField(max_length=400)
    done = serializers.CharField(max_length=400)
    reason = serializers.CharField(max_length=400)
    document = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)
    approver = FreshProofField()


class BeginSigningInput(serializers.Serializer[None]):
    """Who stays at the screen, for how many minutes, and for which kind of act: its address below the exam."""

    second = FreshProofField()
    purpose = serializers.CharField(max_length=200)
    minutes = serializers.IntegerField(min_value=1, max_value=10, required=False, default=10)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Only in an exam that the first person sees (else it is not there), and while it is open."""
        exam = exam_of(self.context["asked"].exam_id)
        if exam.status != ExamStatus.OPEN:
            raise NotNow(state=exam.status)
        return attrs


class SigningOut(serializers.Serializer[Any]):
    """An open signing, as its two people see it."""

    id = serializers.UUIDField()
    purpose = serializers.CharField()
    first = serializers.UUIDField(source="first_id")
    second = serializers.UUIDField(source="second_id")
    proved_at = serializers.DateTimeField()
    until = serializers.DateTimeField()


class TimelineOut(serializers.Serializer[Any]):
    """Both times at one instant, and how exam time goes on from there."""

    state = serializers.CharField()
    rate = serializers.IntegerField()
    server_time = serializers.DateTimeField()
    exam_time = serializers.DateTimeField()


class ExamOut(serializers.Serializer[Any]):
    """An exam, and the preset that its reports print."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()
    status = serializers.CharField()
    preset = serializers.CharField(source="preset_code")
    preset_version = serializers.IntegerField()
    drilled_from = serializers.UUIDField(source="drilled_from_id", allow_null=True)
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    timeline_state = serializers.CharField(source="timeline.state")
    rate = serializers.IntegerField(source="timeline.rate")


class SubjectOut(serializers.Serializer[Any]):
    """A subject of a session."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class SessionOut(serializers.Serializer[Any]):
    """A session and its windows, in exam time."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    kind = serializers.CharField()
    subjects = SubjectOut(many=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    opening_from = serializers.DateTimeField()
    opening_until = serializers.DateTimeField()
    distribution_from = serializers.DateTimeField()
    distribution_until = serializers.DateTimeField()
    latest_entry_at = serializers.DateTimeField()
    earliest_leave_at = serializers.DateTimeField(allow_null=True)
    last_card_change_at = serializers.DateTimeField()
    roll_up_cut_off_at = serializers.DateTimeField()
    quiet_from = serializers.DateTimeField(allow_null=True)
    quiet_until = serializers.DateTimeField(allow_null=True)
    collected_with = serializers.CharField()
    returned_with = serializers.CharField()


class LineOut(serializers.Serializer[Any]):
    """A line of a session's minute table."""

    code = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    report = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    rule = serializers.CharField()
    planned_at = serializers.DateTimeField()
    tolerance_seconds = serializers.IntegerField()
    who = serializers.CharField()
    reach = serializers.CharField()
    quiet = serializers.BooleanField()
    origin = serializers.CharField(source="source")


class MinuteTableOut(SessionOut):
    """A session with its whole minute table, in order."""

    plan = LineOut(many=True, source="lines")


class DepartureOut(serializers.Serializer[Any]):
    """A departure from the published procedure, as reports print it."""

    id = serializers.UUIDField()
    session = serializers.CharField(source="session.code", default="")
    step = serializers.CharField()
    planned = serializers.CharField()
    done = serializers.CharField()
    reason = serializers.CharField()
    document = serializers.CharField()
    approver = serializers.CharField(source="approver.name")
    at = serializers.DateTimeField()
    exam_at = serializers.DateTimeField()


class PresetOut(serializers.Serializer[Any]):
    """A province preset that may be chosen."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    name = serializers.CharField(source="zh")
    name_en = serializers.CharField(source="en")
    origin = serializers.CharField(source="source")


class SessionTableOut(PresetOut):
    """A session table that may be chosen."""

    first_day = serializers.DateField()
    sessions = serializers.SerializerMethodField()

    def get_sessions(self, table: object) -> list[str]:
        """The codes, in order."""
        return [session.code for session in getattr(table, "sessions", ())]


class CatalogueOut(serializers.Serializer[Any]):
    """What an exam may be made from."""

    presets = PresetOut(many=True)
    tables = SessionTableOut(many=True)
