"""How states, steps, kinds and places of bags read on a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from paper_custody.states import BagKind, BagStatus, CallKind, Duty, EscortStatus, PaperState, SealState, Step, Term
from paper_custody.states.custody import Gap

register = template.Library()

STATUSES: dict[str, str | Promise] = {
    BagStatus.REGISTERED: _("On the list"),
    BagStatus.SEALED: _("Received, sealed"),
    BagStatus.IN_VAULT: _("In the secure room"),
    BagStatus.CHECKED_OUT: _("Issued to a vehicle"),
    BagStatus.IN_TRANSIT: _("On the road"),
    BagStatus.AT_VENUE: _("At the venue"),
    BagStatus.IN_STORE: _("In the venue's store"),
    BagStatus.ISSUED: _("Issued to the room"),
    BagStatus.OPENED: _("Bag opened"),
    BagStatus.IN_USE: _("In use"),
    BagStatus.COLLECTED: _("Papers collected"),
    BagStatus.ACCEPTED: _("Accepted"),
    BagStatus.RESEALED: _("Sealed again"),
    BagStatus.RETURNING: _("On the way back"),
    BagStatus.ANSWERS_STORED: _("Answers stored"),
    BagStatus.HANDED_ON: _("Handed on to the upper level"),
    BagStatus.KEPT: _("Kept after the exam"),
    BagStatus.DESTROYED: _("Destroyed"),
    BagStatus.LOCKED: _("Locked"),
    BagStatus.VOIDED: _("Void"),
    BagStatus.SPARE_OPENED: _("Spare opened"),
    PaperState.IN_TRANSIT: _("On the road"),
}
STEPS: dict[str, str | Promise] = {
    Step.RECEIVE: _("Received by the county"),
    Step.STORE: _("Stored"),
    Step.LOAD: _("Issued to a vehicle"),
    Step.DEPART: _("Left"),
    Step.ARRIVE: _("Arrived"),
    Step.HAND_OVER: _("Handed over"),
    Step.ISSUE: _("Issued to the room"),
    Step.OPEN: _("Bag opened"),
    Step.USE: _("In use"),
    Step.OPEN_SPARE: _("Spare opened"),
    Step.COLLECT: _("Papers collected"),
    Step.ACCEPT: _("Accepted"),
    Step.SEAL: _("Sealed again"),
    Step.RETURN: _("On the way back"),
    Step.STORE_ANSWERS: _("Answers stored"),
    Step.HAND_ON: _("Handed on to the upper level"),
    Step.KEEP: _("Kept after the exam"),
    Step.DESTROY: _("Destroyed"),
    Step.ISOLATE: _("Locked"),
    Step.RELEASE: _("Released"),
    Step.VOID: _("Declared void"),
    SealState.APPLIED: _("Seal applied"),
    SealState.BROKEN: _("Seal broken"),
    SealState.REPLACED: _("Seal replaced"),
    "pieces": _("Pieces counted into the cabinet"),
    "witnessed": _("Destroyed before witnesses"),
    "held": _("Held by an open incident"),
    "held_no_longer": _("No longer held by an incident"),
    "counted_alone": _("Counted by one person"),
    "agreed": _("Counted by two, agrees"),
    "balanced": _("Counted together, balances"),
    "differing": _("Counted together, does not balance"),
}
KINDS: dict[str, str | Promise] = {
    BagKind.PAPER: _("Paper bag"),
    BagKind.HALF: _("Half bag"),
    BagKind.CARD: _("Answer-card bag"),
    BagKind.SPARE: _("Spare bag"),
    BagKind.SCRATCH: _("Scratch paper"),
    BagKind.BARCODE: _("Barcode sheet"),
    BagKind.MEDIA: _("Listening medium"),
}
PLACES: dict[str, str | Promise] = {
    "coming": pgettext_lazy("papers", "To come"),
    "vault": pgettext_lazy("papers", "Secure room"),
    "outward": pgettext_lazy("papers", "On the way out"),
    "venue": pgettext_lazy("papers", "At the venue"),
    "returning": pgettext_lazy("papers", "On the way back"),
    "answers": pgettext_lazy("papers", "Answers stored"),
    "handed_on": pgettext_lazy("papers", "Handed on"),
    "kept": pgettext_lazy("papers", "Kept or destroyed"),
}
LEGS: dict[str, str | Promise] = {
    "receive": _("Receive a delivery at the county"),
    "store": _("Put into a cabinet"),
    "load": _("Issue to a venue's vehicle"),
    "arrive": _("Receive at the venue"),
    "return": _("Send back to the county"),
    "store_answers": _("Receive returned answers"),
    "hand_on": _("Hand on to the upper level"),
    "hand_over": _("Hand bags over where they are"),
    "issue": _("Issue to the rooms"),
    "open_cards": _("Cards opened"),
    "open": _("Papers opened"),
    "collect": _("Papers collected"),
    "count": _("Count the rooms"),
    "accept": _("Accept the rooms"),
    "seal": _("Seal again"),
}
# What was signed for, and what comes next.
DONE: dict[str, str | Promise] = {
    "receive": _("Received, and signed for by both. Next: put it into a cabinet."),
    "store": _("Stored, and signed for by both. It is issued when the vehicle comes."),
    "load": _("Issued, and signed for by both. The escort is expected at the venue."),
    "arrive": _("Received, and signed for by both. Next: issue to the rooms when it is time."),
    "return": _("Handed to the escort, and signed for by both. The county receives it next."),
    "store_answers": _("Answers received, and signed for by both."),
    "hand_on": _("Handed on, and signed for by both."),
    "hand_over": _("Handed over, and signed for by both. The receiver answers for it now."),
    "issue": _("Issued to the rooms, and signed for by both. Next: opening, when it is time."),
    "open_cards": _("On record: cards opened. Next: opening of the papers, when it is time."),
    "open": _("On record: papers opened. Next: collecting, after the end."),
    "collect": _("On record: papers collected. Next: count the rooms."),
    "count": _("The counts are on record. Next: accept the rooms that balance."),
    "accept": _("Accepted, and signed for by both. Next: seal again."),
    "seal": _("The new seals are on record. Next: send back to the county."),
}
NUMBERS: dict[str, str | Promise] = {
    "present": _("Present"),
    "absent": _("Absent"),
    "used_by_present": _("Used"),
    "blank_for_absent": _("Blank of absentees"),
    "surplus_blank": _("Surplus"),
    "spare_issued": _("Spare issued"),
    "voided_replaced": _("Voided ones"),
    "nominal": pgettext_lazy("papers", "Printed"),
    "seats": pgettext_lazy("papers", "Seats"),
}
TERMS: dict[str, str | Promise] = {
    Term.NOMINAL: _("Printed and spare ones are not all there"),
    Term.SEATS: _("Present and absent are not the seats"),
    Term.SHEETS: _("Sheets back are not those of the present"),
}
CALLS: dict[str, str | Promise] = {
    CallKind.DEPARTED: _("The vehicle has left"),
    CallKind.ARRIVED: _("The papers have arrived"),
    CallKind.HANDED_OVER: _("The papers were handed over"),
}
SOURCES: dict[str, str | Promise] = {
    "report": _("Head count of the report"),
    "gate": _("Entered at the gate"),
    "rooms": _("Present by the rooms' counts"),
    "sheets": _("Answer sheets back"),
}
STRETCHES: dict[str, str | Promise] = {
    "vault": pgettext_lazy("papers", "Secure room"),
    "road": _("On the road"),
    "venue": pgettext_lazy("papers", "At the venue"),
}
GAPS: dict[str, str | Promise] = {
    Gap.UNSIGNED: _("Something was done here that nobody signed for"),
    Gap.OTHER_HANDS: _("Given by another than who had signed for it"),
    Gap.ELSEWHERE: _("It is said to be elsewhere than it was signed for"),
}
MATERIALS: dict[str, str | Promise] = {"papers": _("Papers"), "cards": _("Answer cards")}
COUNTS: dict[str, str | Promise] = {
    "accepted": _("Accepted"),
    "balanced": _("Counted, balances"),
    "differing": _("Counted, does not balance"),
    "not_counted": _("Not counted"),
}
RELATIONS: dict[str, str | Promise] = {
    "papers": _("What is printed is not what is accounted for"),
    "seats": _("Present and absent are not the seats"),
    "answers": _("Answers back are not those of the people present"),
}
LINES: dict[str, tuple[str, str, str | Promise]] = {
    "red": ("bad", "▲", pgettext_lazy("papers", "Act now")),
    "amber": ("warn", "◆", pgettext_lazy("papers", "Torn apart")),
    "ok": ("ok", "✓", pgettext_lazy("papers", "In order")),
}
RUNS: dict[str, tuple[str, str, str | Promise]] = {
    EscortStatus.UNDER_WAY: ("info", "◐", _("On the road")),
    EscortStatus.OVERDUE: ("bad", "▲", _("Expected, not there")),
    EscortStatus.ARRIVED: ("ok", "✓", _("Arrived")),
}
DUTIES: dict[str, str | Promise] = {
    Duty.LEADER: _("Leader"),
    Duty.ESCORT: _("Escort"),
    Duty.POLICE: _("Escort police aboard"),
    Duty.DRIVER: pgettext_lazy("escort", "Driver"),
}
LIFE_TONES = {BagStatus.LOCKED: ("bad", "▲"), BagStatus.VOIDED: ("quiet", "✕"), BagStatus.DESTROYED: ("quiet", "✕")}


@register.filter
def status_name(code: str) -> str | Promise:
    """A bag's state in words."""
    return STATUSES.get(code, code)


@register.filter
def step_name(code: str) -> str | Promise:
    """A step in words."""
    return STEPS.get(code, code)


@register.filter
def kind_name(code: str) -> str | Promise:
    """A kind of bag in words."""
    return KINDS.get(code, code)


@register.filter
def place_name(code: str) -> str | Promise:
    """A place on the papers' way in words."""
    return PLACES.get(code, code)


@register.filter
def term(numbers: dict[str, int], name: str) -> int:
    """One term of a count."""
    return numbers[name]


@register.filter
def count_name(code: str) -> str | Promise:
    """How a count stands, in words."""
    return COUNTS.get(code, code)


@register.filter
def relation_name(code: str) -> str | Promise:
    """A relation of the count identity that does not hold, in words."""
    return RELATIONS.get(code, code)


@register.filter
def stretch_name(place: str) -> str | Promise:
    """Where somebody answered for a bag, in words."""
    return STRETCHES.get(place, place)


@register.filter
def gap_name(gap: str) -> str | Promise:
    """Why nobody answers for a stretch of a bag's life, in words."""
    return GAPS.get(gap, gap)


@register.filter
def leg_name(code: str) -> str | Promise:
    """A handover or an act of a venue's day in words."""
    return LEGS.get(code, code)


@register.filter
def done_sentence(code: str) -> str | Promise:
    """What to say once a handover or an act of a venue's day is on record."""
    return DONE[code]


@register.filter
def duty_name(code: str) -> str | Promise:
    """What somebody rides along for, in words."""
    return DUTIES.get(code, code)


@register.filter
def material_name(code: str) -> str | Promise:
    """What is counted, in words."""
    return MATERIALS.get(code, code)


@register.filter
def number_name(code: str) -> str | Promise:
    """A number of a count, in words."""
    return NUMBERS.get(code, code)


@register.filter
def term_name(code: str) -> str | Promise:
    """What does not come out of a count, in words."""
    return TERMS.get(code, code)


@register.filter
def call_name(code: str) -> str | Promise:
    """What a call told, in words."""
    return CALLS.get(code, code)


@register.filter
def source_name(code: str) -> str | Promise:
    """Where a number of people comes from, in words."""
    return SOURCES.get(code, code)


@register.filter
def number_of(numbers: dict[str, int], name: str) -> int:
    """One number of a count."""
    return numbers[name]


@register.filter
def at_place(places: dict[str, int], place: str) -> int:
    """How many bags are at a place."""
    return places[place]


@register.inclusion_tag("kernel/badge.html")
def line_badge(worst: str) -> dict[str, Any]:
    """How a venue's papers stand."""
    tone, shape, word = LINES[worst]
    return {"tone": tone, "shape": shape, "word": word}


@register.inclusion_tag("kernel/badge.html")
def run_badge(status: str) -> dict[str, Any]:
    """How an escort's run stands."""
    tone, shape, word = RUNS[status]
    return {"tone": tone, "shape": shape, "word": word}


@register.inclusion_tag("kernel/badge.html")
def bag_badge(status: str) -> dict[str, Any]:
    """A bag's state."""
    tone, shape = LIFE_TONES.get(BagStatus(status), ("info", "●")) if status in set(BagStatus) else ("info", "●")
    return {"tone": tone, "shape": shape, "word": STATUSES.get(status, status)}
