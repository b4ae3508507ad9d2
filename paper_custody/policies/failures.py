"""Who may report a lock, record what was decided, and take note of a warning."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from exams.models import Exam
from kernel.actors import Actor
from kernel.errors import NotPermitted, NotThere
from kernel.words import check_no_lock_code, check_words
from organisation.models import Person
from organisation.states import Capability
from paper_custody.errors.failures import ForceWitnessMissing, RecordingMissing
from paper_custody.models.failures import LockFailure
from paper_custody.models.keys import Lock
from paper_custody.policies.keys import keeps_lock
from paper_custody.states.failures import LEAST_WITNESSES, ForceTold, ForceWitness
from venues.models import Venue

# Whoever holds one of these at a venue reports its locks; the desk keys in for one that calls.
REPORTS_LOCKS = frozenset({Capability.KEEP_VENUE_STORE, Capability.OPEN_PAPERS, Capability.KEY_FOR_VENUE})
SEES_FAILURES = REPORTS_LOCKS | {
    Capability.KEEP_VAULT, Capability.REPORT_VENUE, Capability.RECORD_DECISION, Capability.AUDIT,
}  # fmt: skip


def check_may_report_lock(actor: Actor, lock: Lock) -> None:
    """Refuse whoever neither keeps what is behind the lock nor works at its venue or at the desk."""
    if not any(actor.may(one, lock.scope) for one in {keeps_lock(lock), *REPORTS_LOCKS}):
        raise NotPermitted


def check_may_record_opening(actor: Actor, failure: LockFailure) -> None:
    """Refuse whoever neither may report the lock nor records decisions for the county."""
    may_record = {keeps_lock(failure.lock), *REPORTS_LOCKS, Capability.RECORD_DECISION}
    if not any(actor.may(one, failure.scope) for one in may_record):
        raise NotPermitted


def check_takes_note(actor: Actor, venue: Venue) -> None:
    """Refuse whoever does not answer for the venue."""
    if not any(actor.may(one, venue.scope) for one in {Capability.REPORT_VENUE, Capability.KEEP_VENUE_STORE}):
        raise NotPermitted


def check_force_told(told: ForceTold, *, signers: Sequence[Actor]) -> None:
    """Refuse an opening by force that does not say where its recording is, what became of the seals, and who watched.

    What is missing is named; the numbers themselves are told to nobody.
    """
    check_no_lock_code(told.video)
    check_words(told.old_seal, told.new_seal, *(text for one in told.witnesses for text in (one.name, one.post)))
    named = {"video": told.video.strip(), "old_seal": told.old_seal.strip(), "new_seal": told.new_seal.strip()}
    missing = [name for name, text in named.items() if not text]
    if missing or named["old_seal"] == named["new_seal"]:
        raise RecordingMissing(missing=missing or ["new_seal"])
    _check_witnesses(told.witnesses, signers)


def _check_witnesses(witnesses: Sequence[ForceWitness], signers: Sequence[Actor]) -> None:
    """Each by name and post, another person than the others, and none of the two who sign."""
    people = Person.objects.filter(pk__in=[one.person_id for one in signers])
    signed = {name for one in people for name in (one.name, one.staff_number)}
    names = [one.name.strip() for one in witnesses if one.name.strip() and one.post.strip()]
    if len(set(names)) < max(LEAST_WITNESSES, len(witnesses)) or signed & set(names):
        raise ForceWitnessMissing(people=LEAST_WITNESSES)


def check_sees_locks_of(exam: Exam, actor: Actor, code: str) -> Venue:
    """The venue whose locks the actor may see. None there looks like one that is not yours."""
    venue = Venue.objects.filter(scope__startswith=exam.scope, code=code).first()
    if venue is None or not any(actor.may(one, venue.scope) for one in SEES_FAILURES):
        raise NotThere
    return venue


def failures_seen(exam: Exam, actor: Actor) -> QuerySet[LockFailure]:
    """The failures that the actor may see: of his venue, or of the county for the desk and the secure room."""
    failures = LockFailure.objects.filter(exam=exam)
    if actor.is_system:
        return failures
    seen = Q(pk__in=[])
    for path in sorted({path for held, path in actor.grants if held in SEES_FAILURES}):
        seen |= Q(scope__startswith=path)
    return failures.filter(seen)
