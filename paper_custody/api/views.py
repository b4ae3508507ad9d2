"""Addresses of the acts on papers. Each is one signing by two, except where a vehicle leaves."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent
from paper_custody import services
from paper_custody.api import fields
from paper_custody.states import Material, Scan


def _told(operation: str, request: Any = None) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("papers_hand_over", fields.HandOverInput)
class HandOverView(ActView):
    """POST: hand bags over where they are. The caller gives; the second person proves himself in the same request."""

    Input = fields.HandOverInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """One signing for the whole batch."""
        return services.hand_over(asked, receiver=given["receiver"], batch=fields.batch_of(given))


@_told("papers_receive", fields.ReceiveInput)
class ReceiveView(ActView):
    """POST: receive a delivery at the county (N3). The caller receives."""

    Input = fields.ReceiveInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Counted bag by bag and box by box."""
        return services.receive(
            asked, giver=given["giver"], batch=fields.batch_of(given), delivery=fields.delivery_of(given)
        )


@_told("papers_store", fields.StoreInput)
class StoreView(ActView):
    """POST: put received bags into a cabinet of the secure room (N4)."""

    Input = fields.StoreInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Two of the secure room together."""
        return services.store(asked, second=given["second"], batch=fields.batch_of(given), cabinet=given["cabinet"])


@_told("papers_load", fields.RunInput)
class LoadView(ActView):
    """POST: issue a venue's bags to its vehicle (N5). The caller gives."""

    Input = fields.RunInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The escort's clock runs from here."""
        return services.load(asked, **fields.run_of(given))


@_told("papers_depart")
class DepartView(ActView):
    """POST: a loaded vehicle has left (N6)."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """By its leader, or by the vault that saw it go."""
        return services.depart(asked, escort_id=given["escort"])


@_told("papers_arrive", fields.ArriveInput)
class ArriveView(ActView):
    """POST: receive an escort's bags at the venue and store them (N7). The caller receives."""

    Input = fields.ArriveInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Held against what the escort signed for."""
        return services.arrive(asked, giver=given["giver"], venue=given["venue"], batch=fields.batch_of(given))


@_told("papers_issue", fields.RoomsInput)
class IssueView(ActView):
    """POST: issue the bags of rooms to their invigilators (N8), who signed on the form named."""

    Input = fields.RoomsInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """All as planned, except the rooms named."""
        return services.issue_to_rooms(asked, second=given["second"], rooms=fields.rooms_of(given))


@_told("papers_open", fields.OpenInput)
class OpenView(ActView):
    """POST: papers (or cards) of rooms were opened (N9)."""

    Input = fields.OpenInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """All as planned, except the rooms named; outside the window it alarms."""
        material = Material(given["material"])
        return services.open_bags(asked, second=given["second"], rooms=fields.rooms_of(given), material=material)


@_told("papers_open_spare", fields.SpareInput)
class OpenSpareView(ActView):
    """POST: open a venue's spare bag; one of the two is the chief or a deputy."""

    Input = fields.SpareInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """One bag, with its reason."""
        scan = Scan(given["code"].strip(), given["seal"].strip())
        named = {name: given[name] for name in ("second", "venue", "reason", "use")}
        return services.open_spare(asked, scan=scan, **named)


@_told("papers_collect", fields.RoomsInput)
class CollectView(ActView):
    """POST: papers and cards of rooms were collected (N10)."""

    Input = fields.RoomsInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """All as planned, except the rooms named."""
        return services.collect(asked, second=given["second"], rooms=fields.rooms_of(given))


@_told("papers_accept", fields.RoomsInput)
class AcceptView(ActView):
    """POST: accept the papers of rooms on balanced counts (N11); the chief or a deputy signs."""

    Input = fields.RoomsInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """All as planned, except the rooms named."""
        return services.accept_rooms(asked, second=given["second"], rooms=fields.rooms_of(given))


@_told("papers_seal", fields.SealInput)
class SealView(ActView):
    """POST: close accepted bags and their boxes with new seals."""

    Input = fields.SealInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Each with the seal that was read off it."""
        return services.seal_bags(asked, second=given["second"], venue=given["venue"], scans=given["bags"])


@_told("papers_return", fields.RunInput)
class ReturnView(ActView):
    """POST: give a venue's bags to their escort back (N12). The caller gives."""

    Input = fields.RunInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Signed for as strongly as on the way out."""
        return services.send_back(asked, **fields.run_of(given))


@_told("papers_store_answers", fields.StoreAnswersInput)
class StoreAnswersView(ActView):
    """POST: receive a returning escort's bags in the secure room (N13). The caller receives."""

    Input = fields.StoreAnswersInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Held against what the escort signed for."""
        return services.store_answers(asked, giver=given["giver"], batch=fields.batch_of(given))


@_told("papers_hand_on", fields.HandOnInput)
class HandOnView(ActView):
    """POST: hand bags on to the upper level (N14). The caller gives."""

    Input = fields.HandOnInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """By list."""
        return services.hand_on(
            asked, receiver=given["receiver"], batch=fields.batch_of(given), document=given["document"]
        )


@_told("papers_isolate", fields.NamedInput)
class IsolateView(ActView):
    """POST: take bags out of the flow and lock them."""

    Input = fields.NamedInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Two keepers of the place together."""
        return services.isolate(asked, **given)


@_told("papers_release", fields.ReleaseInput)
class ReleaseView(ActView):
    """POST: let locked bags go on, on the word of somebody entitled."""

    Input = fields.ReleaseInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The approver proves himself."""
        return services.release(asked, **given)


@_told("papers_void", fields.NamedInput)
class VoidView(ActView):
    """POST: declare bags void, with a reason."""

    Input = fields.NamedInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Two of the secure room together."""
        return services.void(asked, **given)
