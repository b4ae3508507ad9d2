"""The one act that loads a county's workbook, whole or not at all, and the dry run of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from exams.selectors.sessions import real_exam
from exams.services import opening
from intake.errors import WorkbookRefused
from intake.events import CountyImported, PartLoaded
from intake.gateways.reader import Progress, say_nothing
from intake.gateways.rows import CountyRows
from intake.selectors import CheckedWorkbook, county_path, problems_on_record, rows_on_record
from intake.services.parts import CountyLoad
from intake.states import Part
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.scope import reading
from kernel.time import exam_now, now
from organisation.policies import require
from organisation.states import Capability


def asked_for(workbook: CheckedWorkbook, *, actor: Actor, act_id: UUID) -> Asked:
    """The request to load this workbook, in the log of its exam: of the one on record, or of the one it will make.

    The request is the file: the same act id with another file is refused.
    """
    county = sound(workbook)
    asked = Asked(
        act_id=act_id,
        actor=actor,
        exam_id=None,
        received_at=now(),
        request_hash=hashlib.sha256(f"{actor.person_id} {workbook.sha256}".encode()).digest(),
    )
    with reading(actor):
        exam = real_exam(county_path(county), county.exam.code)
    return opening(asked) if exam is None else replace(asked, exam_id=exam.pk)


def sound(workbook: CheckedWorkbook) -> CountyRows:
    """The rows of a workbook without errors. Refuses (``workbook_refused``) one that has some."""
    if workbook.county is None:
        codes = [problem.code for problem in workbook.errors]
        raise WorkbookRefused(errors={code: codes.count(code) for code in sorted(set(codes))})
    return workbook.county


def checked_for(workbook: CheckedWorkbook, *, actor: Actor) -> CheckedWorkbook:
    """The workbook with what does not fit what is on record added to its problems."""
    if workbook.county is None:
        return workbook
    with reading(actor):
        return workbook.also(problems_on_record(workbook))


@act
def import_county(asked: Asked, *, workbook: CheckedWorkbook, progress: Progress = say_nothing) -> CountyImported:
    """Load a county: units, people, posts, the exam, venues, rooms, equipment, seats, bags. All of it or nothing.

    Rows that the workbook no longer has stay on record and are counted: papers may be packed for them,
    and rights end by an act of their own. Refuses (``workbook_refused``) a workbook with errors.
    """
    county = sound(workbook)
    require(asked.actor, Capability.IMPORT_COUNTY, county_path(county))

    sound(workbook.also(problems_on_record(workbook)))

    parts = _load(asked, county, progress)

    return CountyImported(
        exam=asked.exam_id or UUID(int=0),
        scope=county_path(county),
        code=county.exam.code,
        sha256=workbook.sha256,
        parts=parts,
    )


def preview_county(
    asked: Asked, *, workbook: CheckedWorkbook, progress: Progress = say_nothing
) -> tuple[PartLoaded, ...]:
    """What loading would do: the very same steps, taken back at the end. Refuses what the act would refuse."""
    county = sound(workbook)
    at = now()
    with reading(asked.actor, asked.exam_id):
        require(asked.actor, Capability.IMPORT_COUNTY, county_path(county))
        asked = replace(asked, at=at, exam_at=exam_now(asked.exam_id, at))
        parts = _load(asked, county, progress)
        transaction.set_rollback(True)
    return parts


def _load(asked: Asked, county: CountyRows, progress: Progress) -> tuple[PartLoaded, ...]:
    load = CountyLoad(asked, county)
    before = rows_on_record(load.county, asked.exam_id)
    parts = []
    for number, (part, step) in enumerate(load.steps(), start=1):
        progress(part, number, len(Part))
        done = step()
        removed = max(0, before.get(part, 0) - done.changed - done.same)
        parts.append(PartLoaded(str(part), done.new, done.changed, done.same, removed))
    return tuple(parts)
