"""What became of a rehearsal, recomputed from the journal and the rows, never from what the script remembers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from clocks.models import Clock
from drills.rehearsal.endings import amiss_with, incidents_told
from drills.rehearsal.scenes import missing_from, nodes_passed, scenes_of
from drills.rehearsal.stage import ACCEPTED, Stage
from exams.models import Exam
from journal.audit import differences
from kernel.actors import SYSTEM
from kernel.scope import reading

# Entries whose id is the act's and that a person made: findings have an id of their own, reactions no person.
BY_PEOPLE = """
    SELECT count(*) FROM journal_leaf leaf JOIN journal_content content ON content.entry_id = leaf.entry_id
    CROSS JOIN LATERAL (SELECT convert_from(content.body, 'UTF8')::jsonb AS told) AS read
    WHERE leaf.log = %s AND told ->> 'person' IS NOT NULL AND told ->> 'act' = told ->> 'id'
"""


@dataclass(frozen=True, slots=True)
class RehearsalReport:
    """The report of a rehearsal. ``fine`` when all went as scripted and the journal is whole."""

    exam: str
    until: str
    acts: int
    entries_by_people: int
    refused: int
    unexpected: tuple[str, ...]
    incidents: dict[str, int]
    incident_list: tuple[dict[str, Any], ...]
    nodes: dict[str, int]
    scenes: dict[str, dict[str, Any]]
    clocks: dict[str, int]
    journal: tuple[str, ...]

    @property
    def fine(self) -> bool:
        """Whether it may be called a success."""
        return not self.unexpected and not self.journal and self.acts == self.entries_by_people

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "exam": self.exam,
            "until": self.until,
            "fine": self.fine,
            "acts": self.acts,
            "entries_by_people": self.entries_by_people,
            "refused_as_scripted": self.refused,
            "unexpected": list(self.unexpected),
            "nodes": self.nodes,
            "scenes": self.scenes,
            "incidents": self.incidents,
            "incident_list": list(self.incident_list),
            "clocks": self.clocks,
            "journal": "whole" if not self.journal else list(self.journal),
        }


def report_on(stage: Stage, *, until: str, stepped: bool) -> RehearsalReport:
    """Count, verify, and hold what came about against the script."""
    with reading(SYSTEM, repeatable=True):
        wrong = tuple(differences())
        incidents = incidents_told(stage.exam)
        nodes, scenes = nodes_passed(stage.exam), scenes_of(stage.exam)
        clocks = Counter(Clock.objects.filter(exam_id=stage.exam.pk).values_list("status", flat=True))
    deviations = [*missing_from(scenes, nodes), *amiss_with(incidents, stepped=stepped)]
    return RehearsalReport(
        exam=str(stage.exam.pk),
        until=until,
        acts=stage.tally[ACCEPTED],
        entries_by_people=entries_by_people(stage.exam),
        refused=stage.tally["refused"],
        unexpected=(*stage.unexpected, *deviations),
        incidents=dict(Counter(incident["status"] for incident in incidents)),
        incident_list=tuple(incidents),
        nodes=nodes,
        scenes=scenes,
        clocks=dict(clocks),
        journal=wrong,
    )


def entries_by_people(exam: Exam) -> int:
    """How many facts of the drill were a person's own act."""
    return _count(exam.pk)


def _count(log: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(BY_PEOPLE, [log])
        (number,) = cursor.fetchone()
    return int(number)
