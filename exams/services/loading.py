"""Parts of the county workbook's one act: the exam, and its sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from exams.errors import PresetUnknown
from exams.gateways.moments import CatalogueError
from exams.gateways.presets import Preset, preset, preset_codes
from exams.gateways.session_tables import subject_named
from exams.models import Exam
from exams.selectors.plans import SessionTimes, planned_sessions, wall_instant, with_runs
from exams.selectors.sessions import rules_of
from exams.services.laying_out import Head, lay_out_exam, lay_out_sessions
from exams.states import ExamKind
from kernel.act import Asked
from organisation.services.loading import Loaded


class SessionLike(Protocol):
    """A session as a county's list has it: subjects by name or code, times on the county's walls."""

    @property
    def code(self) -> str: ...
    @property
    def subjects(self) -> tuple[str, ...]: ...
    @property
    def date(self) -> dt.date: ...
    @property
    def starts(self) -> dt.time: ...
    @property
    def ends(self) -> dt.time: ...


def known_preset(code: str) -> Preset:
    """The shipped preset of this code. Refuses (``preset_unknown``) where there is none."""
    try:
        return preset(code)
    except CatalogueError as error:
        raise PresetUnknown(preset=code, known=preset_codes()) from error


def load_exam(asked: Asked, *, scope: str, code: str, name: str, preset_code: str) -> Exam:
    """Part: the county's real exam of this code, made or brought up to the list.

    Another preset, or a newer version of it, takes effect with the ``load_sessions`` that follows;
    an exam whose list still names its own preset keeps the version that it was made with.
    """
    head = Head.under(known_preset(preset_code), scope=scope, code=code, name=name)
    exam = Exam.objects.select_for_update().filter(scope=scope, code=code, kind=ExamKind.REAL).first()
    if exam is None:
        return lay_out_exam(asked, head=head)

    exam.name = name
    if exam.preset_code != preset_code:
        exam.preset_code, exam.preset_version, exam.rules = preset_code, head.preset_version, head.rules
    exam.save(update_fields=["name", "preset_code", "preset_version", "rules"])
    return exam


def load_sessions(asked: Asked, *, exam: Exam, rows: Sequence[SessionLike]) -> Loaded:
    """Part: the exam's sessions as a county's list has them. Which of them share a convoy is proposed.

    Refuses (``sessions_do_not_fit``) sessions that cannot be sat, and a change of one that has begun.
    """
    times = [
        SessionTimes(
            code=row.code,
            subjects=tuple(subject_named(name) for name in row.subjects),
            starts_at=wall_instant(row.date, row.starts),
            ends_at=wall_instant(row.date, row.ends),
        )
        for row in rows
    ]
    planned = planned_sessions(rules_of(exam), with_runs(times))
    return lay_out_sessions(asked, exam=exam, planned=planned)
