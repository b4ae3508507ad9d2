"""Two incidents that are one, and are two again: nothing of either is lost (features A14)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from clocks import services as clocks
from clocks.models import Clock
from clocks.states import ClockStatus
from incidents.errors import MergeNotPossible, NotMerged, PlaceTaken
from incidents.events import IncidentMerged, IncidentUnmerged
from incidents.models import Incident, IncidentStep, Merge, Request
from incidents.policies import check_may_judge, check_said, check_seen_and_judges
from incidents.services.deadlines import tighten
from incidents.services.log import lock_incident, person_of, told, words_hash, write
from incidents.states import OPEN, Level, LogKind, Purpose
from kernel.act import Asked, act


@act
def merge_incident(asked: Asked, *, number: int, into: int, words: str) -> IncidentMerged:
    """Let one incident go on as another. Both timelines and both reporters stay; its deadlines stand still.

    They stand still by those of the other, which must therefore be no lesser in level. Refused where one is
    over, where the two are not of one openness (named roles would be passed by), and where it holds others
    or waits for an answer from above, for that would be forgotten.
    """
    incident, other = _lock_both(asked, number, into)
    check_may_judge(incident, asked.actor)
    check_may_judge(other, asked.actor)
    check_said(words)
    check_mergeable(incident, other)

    still = _running(incident)
    for clock_id in still:
        clocks.pause(asked, clock_id=clock_id, reason=words, approver_id=person_of(asked))
    incident.merged_into = other
    incident.save(update_fields=["merged_into"])
    _keep(asked, incident, other, words=words, still=still, is_merged=True)
    write(asked, incident, LogKind.MERGED, code=str(other.number), words=words)
    write(asked, other, LogKind.MERGED_IN, code=str(incident.number), words=words)

    return told(incident, IncidentMerged(**_named(incident, other, words), clocks=len(still)))


@act
def unmerge_incident(asked: Asked, *, number: int, words: str) -> IncidentUnmerged:
    """They are two after all: it goes on by itself, each of its deadlines with what was left of its time.

    Refused where the same was found there again and is open under a number of its own.
    """
    incident = lock_incident(asked, number)
    check_seen_and_judges(incident, asked.actor)
    check_said(words)
    other = incident.merged_into
    if other is None:
        raise NotMerged
    check_place_free(incident)

    incident.merged_into = None
    incident.save(update_fields=["merged_into"])
    still = Merge.objects.filter(incident=incident, is_merged=True).latest("at").clocks
    resumed = [_run_on(asked, UUID(clock_id)) for clock_id in still]
    if incident.level_confirmed:
        tighten(asked, incident)
    _keep(asked, incident, other, words=words, still=[], is_merged=False)
    write(asked, incident, LogKind.UNMERGED, code=str(other.number), words=words)
    write(asked, other, LogKind.UNMERGED_OUT, code=str(incident.number), words=words)

    return told(incident, IncidentUnmerged(**_named(incident, other, words), clocks=sum(resumed)))


def check_mergeable(incident: Incident, other: Incident) -> None:
    """Refuse two of which one cannot go on for both."""
    levels = list(Level)
    against = {
        "itself": incident.pk == other.pk,
        "over": incident.status not in OPEN or other.status not in OPEN,
        "openness": incident.openness != other.openness,
        "level": levels.index(other.level) > levels.index(incident.level),
        "holds_others": incident.merged.exists(),
        "waits_for_an_answer": Request.objects.filter(incident=incident, decision=None).exists(),
        # Who works on it where it happened goes on working on the other one.
        "place": not other.scope.startswith(incident.scope),
    }
    for why, is_so in against.items():
        if is_so:
            raise MergeNotPossible(why=why)


def check_place_free(incident: Incident) -> None:
    """Refuse where another incident stands in its place meanwhile."""
    same = Incident.objects.filter(
        exam=incident.exam_id, plan_code=incident.plan_code, place_key=incident.place_key, status__in=OPEN
    )
    found = same.filter(merged_into=None).exclude(place_key="").first()
    if incident.status in OPEN and found is not None:
        raise PlaceTaken(number=found.number)


def _lock_both(asked: Asked, number: int, into: int) -> tuple[Incident, Incident]:
    # Always the lower number first: two people who merge the same two crosswise must not wait for each other.
    locked = {one: lock_incident(asked, one) for one in sorted({number, into})}
    return locked[number], locked[into]


def _running(incident: Incident) -> list[UUID]:
    subjects = [incident.pk, *IncidentStep.objects.filter(incident=incident).values_list("pk", flat=True)]
    running = Clock.objects.filter(subject__in=subjects, purpose__in=list(Purpose), status=ClockStatus.RUNNING)
    return list(running.order_by("pk").values_list("pk", flat=True))


def _run_on(asked: Asked, clock_id: UUID) -> bool:
    if not Clock.objects.filter(pk=clock_id, status=ClockStatus.PAUSED).exists():
        return False
    clock = clocks.resume(asked, clock_id=clock_id)
    if clock.purpose == Purpose.STEP:
        IncidentStep.objects.filter(pk=clock.subject).update(due_at=clock.due_at)
    return True


def _keep(asked: Asked, incident: Incident, other: Incident, *, words: str, still: list[UUID], is_merged: bool) -> None:
    Merge.objects.create(
        exam_id=incident.exam_id,
        scope=incident.scope,
        incident=incident,
        into=other,
        is_merged=is_merged,
        words=words,
        clocks=[str(clock_id) for clock_id in still],
        person_id=person_of(asked),
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )


def _named(incident: Incident, other: Incident, words: str) -> dict[str, Any]:
    return {
        "incident": incident.pk,
        "number": incident.number,
        "into": other.pk,
        "into_number": other.number,
        "words_hash": words_hash(words),
    }
