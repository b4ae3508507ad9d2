"""The secure room itself: described, certified, checked by two, enabled, and followed by what lies in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotPermitted
from kernel.transitions import after
from organisation.policies import require
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.events.secure_room import (
    RoomCertificateRecorded,
    RoomLocksChanged,
    SecureRoomChecked,
    SecureRoomDescribed,
    SecureRoomEnabled,
    SecureRoomFollowed,
    SecureRoomFoundWanting,
    SecureRoomRetired,
    SecureRoomUsedOtherwise,
)
from paper_custody.models.secure_room import RoomCertificate, RoomRecord, SecureRoom, SecureRoomState
from paper_custody.policies import check_two
from paper_custody.policies.secure_room import (
    check_certificate,
    check_empty,
    check_enable,
    check_points,
    check_said,
)
from paper_custody.selectors.secure_room import contents_of, room_now
from paper_custody.services.handovers import person
from paper_custody.services.steps import signed
from paper_custody.services.vault_duties import start_duties, stop_duties
from paper_custody.states.secure_room import (
    HOLDS_SOMETHING,
    ROOM_TRANSITIONS,
    TAKES_PAPERS,
    CertificateGiven,
    CheckKind,
    RoomEntry,
    RoomNow,
    RoomStatus,
    RoomStep,
)
from venues.policies import check_open

# One of the two who sign for the room itself is its head.
HEAD_AND_KEEPER = (Capability.RUN_VAULT, Capability.KEEP_VAULT)


@act
def describe_room(asked: Asked, *, name: str, place: str) -> SecureRoomDescribed:
    """Name the county's secure room and say where it is. Refused in a drill, which changes no standing thing."""
    exam = check_open(asked)
    require(asked.actor, Capability.RUN_VAULT, exam.scope)
    if exam.is_drill:
        raise NotPermitted
    check_said([name])
    check_said([place or name])

    room, _made = SecureRoom.objects.update_or_create(
        scope=exam.scope, defaults={"name": name.strip(), "place": place.strip()}
    )

    return SecureRoomDescribed(room=room.pk)


@act
def record_certificate(asked: Asked, *, given: CertificateGiven) -> RoomCertificateRecorded:
    """Enter the certificate that education, police and secrecy have issued. The newest one counts."""
    exam = check_open(asked)
    require(asked.actor, Capability.RUN_VAULT, exam.scope)
    check_certificate(given)

    lock_room(asked, exam)
    row = RoomCertificate.objects.create(
        exam=exam,
        scope=exam.scope,
        number=given.number.strip(),
        issued_by=sorted(given.issued_by),
        valid_from=given.valid_from,
        valid_until=given.valid_until,
        by_id=person(asked.actor),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )

    return RoomCertificateRecorded(
        certificate=row.pk, valid_from=given.valid_from.isoformat(), valid_until=given.valid_until.isoformat()
    )


@act
def check_room(
    asked: Asked, *, second: Actor, kind: CheckKind, version: int, wrong: Mapping[str, str]
) -> SecureRoomChecked | SecureRoomFoundWanting:
    """Go through the room point by point, its head and another keeper: ``wrong`` are the points not in order.

    An acceptance without a fault accepts the room. A fault, at whichever check, takes an empty room out of
    readiness; papers that lie in it stay, and the fault is a fact that others hear of.
    """
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=HEAD_AND_KEEPER)
    check_points(kind, version=version, wrong=wrong)
    state = lock_room(asked, exam)
    if kind == CheckKind.ACCEPTANCE:
        check_empty(_now(asked, exam, state))

    if wrong and state.status not in HOLDS_SOMETHING and state.status != RoomStatus.CLEARED:
        move_room(asked, state, RoomStep.FIND_WANTING)
    elif not wrong and kind == CheckKind.ACCEPTANCE:
        move_room(asked, state, RoomStep.ACCEPT)
    points = {code: words.strip() for code, words in wrong.items()}
    sign_room(asked, exam, second, kind=RoomEntry(kind.value), version=version, points=points)

    told: dict[str, Any] = {
        "check": kind.value, "version": version, "first": person(asked.actor), "second": person(second),
    }  # fmt: skip
    return SecureRoomFoundWanting(points=tuple(sorted(wrong)), **told) if wrong else SecureRoomChecked(**told)


@act
def enable_room(asked: Asked, *, second: Actor) -> SecureRoomEnabled:
    """Enable the accepted room. Refuses one without a valid certificate, or under the locks of another use."""
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=HEAD_AND_KEEPER)
    state = lock_room(asked, exam)
    check_enable(_now(asked, exam, state))

    move_room(asked, state, RoomStep.ENABLE)
    sign_room(asked, exam, second, kind=RoomEntry.ENABLED)

    return SecureRoomEnabled(first=person(asked.actor), second=person(second))


@act
def use_otherwise(asked: Asked, *, second: Actor, words: str) -> SecureRoomUsedOtherwise:
    """Say that the room served something else. It is accepted anew, and before that its locks are changed."""
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=HEAD_AND_KEEPER)
    check_said([words])
    state = lock_room(asked, exam)
    check_empty(_now(asked, exam, state))

    state.locks_due = True
    move_room(asked, state, RoomStep.USE_OTHERWISE)
    sign_room(asked, exam, second, kind=RoomEntry.USED_OTHERWISE, words=words.strip())

    return SecureRoomUsedOtherwise(first=person(asked.actor), second=person(second))


@act
def change_locks(asked: Asked, *, second: Actor, words: str) -> RoomLocksChanged:
    """Say that both locks and the codes were changed: that they were, never to what (limits.md 1)."""
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=HEAD_AND_KEEPER)
    check_said([words])

    state = lock_room(asked, exam)
    state.locks_due = False
    state.save(update_fields=["locks_due"])
    sign_room(asked, exam, second, kind=RoomEntry.LOCKS_CHANGED, words=words.strip())

    return RoomLocksChanged(first=person(asked.actor), second=person(second))


@act
def retire_room(asked: Asked, *, second: Actor) -> SecureRoomRetired:
    """Take the cleared room out of use."""
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=HEAD_AND_KEEPER)
    state = lock_room(asked, exam)
    check_empty(_now(asked, exam, state))

    move_room(asked, state, RoomStep.RETIRE)
    sign_room(asked, exam, second, kind=RoomEntry.RETIRED)

    return SecureRoomRetired(first=person(asked.actor), second=person(second))


@act
def follow_bags(asked: Asked) -> SecureRoomFollowed | None:
    """Let the room's state follow what lies in it, and its duties begin or end with that. None where it stays."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    state = lock_room(asked, exam)
    before = RoomStatus(state.status)
    step = contents_of(exam.pk).step_from(before) if before in TAKES_PAPERS else None
    if step is None:
        return None

    held = before in HOLDS_SOMETHING
    # From when papers lie here without a break: what the two-day limit and the first patrol count from.
    since = state.since if held else asked.exam_at
    move_room(asked, state, step)
    state.since = since
    state.save(update_fields=["since"])
    if step == RoomStep.CLEAR:
        stop_duties(asked, exam)
    elif not held:
        start_duties(asked, exam, state)

    return SecureRoomFollowed(status=state.status, before=before.value)


def lock_room(asked: Asked, exam: Exam) -> SecureRoomState:
    """Part: the exam's room, locked; made when it is named for the first time."""
    SecureRoomState.objects.get_or_create(exam=exam, defaults={"scope": exam.scope, "since": asked.exam_at})
    return SecureRoomState.objects.select_for_update().get(exam=exam)


def move_room(asked: Asked, state: SecureRoomState, step: RoomStep) -> None:
    """Part: what the step makes of the room. Refuses (``not_now``) where it leads nowhere."""
    result = after(ROOM_TRANSITIONS, state.status, step)
    if result != state.status:
        state.since = asked.exam_at
    state.status = result
    state.save(update_fields=["status", "since", "locks_due"])


def sign_room(asked: Asked, exam: Exam, second: Actor, *, kind: RoomEntry, **told: Any) -> None:
    """Part: both proofs, and what they signed about the room."""
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    RoomRecord.objects.create(exam=exam, scope=exam.scope, kind=kind, **told, **signed(asked, second))


def _now(asked: Asked, exam: Exam, state: SecureRoomState) -> RoomNow:
    return room_now(exam, state, exam_at=asked.exam_at)
