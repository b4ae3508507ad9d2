"""Exams, their rules, their sessions, and the moments of a day that somebody waits for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from exams.gateways.presets import Preset, preset, preset_codes, preset_from
from exams.gateways.session_tables import SessionTable, session_table, session_table_codes
from exams.models import Departure, Exam, MilestonePlan, Session
from exams.states import ExamKind, ExamStatus, TimelineState
from kernel.prepared import Given, Prepared
from kernel.time import now


@dataclass(frozen=True, slots=True)
class KeyMoment:
    """A moment that people wait for. ``code`` is a milestone's, or one of the session's own windows."""

    at: dt.datetime
    session: str
    code: str
    name: str
    name_en: str


# Papers are on their way, and whoever opens a page means the exam.
NO_DRILL_WITHIN = dt.timedelta(days=3)

# Windows of a session that are not lines of its minute table.
WINDOWS = (
    ("earliest_leave_at", "最早离场", "Earliest leave"),
    ("quiet_from", "静音开始", "Quiet window begins"),
    ("quiet_until", "静音结束", "Quiet window ends"),
    ("roll_up_cut_off_at", "县汇总截止", "County roll-up cut-off"),
)


def exams_seen() -> QuerySet[Exam]:
    """The exams of the counties in sight, the newest first."""
    return Exam.objects.select_related("timeline", "drilled_from").order_by("-opened_at")


def current_exam(scope: str) -> Exam | None:
    """The exam that a page shows when none is named: the open real one, else the newest open drill.

    Weeks before, a drill whose clock runs goes first: people called to a drill must not act in the real exam
    by opening a page. From days before the first session it is always the real one.
    """
    is_open = exams_seen().filter(scope=scope, status=ExamStatus.OPEN)
    real = is_open.filter(kind=ExamKind.REAL).first()
    if real is None or not _is_far(real):
        return real or is_open.first()
    return is_open.filter(kind=ExamKind.DRILL, timeline__state=TimelineState.RUNNING).first() or real


def _is_far(real: Exam) -> bool:
    first = sessions_of(real.pk).values_list("starts_at", flat=True).first()
    return first is not None and first - now() > NO_DRILL_WITHIN


def real_exam(scope: str, code: str) -> Exam | None:
    """The county's real exam of this code, where it has one."""
    return Exam.objects.filter(scope=scope, code=code, kind=ExamKind.REAL).first()


def exam_of(exam_id: UUID | None) -> Exam:
    """The exam in hand. Raises ``DoesNotExist`` where it is not in sight."""
    if exam_id is None:
        raise Exam.DoesNotExist
    found = _EXAM(exam=exam_id)
    if not found:
        raise Exam.DoesNotExist
    return found[0]


_EXAM = Prepared(lambda: Exam.objects.filter(pk=Given("exam", "uuid")))


def rules_of(exam: Exam) -> Preset:
    """The preset that this exam was made with, as it was then."""
    return preset_from(exam.rules)


def sessions_of(exam_id: UUID) -> QuerySet[Session]:
    """The sessions of an exam in the order in which they are sat."""
    return Session.objects.filter(exam_id=exam_id).order_by("starts_at", "code")


def session_called(exam_id: UUID, code: str) -> Session:
    """The session of this code. Raises ``DoesNotExist``."""
    return Session.objects.get(exam_id=exam_id, code=code)


def plan_of(session: Session) -> QuerySet[MilestonePlan]:
    """The whole minute table of a session in order, quiet lines and all."""
    return MilestonePlan.objects.filter(session=session).order_by("planned_at", "number", "code")


def demanded_of(session: Session) -> QuerySet[MilestonePlan]:
    """What somebody has to confirm or report in a session: its milestones and its reports."""
    return plan_of(session).filter(quiet=False)


def milestone_called(session: Session, code: str) -> MilestonePlan:
    """The line of this code. Raises ``DoesNotExist`` where the session has none (its papers came with another's)."""
    return MilestonePlan.objects.get(session=session, code=code)


def sessions_in_hand(exam_id: UUID, exam_at: dt.datetime) -> QuerySet[Session]:
    """The sessions whose minute table has begun and not ended; in a morning of two papers these are two."""
    begun = MilestonePlan.objects.filter(exam_id=exam_id, planned_at__lte=exam_at).values("session")
    unfinished = MilestonePlan.objects.filter(exam_id=exam_id, planned_at__gte=exam_at).values("session")
    return sessions_of(exam_id).filter(pk__in=begun).filter(pk__in=unfinished)


def current_session(exam_id: UUID, exam_at: dt.datetime) -> Session | None:
    """The session that is sat now, or else the next whose minute table has begun."""
    return sessions_in_hand(exam_id, exam_at).filter(ends_at__gt=exam_at).first()


def next_session(exam_id: UUID, exam_at: dt.datetime) -> Session | None:
    """The first session that is still to start."""
    return sessions_of(exam_id).filter(starts_at__gt=exam_at).first()


def key_moments(exam_id: UUID, *, after: dt.datetime, until: dt.datetime) -> list[KeyMoment]:
    """The moments in a stretch of exam time, in order: the whole minute table, and the sessions' windows."""
    lines = MilestonePlan.objects.filter(exam_id=exam_id, planned_at__gt=after, planned_at__lte=until)
    moments = [
        KeyMoment(at=line.planned_at, session=line.session.code, code=line.code, name=line.name, name_en=line.name_en)
        for line in lines.select_related("session")
    ]
    windows = Q()
    for field, _name, _name_en in WINDOWS:
        windows |= Q(**{f"{field}__gt": after, f"{field}__lte": until})
    for session in sessions_of(exam_id).filter(windows):
        moments += _windows_of(session, after, until)
    return sorted(moments, key=lambda moment: (moment.at, moment.session, moment.code))


def _windows_of(session: Session, after: dt.datetime, until: dt.datetime) -> Sequence[KeyMoment]:
    found = []
    for field, name, name_en in WINDOWS:
        at = getattr(session, field)
        if at is not None and after < at <= until:
            code = field.removesuffix("_at")
            found.append(KeyMoment(at=at, session=session.code, code=code, name=name, name_en=name_en))
    return found


def next_key_moment(exam_id: UUID, exam_at: dt.datetime) -> KeyMoment | None:
    """The next moment of the minute table or of a window, within the next day."""
    coming = key_moments(exam_id, after=exam_at, until=exam_at + dt.timedelta(days=1))
    return coming[0] if coming else None


def departures_of(exam_id: UUID) -> QuerySet[Departure]:
    """The departures from the published procedure, in order."""
    return Departure.objects.filter(exam_id=exam_id).select_related("session", "approver").order_by("exam_at", "at")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What an exam may be made from."""

    presets: tuple[Preset, ...]
    tables: tuple[SessionTable, ...]


def catalogue() -> Catalogue:
    """Every shipped province preset and session table."""
    return Catalogue(
        presets=tuple(preset(code) for code in preset_codes()),
        tables=tuple(session_table(code) for code in session_table_codes()),
    )


def minute_table(exam_id: UUID, code: str) -> Session:
    """A session with its ``subjects``, and its whole minute table in order as ``lines``. Raises ``DoesNotExist``."""
    lines = Prefetch("plan", MilestonePlan.objects.order_by("planned_at", "number", "code"), to_attr="lines")
    return Session.objects.prefetch_related("subjects", lines).get(exam_id=exam_id, code=code)
