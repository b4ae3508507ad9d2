"""Who may hold, give, receive and see keys and codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from exams.models import Exam
from kernel.actors import Actor
from kernel.errors import NotPermitted
from kernel.words import check_no_lock_code, check_words
from organisation.states import Capability
from paper_custody.errors.keys import KeyBagUnsigned, KeyNotNow, KeySeparation, NotTheKeyHolder, SameIssuerAndReceiver
from paper_custody.gateways.key_rules import key_rules
from paper_custody.models.keys import HeldOfRoom, Key, Lock
from paper_custody.models.objects import Bag
from paper_custody.models.passing import Handover
from paper_custody.policies.papers import check_two
from paper_custody.states.bags import Step
from paper_custody.states.keys import KEY_TRANSITIONS, KeyStatus, KeyStep, LockGiven, LockKind, Means

# Whoever holds one of these at a unit sees the locks and keys of that unit and below; everybody sees the keys
# that he holds.
SEES_KEYS = frozenset({Capability.KEEP_VAULT, Capability.KEEP_VENUE_STORE, Capability.SEE_ESCORTS, Capability.AUDIT})


def keeps_lock(lock: Lock) -> Capability:
    """What somebody must hold to keep a key of this lock: the duty of the room or vehicle behind it."""
    if lock.kind == LockKind.CARGO_DOOR:
        return Capability.CARRY_PAPERS
    return Capability.KEEP_VAULT if lock.venue_id is None else Capability.KEEP_VENUE_STORE


def locks_seen(exam: Exam, actor: Actor) -> QuerySet[Lock]:
    """The locks that the actor may see: his venue's, all for the secure room and those above; those of his keys."""
    locks = Lock.objects.filter(exam=exam)
    if actor.is_system:
        return locks
    seen = Q(keys__holder_id=actor.person_id)
    for path in sorted({path for held, path in actor.grants if held in SEES_KEYS}):
        seen |= Q(scope__startswith=path)
    return locks.filter(pk__in=Lock.objects.filter(seen).values("pk"))


def check_keeps_locks(actor: Actor) -> None:
    """Refuse whoever keeps neither papers nor their vehicles anywhere, before anything is looked up for him."""
    duties = {Capability.KEEP_VAULT, Capability.KEEP_VENUE_STORE, Capability.CARRY_PAPERS}
    if not any(held in duties for held, _path in actor.grants):
        raise NotPermitted


def check_two_keepers(first: Actor, second: Actor, locks: Iterable[Lock]) -> None:
    """Refuse unless two people keep what is behind each of these locks."""
    for scope, capability in sorted({(lock.scope, keeps_lock(lock)) for lock in locks}):
        check_two(first, second, scope=scope, capabilities=(capability, capability))


def check_lock_given(lock: LockGiven) -> None:
    """Refuse words that tell a code, and a bag of keys that too few have signed (K6)."""
    check_no_lock_code(lock.place)
    check_words(lock.code, lock.batch, *lock.keys, *lock.signatures)
    signed = {name.strip() for name in lock.signatures} - {""}
    if lock.signatures and len(signed) < key_rules().bag_signatures:
        raise KeyBagUnsigned(**told_of("K6"), signatures=key_rules().bag_signatures)


def check_key_step(keys: Sequence[Key], step: KeyStep) -> None:
    """Refuse where a key is not where the step begins."""
    for key in keys:
        if (KeyStatus(key.status), step) not in KEY_TRANSITIONS:
            raise KeyNotNow(key=key.code, step=step.value)


def check_key_hands(keys: Iterable[Key], giver: Actor) -> None:
    """Refuse where somebody else holds a key (K4). Out of the safe it is given by who keeps it."""
    for key in keys:
        if key.holder_id is not None and key.holder_id != giver.person_id:
            raise NotTheKeyHolder(key=key.code, **told_of("K4"))


def check_separation(locks: Iterable[Lock], person: Actor, means: Means) -> None:
    """Refuse (K1, K2, K3) where the person would hold a second means in a room. The locks are locked by the caller."""
    wanted: dict[str, Lock] = {}
    for lock in locks:
        other = wanted.setdefault(lock.place, lock)
        if other.pk != lock.pk:
            raise KeySeparation(lock=lock.code, **told_of("K2" if means == Means.KEY else "K3"))
    exams = {lock.exam_id for lock in wanted.values()}
    held = HeldOfRoom.objects.filter(exam__in=exams, place__in=wanted, person=person.person_id)
    for row in held:
        lock = wanted[row.place]
        if (row.lock_id, row.means) != (lock.pk, means):
            raise KeySeparation(lock=lock.code, **told_of(_rule_broken(row, lock, means)))


def _rule_broken(held: HeldOfRoom, lock: Lock, means: Means) -> str:
    if held.lock_id == lock.pk:
        return "K1"
    return "K2" if held.means == means == Means.KEY else "K3"


def check_issued_by_another(bags: Sequence[Bag], receiver: Actor, *, issued: Step) -> None:
    """Refuse (K5) where the receiver is who issued one of these bags at the other end."""
    own = Handover.objects.filter(bag__in=bags, step=issued, giver_id=receiver.person_id)
    if found := own.order_by("bag__code").values_list("bag__code", flat=True).first():
        raise SameIssuerAndReceiver(bag=found, **told_of("K5"))


def told_of(number: str) -> dict[str, str]:
    """A rule as a refusal tells it: number, what it says, and its source."""
    rule = key_rules().rules[number]
    return {"rule": rule.number, "title": rule.zh, "title_en": rule.en, "source": rule.source}
