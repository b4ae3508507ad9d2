"""What other apps found opens incidents, and clocks that ran out move them on."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from clocks.events import ClockRanOut
from incidents import services
from incidents.services import Finding
from incidents.states import Alarm, OriginKind, Purpose
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
    ReturnMissed,
    RoomCountDifferenceFound,
    SealMismatchFound,
    SpareAsked,
    VehicleChanged,
    VoiceCheckMissed,
    WrongBagFound,
    WrongSessionBagFound,
)
from paper_custody.events.inward import InwardConvoyMissed
from paper_custody.events.points import HandoverCountsAmissFound, HandoverSealsAmissFound
from paper_custody.events.secure_room import RoomAlarmRaised, RoomWatchLost, VaultDutyMissed, VaultRoundFoundAmiss
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
    timing = Alarm.EARLY if fact.seconds_off < 0 else Alarm.LATE
    services.take_finding(asked, finding=replace(finding, timing=timing))


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


@react(HandoverSealsAmissFound)
def a_seal_that_both_sides_found_broken_is_an_incident(fact: HandoverSealsAmissFound, asked: Asked) -> None:
    """Custody has stopped the handover at one of its ten points."""
    _at_a_point(fact, asked)


@react(HandoverCountsAmissFound)
def a_count_that_both_sides_found_off_is_an_incident(fact: HandoverCountsAmissFound, asked: Asked) -> None:
    """The same, where it is not what is on the list."""
    _at_a_point(fact, asked)


def _at_a_point(fact: HandoverSealsAmissFound | HandoverCountsAmissFound, asked: Asked) -> None:
    found = " ".join([fact.node, *fact.points])
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


@react(ReturnMissed)
def a_return_that_is_not_whole_is_an_incident(fact: ReturnMissed, asked: Asked) -> None:
    """Of one venue's session, with every bag that is still out; of the escort that has them all, where one has."""
    key = f"return {fact.venue} {fact.session}" if fact.escort is None else f"escort {fact.escort}"
    words = " ".join([fact.session, *fact.bags])
    found = Finding(origin=OriginKind.CLOCK, kind=fact.kind, place_key=key, words=words)
    services.take_finding(asked, finding=found)


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


@react(InwardConvoyMissed)
def a_convoy_from_the_city_that_is_not_there_is_an_incident(fact: InwardConvoyMissed, asked: Asked) -> None:
    """Of one convoy."""
    services.take_finding(asked, finding=on_the_road(fact, OriginKind.CLOCK, escort=fact.convoy, node=fact.node))


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
