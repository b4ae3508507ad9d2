"""值班与交接班: one officer on watch at any instant, a log, and the taking over with everything that is open."""

from __future__ import annotations

from desk.errors import NotOnWatch, WatchHeld
from desk.events import WatchBegun, WatchNoted, WatchTakenOver
from desk.models import Watch, WatchNote
from desk.policies import check_keeps_watch, check_on_desk, check_said, person_of
from desk.selectors.watches import left_open
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.errors import SamePerson
from organisation.services import record_proofs
from organisation.states import Side


@act
def begin_watch(asked: Asked) -> WatchBegun:
    """Go on watch as the first of the exam. Whoever comes later takes the watch over."""
    exam = check_keeps_watch(asked, officer=asked.actor)
    if Watch.objects.filter(exam=exam).exists():
        raise WatchHeld

    watch = Watch.objects.create(
        exam=exam, scope=exam.scope, officer_id=person_of(asked.actor), began_at=asked.at, entry_id=asked.act_id
    )

    return WatchBegun(watch=watch.pk, officer=watch.officer_id)


@act
def take_watch_over(asked: Asked, *, giver: Actor) -> WatchTakenOver:
    """Take the watch over from the one who has it; both sign. What is open is kept as it stands at this moment.

    The old watch ends in the instant in which the new one begins: there is no moment without an officer.
    """
    exam = check_keeps_watch(asked, officer=asked.actor)
    old = Watch.objects.select_for_update().filter(exam=exam, ended_at=None).first()
    if asked.actor.person_id == giver.person_id:
        raise SamePerson
    if old is None or old.officer_id != giver.person_id:
        raise NotOnWatch
    left = left_open(exam, giver, exam_at=asked.exam_at)

    old.ended_at = asked.at
    old.save(update_fields=["ended_at"])
    watch = Watch.objects.create(
        exam=exam,
        scope=exam.scope,
        officer_id=person_of(asked.actor),
        follows=old,
        began_at=asked.at,
        left_open=[one.as_json() for one in left],
        entry_id=asked.act_id,
    )
    record_proofs(asked, sides=[(Side.GIVER, giver), (Side.RECEIVER, asked.actor)])

    many = {kind: sum(1 for one in left if one.kind == kind) for kind in ("incident", "line", "report")}
    return WatchTakenOver(
        watch=watch.pk,
        follows=old.pk,
        giver=old.officer_id,
        receiver=watch.officer_id,
        open_incidents=many["incident"],
        overdue_lines=many["line"],
        unconfirmed_reports=many["report"],
    )


@act
def note_on_watch(asked: Asked, *, words: str) -> WatchNoted:
    """Write an entry into the log of the watch that is on. Refuses where nobody is on watch."""
    exam = check_on_desk(asked)
    check_said(words)
    watch = Watch.objects.filter(exam=exam, ended_at=None).first()
    if watch is None:
        raise NotOnWatch

    note = WatchNote.objects.create(
        exam=exam,
        scope=exam.scope,
        watch=watch,
        words=words.strip(),
        by_id=person_of(asked.actor),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )

    return WatchNoted(note=note.pk, watch=watch.pk)
