"""What incidents do of themselves: open by what others found, climb while nobody answers, mark what is overdue.

And the checks of ``verify_journal``: what was written under an entry is what its fact says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from clocks.events import ClockRanOut
from incidents import services
from incidents.events import (
    FACTS,
    TWINS,
    DecisionRecorded,
    FindingAttached,
    IncidentAcknowledged,
    IncidentClosed,
    IncidentOpened,
    LevelChanged,
    PlansLoaded,
    RequestSent,
    StepDone,
    StepsWaived,
)
from incidents.gateways import hash_of
from incidents.models import Decision, Incident, IncidentStep, LogEntry, Origin, PlanVersion, Request
from incidents.services import Finding
from incidents.services.log import words_hash
from incidents.states import OriginKind, Purpose
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from kernel.events import DomainEvent
from paper_custody.events import (
    CountMismatchFound,
    EscortDeviated,
    EscortEarly,
    EscortSilent,
    EscortStopped,
    GateMissed,
    LateConvoyFound,
    LockFailed,
    NotTheHolderFound,
    OpenedOutsideWindow,
    RoomCountDifferenceFound,
    SealMismatchFound,
    SpareAsked,
    VehicleChanged,
    VoiceCheckMissed,
    WrongBagFound,
    WrongSessionBagFound,
)
from paper_custody.events.secure_room import (
    RoomAlarmRaised,
    RoomWatchLost,
    VaultDutyMissed,
    VaultRoundFoundAmiss,
)
from paper_custody.states import Node
from venues.events import BellWasWrong, EquipmentSilent, LateStartFeared, VenueSilent

# From its own store to the acceptance of its rooms a bag is the venue's; before and after it is the county's.
AT_THE_VENUE = frozenset(
    {Node.N7_VENUE_STORE, Node.N8_ROOM_ISSUE, Node.N9_OPENING, Node.N10_COLLECTION, Node.N11_ACCEPTANCE}
)
MOST_CODES = 20
MARKED = (Purpose.REPORT_UPWARD, Purpose.CLOSE, Purpose.STEP, Purpose.REVIEW)


@react(ClockRanOut)
def climb_while_nobody_answers(fact: ClockRanOut, asked: Asked) -> None:
    """The next rung is told. Above the last there is nobody, and the silence itself is marked."""
    if fact.purpose != Purpose.ACKNOWLEDGE:
        return
    if fact.rung_name:
        services.climb(asked, incident_id=fact.subject, rung=fact.rung_name)
    else:
        services.mark_overdue(asked, purpose=Purpose.ACKNOWLEDGE, subject=fact.subject, rung="")


@react(ClockRanOut)
def take_back_an_idle_acknowledgement(fact: ClockRanOut, asked: Asked) -> None:
    """Acknowledged is not acted."""
    if fact.purpose == Purpose.FIRST_ACTION:
        services.let_lapse(asked, incident_id=fact.subject)


@react(ClockRanOut)
def mark_what_was_not_done_in_time(fact: ClockRanOut, asked: Asked) -> None:
    """A step, the report upward, the close or the review is overdue."""
    if fact.purpose in MARKED:
        services.mark_overdue(asked, purpose=Purpose(fact.purpose), subject=fact.subject, rung=fact.rung_name)


def at_venue(fact: DomainEvent, origin: OriginKind, *, venue: str, also: str = "", node: str = "") -> Finding:
    """What was found at a venue. ``also`` tells two places of one venue apart: a session, a kind of equipment."""
    return Finding(
        origin=origin,
        kind=fact.kind,
        place_key=f"{venue} {also}".strip(),
        node=node,
        venue=venue,
        words=also,
    )


@react(VenueSilent)
def a_silent_venue_is_an_incident(fact: VenueSilent, asked: Asked) -> None:
    """Silence is an alarm. One venue is silent once, over sessions too."""
    services.take_finding(asked, finding=at_venue(fact, OriginKind.REPORT, venue=fact.venue))


@react(LateStartFeared)
def a_feared_late_start_is_an_incident(fact: LateStartFeared, asked: Asked) -> None:
    """Of one session at one venue."""
    finding = at_venue(fact, OriginKind.CLOCK, venue=fact.venue, also=fact.session)
    services.take_finding(asked, finding=finding)


@react(BellWasWrong)
def a_wrong_bell_is_an_incident(fact: BellWasWrong, asked: Asked) -> None:
    """And not a typing error (handbook 7.4)."""
    finding = at_venue(fact, OriginKind.MILESTONE, venue=fact.venue, also=fact.session, node=fact.milestone)
    services.take_finding(asked, finding=finding)


@react(EquipmentSilent)
def silent_equipment_is_an_incident(fact: EquipmentSilent, asked: Asked) -> None:
    """Where a plan names its kind; several assets of one kind at one venue are one incident."""
    finding = at_venue(fact, OriginKind.EQUIPMENT, venue=fact.venue, also=fact.equipment_kind, node=fact.equipment_kind)
    services.take_finding(asked, finding=finding)


@react(SealMismatchFound)
def a_wrong_seal_is_an_incident(fact: SealMismatchFound, asked: Asked) -> None:
    """Custody has refused the act; what follows is not custody's to know."""
    found = f"{fact.bag} {fact.node} {fact.session}"
    services.take_finding(asked, finding=in_custody(fact, node=fact.node, venue=fact.venue, words=found))


@react(WrongSessionBagFound)
def a_bag_of_another_session_is_an_incident(fact: WrongSessionBagFound, asked: Asked) -> None:
    """Found before it was opened, since custody refused it."""
    found = f"{fact.bag} {fact.node} {fact.session}"
    services.take_finding(asked, finding=in_custody(fact, node=fact.node, venue=fact.venue, words=found))


@react(WrongBagFound)
def a_wrong_bag_is_an_incident(fact: WrongBagFound, asked: Asked) -> None:
    """Unknown, of another venue, or of another exam."""
    found = f"{fact.bag} {fact.node} {fact.why}"
    services.take_finding(asked, finding=in_custody(fact, node=fact.node, venue=fact.venue, words=found))


@react(CountMismatchFound)
def a_wrong_count_is_an_incident(fact: CountMismatchFound, asked: Asked) -> None:
    """With the codes that are missing; the numbers are told nobody before both have counted."""
    found = " ".join([fact.node, fact.what, *fact.missing[:MOST_CODES]])
    services.take_finding(asked, finding=in_custody(fact, node=fact.node, venue=fact.venue, words=found))


@react(NotTheHolderFound)
def a_bag_in_other_hands_is_an_incident(fact: NotTheHolderFound, asked: Asked) -> None:
    """Where a plan names it."""
    found = f"{fact.bag} {fact.node}"
    services.take_finding(asked, finding=in_custody(fact, node=fact.node, venue=fact.venue, words=found))


@react(OpenedOutsideWindow)
def an_opening_outside_its_window_is_an_incident(fact: OpenedOutsideWindow, asked: Asked) -> None:
    """Early is worse than late: by then somebody may have read what nobody may know."""
    node = "early" if fact.seconds_off < 0 else "late"
    finding = at_venue(fact, OriginKind.CUSTODY, venue=fact.venue, also=fact.session, node=node)
    services.take_finding(asked, finding=finding)


@react(RoomCountDifferenceFound)
def a_room_that_does_not_balance_is_an_incident(fact: RoomCountDifferenceFound, asked: Asked) -> None:
    """All rooms of one session at one venue are one incident."""
    finding = at_venue(fact, OriginKind.CUSTODY, venue=fact.venue, also=fact.session)
    services.take_finding(asked, finding=replace(finding, words=" ".join([fact.session, *fact.differing[:MOST_CODES]])))


@react(LockFailed)
def a_lock_that_does_not_open_is_an_incident(fact: LockFailed, asked: Asked) -> None:
    """Each lock its own: while one is broken open, the next may fail."""
    finding = at_venue(fact, OriginKind.CUSTODY, venue=fact.venue, also=fact.lock, node=fact.cause)
    services.take_finding(asked, finding=finding)


@react(SpareAsked)
def a_spare_that_is_asked_for_is_an_incident(fact: SpareAsked, asked: Asked) -> None:
    """Those of one session at one venue are one incident."""
    finding = at_venue(fact, OriginKind.CUSTODY, venue=fact.venue, also=fact.session, node=fact.material)
    services.take_finding(asked, finding=finding)


@react(LateConvoyFound)
def a_convoy_that_is_not_there_is_an_incident(fact: LateConvoyFound, asked: Asked) -> None:
    """Of one escort. Where it was to go is told nobody but by the link: the wall must not learn it (limits.md 4)."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CLOCK, escort=fact.escort, node=fact.node))


@react(VehicleChanged)
def a_vehicle_that_was_left_on_the_road_is_an_incident(fact: VehicleChanged, asked: Asked) -> None:
    """Of one escort, wherever it was: the place is known to the few alone."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CUSTODY, escort=fact.escort, node=fact.node))


@react(VoiceCheckMissed)
def an_escort_that_is_not_heard_is_an_incident(fact: VoiceCheckMissed, asked: Asked) -> None:
    """Of one escort, once."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CLOCK, escort=fact.escort, node=fact.node))


@react(GateMissed)
def an_escort_that_is_not_at_its_gate_is_an_incident(fact: GateMissed, asked: Asked) -> None:
    """Of one escort, whichever gate."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CLOCK, escort=fact.escort, node=fact.node))


@react(EscortEarly)
def an_escort_that_is_too_early_is_an_incident(fact: EscortEarly, asked: Asked) -> None:
    """It is not where it should be, as one that is late."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CUSTODY, escort=fact.escort, node=fact.node))


@react(EscortDeviated)
def an_escort_off_its_route_is_an_incident(fact: EscortDeviated, asked: Asked) -> None:
    """Found by a position."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CUSTODY, escort=fact.escort, node=fact.node))


@react(EscortStopped)
def an_escort_that_stands_is_an_incident(fact: EscortStopped, asked: Asked) -> None:
    """Found by positions."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CUSTODY, escort=fact.escort, node=fact.node))


@react(EscortSilent)
def an_escort_without_position_is_an_incident(fact: EscortSilent, asked: Asked) -> None:
    """Where positions are approved and none comes."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CUSTODY, escort=fact.escort, node=fact.node))


def on_the_road(fact: DomainEvent, origin: OriginKind, *, escort: UUID, node: str) -> Finding:
    """What was found of one escort. Where it was to go is told nobody but by the link (limits.md 4)."""
    return Finding(origin=origin, kind=fact.kind, place_key=f"escort {escort}", node=node, words=node)


@react(VaultDutyMissed)
def a_missed_duty_at_the_secure_room_is_an_incident(fact: VaultDutyMissed, asked: Asked) -> None:
    """Each duty by itself: what is missed again while its incident is open belongs to that one."""
    services.take_finding(asked, finding=at_the_secure_room(fact, OriginKind.CLOCK, also=fact.duty))


@react(RoomAlarmRaised)
def an_alarm_of_the_secure_room_is_an_incident(fact: RoomAlarmRaised, asked: Asked) -> None:
    """At once; fire and water protect nobody by waiting."""
    services.take_finding(asked, finding=at_the_secure_room(fact, OriginKind.EQUIPMENT, also=fact.source_kind))


@react(RoomWatchLost)
def a_lost_watch_of_the_secure_room_is_an_incident(fact: RoomWatchLost, asked: Asked) -> None:
    """Alarm, cameras or recording off for longer than is tolerated."""
    services.take_finding(asked, finding=at_the_secure_room(fact, OriginKind.EQUIPMENT, also=fact.source_kind))


@react(VaultRoundFoundAmiss)
def what_a_round_finds_at_the_secure_room_is_an_incident(fact: VaultRoundFoundAmiss, asked: Asked) -> None:
    """A broken lock, a strange face on the recording."""
    services.take_finding(asked, finding=at_the_secure_room(fact, OriginKind.CUSTODY, also=fact.round))


def at_the_secure_room(fact: DomainEvent, origin: OriginKind, *, also: str) -> Finding:
    """What was found at the county's secure room; ``also`` tells its duties, and what watches it, apart."""
    return Finding(origin=origin, kind=fact.kind, place_key=f"secure room {also}", node=also, words=also)


def in_custody(fact: DomainEvent, *, node: str, venue: str, words: str) -> Finding:
    """What was found about papers: at the venue from its store on, else in the county's hands."""
    here = venue if node in AT_THE_VENUE else ""
    return Finding(
        origin=OriginKind.CUSTODY,
        kind=fact.kind,
        place_key=here or f"county {node}",
        node=node,
        venue=here,
        words=words.strip(),
    )


Check = Callable[[Any, UUID], Iterable[str]]


def agrees_of(fact: type[DomainEvent]) -> Callable[[Check], Check]:
    """Register a check for a fact and for its twins."""

    def register(check: Check) -> Check:
        for twins in TWINS.values():
            agrees(twins[fact])(check)
        return agrees(fact)(check)

    return register


@agrees(PlansLoaded)
def versions_are_as_loaded(fact: PlansLoaded, entry_id: UUID) -> Iterator[str]:
    """Each version, and that its text has the hash that it came with."""
    rows = {
        f"{row.plan.code}/{row.number}": row
        for row in PlanVersion.objects.filter(entry_id=entry_id).select_related("plan")
    }
    if set(rows) != set(fact.plans):
        yield f"the plans loaded are not those on record under {entry_id}"
    elif hash_of([hash_of(rows[name].content) for name in fact.plans]) != fact.content_hash:
        yield f"a plan loaded under {entry_id} has another text"


@agrees_of(IncidentOpened)
def incident_is_as_opened(fact: IncidentOpened, entry_id: UUID) -> Iterator[str]:
    """What never changes of it: number, plan as frozen, scope, where it came from, and what was told in words."""
    row = Incident.objects.filter(pk=fact.incident, entry_id=entry_id).select_related("venue").first()
    origin = Origin.objects.filter(entry_id=entry_id, incident=fact.incident).first()
    if row is None or origin is None:
        yield f"incident {fact.number} is not there"
        return
    venue = None if row.venue is None else row.venue.code
    if (row.number, row.plan_code, row.scope, venue) != (fact.number, fact.plan, fact.scope, fact.venue):
        yield f"incident {fact.number} is not as opened"
    if hash_of(row.run) != fact.run_hash:
        yield f"the frozen plan of incident {fact.number} was changed"
    if (origin.kind, origin.cause_id) != (fact.origin, fact.cause):
        yield f"incident {fact.number} came from elsewhere"
    if words_hash(row.place, row.words, origin.caller) != fact.words_hash:
        yield f"the words of incident {fact.number} were changed"


@agrees_of(FindingAttached)
def finding_is_as_attached(fact: FindingAttached, entry_id: UUID) -> Iterator[str]:
    """The link to what was found."""
    rows = Origin.objects.filter(entry_id=entry_id, incident=fact.incident, kind=fact.origin, cause=fact.cause)
    if not rows.exists():
        yield f"a finding is not attached to incident {fact.number}"


@agrees_of(IncidentAcknowledged)
def answer_is_as_given(fact: IncidentAcknowledged, entry_id: UUID) -> Iterator[str]:
    """Who answered."""
    if not LogEntry.objects.filter(entry_id=entry_id, person=fact.commander).exists():
        yield f"incident {fact.number} was acknowledged by somebody else"


@agrees_of(LevelChanged)
def level_is_as_changed(fact: LevelChanged, entry_id: UUID) -> Iterator[str]:
    """The level that was set."""
    if not LogEntry.objects.filter(entry_id=entry_id, code=fact.level).exists():
        yield f"the level of incident {fact.number} was another one"


@agrees_of(StepDone)
def step_is_as_done(fact: StepDone, entry_id: UUID) -> Iterator[str]:
    """The step; a repeated one leaves a line of the log only."""
    if not LogEntry.objects.filter(entry_id=entry_id, step__number=fact.step).exists():
        yield f"step {fact.step} of incident {fact.number} is not the one done"


@agrees_of(StepsWaived)
def steps_are_as_waived(fact: StepsWaived, entry_id: UUID) -> Iterator[str]:
    """The steps, and the reason."""
    rows = dict(IncidentStep.objects.filter(entry_id=entry_id).values_list("number", "words"))
    if set(rows) != set(fact.steps) or {words_hash(words) for words in rows.values()} != {fact.words_hash}:
        yield f"the steps waived of incident {fact.number} are not as waived"


@agrees_of(RequestSent)
def request_is_as_sent(fact: RequestSent, entry_id: UUID) -> Iterator[str]:
    """Whom it went to, and about what."""
    row = Request.objects.filter(entry_id=entry_id, incident=fact.incident).first()
    if row is None or (row.number, row.to, row.matter) != (fact.request, fact.to, fact.matter):
        yield f"request {fact.request} of incident {fact.number} is not as sent"


@agrees_of(DecisionRecorded)
def decision_is_as_recorded(fact: DecisionRecorded, entry_id: UUID) -> Iterator[str]:
    """Who decided what, under which document number."""
    row = Decision.objects.filter(entry_id=entry_id, incident=fact.incident).first()
    if row is None or (row.number, row.authority, row.matter, row.outcome, row.level) != (
        fact.decision,
        fact.authority,
        fact.matter,
        fact.outcome,
        fact.level,
    ):
        yield f"decision {fact.decision} of incident {fact.number} is not as recorded"
    elif words_hash(row.decided_by, row.document, row.words) != fact.words_hash:
        yield f"the words of decision {fact.decision} of incident {fact.number} were changed"


@agrees_of(IncidentClosed)
def end_is_as_told(fact: IncidentClosed, entry_id: UUID) -> Iterator[str]:
    """By whom it was proposed and commanded; who closed it is neither."""
    row = Incident.objects.filter(pk=fact.incident, closed_at__isnull=False).first()
    if row is None or (row.proposed_by_id, row.commander_id) != (fact.proposed_by, fact.commander):
        yield f"incident {fact.number} did not end as told"


# Decisions and openings keep their words in rows of their own, checked above.
ELSEWHERE = {IncidentOpened, DecisionRecorded}


def log_is_as_told(fact: Any, entry_id: UUID) -> Iterator[str]:
    """Every fact leaves its line, with the words that the fact commits to."""
    lines = list(LogEntry.objects.filter(entry_id=entry_id, incident=fact.incident).values_list("words", flat=True))
    if not lines:
        yield f"the log of incident {fact.number} lacks {entry_id}"
    committed = getattr(fact, "words_hash", None)
    if committed is not None and any(words_hash(words) != committed for words in lines):
        yield f"the log of incident {fact.number} has other words under {entry_id}"


for told in FACTS:
    if told not in ELSEWHERE:
        agrees_of(told)(log_is_as_told)
