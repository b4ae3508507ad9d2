"""How states, steps and kinds of bags read on a page."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paper_custody.states import BagKind, BagStatus, Step

register = template.Library()

STATUSES: dict[str, Promise] = {
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
    BagStatus.LOCKED: _("Locked"),
    BagStatus.VOIDED: _("Void"),
    BagStatus.SPARE_OPENED: _("Spare opened"),
}
STEPS: dict[str, Promise] = {
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
    Step.ISOLATE: _("Locked"),
    Step.RELEASE: _("Released"),
    Step.VOID: _("Declared void"),
}
KINDS: dict[str, Promise] = {
    BagKind.PAPER: _("Paper bag"),
    BagKind.HALF: _("Half bag"),
    BagKind.CARD: _("Answer-card bag"),
    BagKind.SPARE: _("Spare bag"),
    BagKind.SCRATCH: _("Scratch paper"),
    BagKind.BARCODE: _("Barcode sheet"),
    BagKind.MEDIA: _("Listening medium"),
}


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
