"""What an exam's sessions will look like under a preset, or look like already: the same shape for both.

Pure but for ``reference_of``: nothing here writes, and an exam is laid out from these values alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from exams.errors import NotADrillsOrigin, SessionsDoNotFit
from exams.gateways.moments import CatalogueError
from exams.gateways.presets import MilestoneRule, Preset, Timing, preset
from exams.gateways.session_tables import KnownSubject, SessionTable, session_table
from exams.models import Exam, Session
from exams.states import ExamKind, SessionKind

NOON = 12


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """A session as it is asked for: what is sat, and when."""

    code: str
    subjects: tuple[KnownSubject, ...]
    starts_at: dt.datetime
    ends_at: dt.datetime
    collected_with: str = ""
    returned_with: str = ""

    @property
    def kind(self) -> SessionKind:
        """One foreign-language paper makes a foreign-language session of it: listening comes first for all."""
        kinds = {subject.kind for subject in self.subjects}
        for kind in (SessionKind.FOREIGN_LANGUAGE, SessionKind.CHINESE):
            if kind in kinds:
                return kind
        return SessionKind.OTHER


@dataclass(frozen=True, slots=True)
class PlannedSubject:
    """A subject's row without its keys."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    """A line of the minute table without its keys."""

    code: str
    number: int | None
    report: str
    name: str
    name_en: str
    rule: str
    planned_at: dt.datetime
    tolerance: dt.timedelta
    who: str
    reach: str
    quiet: bool
    source: str


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session's row without its keys, with its subjects and its minute table."""

    code: str
    name: str
    name_en: str
    kind: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    opening_from: dt.datetime
    opening_until: dt.datetime
    distribution_from: dt.datetime
    distribution_until: dt.datetime
    latest_entry_at: dt.datetime
    earliest_leave_at: dt.datetime | None
    last_card_change_at: dt.datetime
    roll_up_cut_off_at: dt.datetime
    quiet_from: dt.datetime | None
    quiet_until: dt.datetime | None
    collected_with: str
    returned_with: str
    subjects: tuple[PlannedSubject, ...]
    plan: tuple[PlannedMilestone, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All that ``exams`` owns of a real exam and a drill takes over."""

    exam_id: UUID
    scope: str
    code: str
    name: str
    preset_code: str
    preset_version: int
    rules: dict[str, Any]
    sessions: tuple[PlannedSession, ...]


def times_of_table(table: SessionTable, first_day: dt.date) -> list[SessionTimes]:
    """The sessions of a table in the year whose first exam day is given."""
    times = []
    for rule in table.sessions:
        starts_at = wall_instant(first_day + dt.timedelta(days=rule.day - 1), rule.starts)
        times.append(
            SessionTimes(
                code=rule.code,
                subjects=rule.subjects,
                starts_at=starts_at,
                ends_at=starts_at + dt.timedelta(minutes=rule.minutes),
                collected_with=rule.collected_with,
                returned_with=rule.returned_with,
            )
        )
    return times


def wall_instant(day: dt.date, time: dt.time) -> dt.datetime:
    """The instant of a date and a time on the county's walls."""
    return dt.datetime.combine(day, time, tzinfo=get_default_timezone())


def with_runs(times: Sequence[SessionTimes]) -> list[SessionTimes]:
    """Say which sessions share a convoy, where the county's list does not: proposed, two sessions of one half-day.

    The later one's papers come with the earlier one's; of a morning, the earlier one's answers go back
    with the later one's (9 June 2025 was published as two collections and three returns).
    """
    half_days: dict[tuple[dt.date, bool], list[SessionTimes]] = {}
    for one in sorted(times, key=lambda one: one.starts_at):
        local = one.starts_at.astimezone(get_default_timezone())
        half_days.setdefault((local.date(), local.hour < NOON), []).append(one)
    shared = []
    for (_day, morning), together in half_days.items():
        first, last = together[0].code, together[-1].code
        for one in together:
            shared.append(
                SessionTimes(
                    code=one.code,
                    subjects=one.subjects,
                    starts_at=one.starts_at,
                    ends_at=one.ends_at,
                    collected_with="" if one.code == first else first,
                    returned_with=last if morning and one.code != last else "",
                )
            )
    return shared


def planned_sessions(preset: Preset, times: Sequence[SessionTimes]) -> tuple[PlannedSession, ...]:
    """Every session with its windows and its minute table. Refuses (``sessions_do_not_fit``) what cannot be sat."""
    codes = [one.code for one in times]
    if len(set(codes)) != len(codes) or not codes:
        raise SessionsDoNotFit(sessions=sorted({code for code in codes if codes.count(code) > 1}))
    for one in times:
        leans_on = {one.collected_with, one.returned_with} - {""}
        if one.starts_at >= one.ends_at or not one.subjects or not leans_on <= set(codes):
            raise SessionsDoNotFit(sessions=[one.code])
    first = min(times, key=lambda one: one.starts_at).code
    return tuple(_planned(preset, one, first=one.code == first) for one in times)


def _planned(preset: Preset, times: SessionTimes, *, first: bool) -> PlannedSession:
    try:
        return _session(preset, times, first=first)
    except CatalogueError as error:
        # A wall time of the preset (14:50) that lies nowhere near this session.
        raise SessionsDoNotFit(sessions=[times.code]) from error


def _session(preset: Preset, times: SessionTimes, *, first: bool) -> PlannedSession:
    zone = get_default_timezone()
    ends = times.starts_at.astimezone(zone), times.ends_at.astimezone(zone)
    foreign = times.kind == SessionKind.FOREIGN_LANGUAGE
    opening = _window(preset.windows["foreign_language_opening" if foreign else "opening"], ends)
    distribution = _window(preset.windows["distribution"], ends)
    entry = preset.windows["foreign_language_latecomers" if foreign else "latecomers"]
    leave = preset.early_leave.earliest if all(subject.may_leave_early for subject in times.subjects) else None
    return PlannedSession(
        code=times.code,
        name="/".join(subject.zh for subject in times.subjects),
        name_en=" or ".join(subject.en for subject in times.subjects),
        kind=times.kind.value,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        opening_from=opening[0],
        opening_until=opening[1],
        distribution_from=distribution[0],
        distribution_until=distribution[1],
        latest_entry_at=entry.moment.of(*ends),
        earliest_leave_at=leave.of(*ends) if leave else None,
        last_card_change_at=preset.spare_use.last_card_change.of(*ends),
        roll_up_cut_off_at=preset.roll_up.cut_off.of(*ends),
        quiet_from=preset.quiet_window[0].of(*ends) if foreign else None,
        quiet_until=preset.quiet_window[1].of(*ends) if foreign else None,
        collected_with=times.collected_with,
        returned_with=times.returned_with,
        subjects=_by_code(PlannedSubject(code=one.code, name=one.zh, name_en=one.en) for one in times.subjects),
        plan=_by_code(
            _milestone(rule, times, ends, first=first) for rule in preset.milestones if _applies(rule, times)
        ),
    )


def _window(timing: Timing, ends: tuple[dt.datetime, dt.datetime]) -> tuple[dt.datetime, dt.datetime]:
    at = timing.moment.of(*ends)
    return at - timing.tolerance, at + timing.tolerance


def _applies(rule: MilestoneRule, times: SessionTimes) -> bool:
    """Not where another session's convoy does it, and not in another kind of session."""
    shared = (rule.run == "outward" and times.collected_with) or (rule.run == "return" and times.returned_with)
    return not shared and rule.only in {None, times.kind}


def _milestone(
    rule: MilestoneRule, times: SessionTimes, ends: tuple[dt.datetime, dt.datetime], *, first: bool
) -> PlannedMilestone:
    timing = rule.timing_for(times.kind, first=first)
    return PlannedMilestone(
        code=rule.code,
        number=rule.number,
        report=rule.report.value if rule.report else "",
        name=rule.zh,
        name_en=rule.en,
        rule=timing.moment.text,
        planned_at=timing.moment.of(*ends),
        tolerance=timing.tolerance,
        who=rule.who,
        reach=rule.reach.value,
        quiet=rule.quiet,
        source=rule.source,
    )


def planned_from_catalogue(
    preset_code: str, tables: Sequence[str], *, first_day: dt.date
) -> tuple[Preset, tuple[PlannedSession, ...]]:
    """The preset and the sessions of an exam made out of the catalogue; several tables are laid together."""
    chosen = preset(preset_code)
    times = [one for code in tables for one in times_of_table(session_table(code), first_day)]
    return chosen, planned_sessions(chosen, times)


def reference_of(exam_id: UUID) -> Reference:
    """What a drill of this exam takes over. Refuses to drill a drill: faults of one would pass to the next."""
    exam = Exam.objects.get(pk=exam_id)
    if exam.kind != ExamKind.REAL:
        raise NotADrillsOrigin
    return Reference(
        exam_id=exam.pk,
        scope=exam.scope,
        code=exam.code,
        name=exam.name,
        preset_code=exam.preset_code,
        preset_version=exam.preset_version,
        rules=exam.rules,
        sessions=tuple(sessions_as_planned(Session.objects.filter(exam=exam).order_by("starts_at", "code"))),
    )


def sessions_as_planned(sessions: QuerySet[Session]) -> list[PlannedSession]:
    """Sessions that are there already, in the shape of a plan: equal to the plan that made them."""
    return [
        PlannedSession(
            **{name: getattr(session, name) for name in column_names(PlannedSession)},
            subjects=_taken(session.subjects.all(), PlannedSubject),
            plan=_taken(session.plan.all(), PlannedMilestone),
        )
        for session in sessions.prefetch_related("subjects", "plan")
    ]


P = TypeVar("P", PlannedSubject, PlannedMilestone)


def _taken(rows: Iterable[object], shape: type[P]) -> tuple[P, ...]:
    return _by_code(shape(**{name: getattr(row, name) for name in column_names(shape)}) for row in rows)


def _by_code(planned: Iterable[P]) -> tuple[P, ...]:
    return tuple(sorted(planned, key=attrgetter("code")))


def column_names(shape: type[PlannedSession] | type[PlannedSubject] | type[PlannedMilestone]) -> list[str]:
    """The fields that are columns of the row of the same name."""
    return [field.name for field in fields(shape) if field.name not in {"subjects", "plan"}]
