"""Refusals of the road."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class ExpectedInThePast(DomainError):
    """An escort that should have arrived before it left."""

    code = "expected_in_the_past"
    sentence = _("Say when it should arrive: a moment that is still to come.")
    status = 400


class CrewTooSmall(DomainError):
    """Fewer escorts than the rule demands. ``detail`` names the rule, its source, the vehicle, and both numbers."""

    code = "crew_too_small"
    sentence = _(
        "Too few escorts ride along: one vehicle takes at least three, two or more at least two each; whoever drives"
        " is not counted. The vehicle does not leave before they are aboard."
    )


class NoPassengers(DomainError):
    """Somebody without the duty for it would ride along: unknown, of another county, or without a post now."""

    code = "no_passengers"
    sentence = _(
        "Nobody rides along but escorts, police and driver with a post of their own. Look at the number named."
    )
    status = 403


class NotOfThePolice(DomainError):
    """Somebody would ride as police who is of no unit of the police. ``detail`` names the rule and its source."""

    code = "not_of_the_police"
    sentence = _("Only an officer of a police unit rides along as police. Name this person as escort, or another one.")
    status = 403


class AlreadyAboard(DomainError):
    """Somebody was named twice, or rides in another vehicle at this moment."""

    code = "already_aboard"
    sentence = _("This person is aboard another vehicle, or was named twice. One person rides in one vehicle.")


class SameVehicle(DomainError):
    """The vehicle to go on in is the one that is to be left."""

    code = "same_vehicle"
    sentence = _("Name another vehicle than the one that is left.")
    status = 400


class RouteWrong(DomainError):
    """A route that cannot be driven. ``why`` says what is wrong with it."""

    code = "route_wrong"
    sentence = _("This route cannot be used. Look at what is named, correct the drawing and send it again.")
    status = 400


class OwnRoute(DomainError):
    """Who drew a route is none of the two who approve it."""

    code = "own_route"
    sentence = _("Who drew a route does not approve it. Two others must look at it.")


class NotItsLeader(DomainError):
    """Somebody else than its leader says that a convoy has come."""

    code = "not_its_leader"
    sentence = _("Who leads this convoy proves himself. Was he relieved on the way, call the duty desk.")


class ListBroughtAlready(DomainError):
    """A convoy with this issue list is on record already."""

    code = "list_brought_already"
    sentence = _("A convoy with this issue list of the city is on record already. Look at the number.")


class NotOnTheRoad(DomainError):
    """The run has not left, or has arrived."""

    code = "not_on_the_road"
    sentence = _("This escort is not on the road: it has not left, or it has arrived.")


class NotAboard(DomainError):
    """Somebody who is not aboard is said to have answered, or nobody is."""

    code = "not_aboard"
    sentence = _("Name who of those aboard answered the call.")
    status = 400


class NoSuchGate(DomainError):
    """The run has no time gate of this number that is still to be passed."""

    code = "no_such_gate"
    sentence = _("This run has no such time gate that is still to be passed.")
