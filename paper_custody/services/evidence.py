"""Taking evidence away is an act with its fact; making the file of it, and removing it again, are records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q

from exams.selectors.sessions import exam_of
from kernel.act import Asked, act
from kernel.actors import SYSTEM
from kernel.errors import DomainError
from kernel.scope import reading
from kernel.time import now
from kernel.transitions import after
from paper_custody.errors.reading import EvidenceUnderWay
from paper_custody.events.evidence import EvidenceTaken
from paper_custody.gateways.evidence_files import put_file, remove_file
from paper_custody.models.evidence import EvidencePack
from paper_custody.selectors.evidence import check_evidence
from paper_custody.services.handovers import person
from paper_custody.states.evidence import (
    BUILT_WITHIN,
    MOST_ATTEMPTS,
    PACK_TRANSITIONS,
    TAKEN_UP_AFTER,
    UNDER_WAY,
    PackStatus,
    PackStep,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A pack as it was made: the whole file, and how many facts and forms are in it."""

    content: bytes
    facts: int
    forms: int


@act
def take_evidence(asked: Asked, *, venue: str, session: str, language: str) -> EvidenceTaken:
    """Take the evidence of a venue's session away. It is on record at once; the file is made in the background.

    Refuses whoever may not have it, the venue's head before the session is over, and a second taking while the
    first is being made. Whether the exam is still open is not asked: evidence is wanted long afterwards.
    """
    exam = exam_of(asked.exam_id)
    place, sat = check_evidence(exam, asked.actor, venue=venue, session=session)
    taker = person(asked.actor)
    if EvidencePack.objects.filter(venue=place, session=sat, taken_by=taker, status__in=UNDER_WAY).exists():
        raise EvidenceUnderWay

    pack = EvidencePack.objects.create(
        exam=exam,
        scope=place.scope,
        venue=place,
        session=sat,
        taken_by_id=taker,
        language=language,
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )

    return EvidenceTaken(pack=pack.pk, venue=place.code, session=sat.code, taker=taker)


def begin_pack(pack_id: UUID) -> EvidencePack | None:
    """Record that a worker is at it. None where another one is, or where there is nothing to do.

    One that took too long is taken to be dead, and the pack is begun anew; too often, and it is given up.
    """
    with reading(SYSTEM):
        left = Q(status=PackStatus.BUILDING, begun_at__lt=now() - BUILT_WITHIN)
        free = EvidencePack.objects.filter(Q(status=PackStatus.ASKED) | left, pk=pack_id, attempts__lt=MOST_ATTEMPTS)
        taken = free.update(status=PackStatus.BUILDING, begun_at=now(), attempts=F("attempts") + 1)
        rows = EvidencePack.objects.select_related("exam", "venue", "session", "taken_by__login")
        return rows.get(pk=pack_id) if taken == 1 else None


def finish_pack(pack: EvidencePack, made: Made) -> None:
    """Put the file where it is fetched, then record that it is there, with its hash."""
    put_file(pack.exam_id, pack.pk, made.content)
    pack.sha256, pack.size = hashlib.sha256(made.content).hexdigest(), len(made.content)
    pack.facts, pack.forms = made.facts, made.forms
    _end(pack, PackStep.FINISH)


def refuse_pack(pack: EvidencePack, refusal: DomainError) -> None:
    """Record why it cannot be given: whoever asked is entitled no more, or it is longer than a file takes."""
    pack.refusal = {"code": refusal.code, "detail": refusal.detail}
    _end(pack, PackStep.REFUSE)


def packs_waiting() -> list[UUID]:
    """Packs that nobody is at, though somebody should be. Those begun too often are given up here."""
    with reading(SYSTEM):
        at = now()
        dead = EvidencePack.objects.filter(status=PackStatus.BUILDING, begun_at__lt=at - BUILT_WITHIN)
        for pack in dead.filter(attempts__gte=MOST_ATTEMPTS).select_for_update():
            _end(pack, PackStep.GIVE_UP)
        asked = Q(status=PackStatus.ASKED, at__lt=at - TAKEN_UP_AFTER)
        waiting = EvidencePack.objects.filter(asked | Q(pk__in=dead.filter(attempts__lt=MOST_ATTEMPTS).values("pk")))
        return list(waiting.order_by("at").values_list("pk", flat=True))


def remove_old_packs() -> int:
    """Remove the files that were kept long enough; who took them, and their hashes, stay. Returns how many."""
    with reading(SYSTEM):
        old = EvidencePack.objects.filter(status=PackStatus.READY, ended_at__lte=now() - settings.EVIDENCE_KEPT)
        packs = list(old)
        for pack in packs:
            # The file first: a row that says removed while the file still lies there would be a lie.
            remove_file(pack.exam_id, pack.pk)
            pack.status = after(PACK_TRANSITIONS, PackStatus(pack.status), PackStep.REMOVE)
            pack.save(update_fields=["status"])
    return len(packs)


def _end(pack: EvidencePack, step: PackStep) -> None:
    with reading(SYSTEM):
        pack.status = after(PACK_TRANSITIONS, PackStatus(pack.status), step)
        pack.ended_at = now()
        fields = ["status", "ended_at", "sha256", "size", "facts", "forms", "refusal"]
        pack.save(update_fields=fields)
