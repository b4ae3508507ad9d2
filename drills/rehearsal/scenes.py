"""What the script let go wrong with the papers, told from the rows and the journal as they stand afterwards."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Max

from exams.models import Exam
from incidents.models import Origin
from journal.models import Leaf
from paper_custody.models import AcceptedCount, BlindCount, CountAgreement, Escort, EvidencePack, VoiceCheck
from paper_custody.models.failures import ForcedOpening, LockFailure, LockWarning
from paper_custody.states import Direction
from paper_custody.states.evidence import PackStatus
from paper_custody.states.roads import VoiceAnswer

# By which facts it is known that a node of the papers' way (handbook 2.3) was passed.
NODES: dict[str, tuple[str, ...]] = {
    "N2": ("inward_convoy_left", "inward_convoy_arrived"),
    "N3": ("bags_received",),
    "N4": ("bags_stored",),
    "N5": ("bags_loaded",),
    "N6": ("escort_departed",),
    "N7": ("bags_arrived",),
    "N8": ("bags_issued_to_rooms",),
    "N9": ("bags_opened",),
    "N10": ("bags_collected",),
    "N11": ("room_papers_accepted",),
    "N12": ("bags_returned",),
    "N13": ("answers_stored",),
    "N14": ("bags_handed_on",),
    "N15": ("leftovers_kept",),
}


def nodes_passed(exam: Exam) -> dict[str, int]:
    """How many facts of the journal tell of each node. A node whose facts are not all there has none."""
    counted = dict(Leaf.objects.filter(log=exam.pk).values_list("entry__kind").annotate(Count("entry")))
    return {node: min(counted.get(f"paper_custody.{kind}", 0) for kind in kinds) for node, kinds in NODES.items()}


def forced_opening(exam: Exam) -> dict[str, Any]:
    """The lock that was broken open: by whom, on whose word, and who else was warned."""
    forced = (
        ForcedOpening.objects.filter(exam=exam).select_related("failure__lock", "decision", "failure__venue").first()
    )
    if forced is None:
        return {}
    failure: LockFailure = forced.failure
    warnings = LockWarning.objects.filter(failure=failure)
    return {
        "lock": failure.lock.code,
        "venue": failure.venue.code if failure.venue else "",
        "noticed_at": _told(failure.noticed_at),
        "allowed_by": forced.decision.decided_by,
        "approval": forced.decision.document,
        "forced_at": _told(forced.exam_at),
        "by_two": forced.first_id != forced.second_id,
        "warned": warnings.count(),
        "taken_note": warnings.exclude(acknowledged_at=None).count(),
        "incident": _incident(exam, "paper_custody.lock_failed"),
    }


def count_difference(exam: Exam) -> dict[str, Any]:
    """The room whose blind counts differed: who counted, and what it was accepted on."""
    columns = ("session", "room", "subject", "material")
    counts = Counter(BlindCount.objects.filter(exam=exam).values_list(*columns, "venue__code"))
    if not counts:
        return {}
    (*what, venue), times = counts.most_common(1)[0]
    thing = dict(zip(columns, what, strict=True))
    found = BlindCount.objects.filter(**thing).order_by("at")
    agreed = CountAgreement.objects.filter(**thing)
    return {
        "venue": venue,
        "counts": times,
        "counters": len(set(found.values_list("counter_id", flat=True))),
        "differed": len(set(found.values_list("present", "absent"))) > 1,
        "agreed_at": _told(agreed.aggregate(last=Max("exam_at"))["last"]),
        "accepted": AcceptedCount.objects.filter(agreement__in=agreed).exists(),
        "incident": _incident(exam, "paper_custody.room_count_difference_found"),
    }


def lost_convoy(exam: Exam) -> dict[str, Any]:
    """The convoy that did not answer: since when, when it was found, and when it came."""
    silent = VoiceCheck.objects.filter(exam=exam, answer=VoiceAnswer.NO_ANSWER).order_by("exam_at").first()
    if silent is None:
        return {}
    escort = Escort.objects.select_related("venue").get(pk=silent.escort_id)
    calls = VoiceCheck.objects.filter(escort=escort)
    answered = calls.exclude(answer=VoiceAnswer.NO_ANSWER).filter(exam_at__gt=silent.exam_at).order_by("exam_at")
    found = answered.first()
    return {
        "venue": escort.venue.code,
        "outward": escort.direction == Direction.OUTWARD,
        "silent_since": _told(silent.exam_at),
        "calls_unanswered": calls.filter(answer=VoiceAnswer.NO_ANSWER).count(),
        "found_at": None if found is None else _told(found.exam_at),
        "expected_at": _told(escort.expected_at),
        "arrived_at": _told(escort.arrived_at),
        "incident": _incident(exam, "paper_custody.voice_check_missed"),
        "missed_as_late": _incident(exam, "paper_custody.late_convoy_found") is not None,
    }


def evidence_taken(exam: Exam) -> dict[str, Any]:
    """The evidence that was taken away: by whom, and what its file is known by."""
    pack = EvidencePack.objects.filter(exam=exam).select_related("taken_by", "venue", "session").order_by("at").first()
    if pack is None:
        return {}
    return {
        "venue": pack.venue.code,
        "session": pack.session.code,
        "taken_by": pack.taken_by.name,
        "status": pack.status,
        "facts": pack.facts,
        "forms": pack.forms,
        "sha256": pack.sha256,
    }


def scenes_of(exam: Exam) -> dict[str, dict[str, Any]]:
    """All of them, by the names that the report has for them."""
    return {
        "forced_opening": forced_opening(exam),
        "count_difference": count_difference(exam),
        "lost_convoy": lost_convoy(exam),
        "evidence_taken": evidence_taken(exam),
    }


def missing_from(scenes: Mapping[str, Mapping[str, Any]], nodes: Mapping[str, int]) -> Sequence[str]:
    """One sentence for each thing that the script has and that did not come about."""
    told = [f"no fact tells of node {node}" for node, times in nodes.items() if not times]
    for name, scene in scenes.items():
        if not scene:
            told.append(f"{name} did not come about")
        told += [f"{name}: {field} is {value!r}" for field, value in scene.items() if value in (None, "", 0, False)]
    forced = scenes["forced_opening"]
    if forced and forced["warned"] != forced["taken_note"]:
        told.append("forced_opening: a warned venue took no note")
    taken = scenes["evidence_taken"]
    if taken and taken["status"] != PackStatus.READY:
        told.append(f"evidence_taken: the pack is {taken['status']}")
    counted = scenes["count_difference"]
    if counted and (counted["counts"], counted["counters"]) != (3, 3):
        told.append("count_difference: three people should have counted once each")
    return told


def _incident(exam: Exam, fact: str) -> int | None:
    """The number of the incident that such a fact opened, or was added to."""
    origins = Origin.objects.filter(incident__exam=exam, fact_kind=fact).order_by("at")
    return origins.values_list("incident__number", flat=True).first()


def _told(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
