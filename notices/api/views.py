"""Addresses of notices: decode, one service or selector, encode."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from notices import services
from notices.api import fields
from notices.models import CallTest
from notices.policies import check_looks_after, check_names_players, check_sets_channels
from notices.selectors.calls import results_of
from notices.selectors.channels import channels_set, holder_scope, providers
from notices.selectors.drills import who_may_play
from notices.selectors.inbox import notices_to
from notices.states import Called, Holder
from organisation.policies import county_of

FACT = {200: OpenApiTypes.OBJECT}


@extend_schema_view(get=extend_schema(operation_id="notices_list", responses=fields.InboxOut))
class NoticesView(ReadView):
    """GET: what I am told, the unseen first. Nobody reads another's."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """At most 100."""
        told = notices_to(actor)
        return {
            "unseen": sum(one.is_open for one in told),
            "notices": [fields.notice_told(one) for one in told],
        }


@extend_schema_view(post=extend_schema(operation_id="notices_seen", request=fields.SeenInput, responses=FACT))
class SeenView(ActView):
    """POST: I have seen these notices of mine. A record, and no fact: whoever acts answers the incident."""

    Input = fields.SeenInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent | None:
        """Nothing of them sounds or goes out any more."""
        services.see(asked.actor, notices=given["notices"])
        return None


@extend_schema_view(
    get=extend_schema(operation_id="players_list", responses=fields.PlayerOut(many=True)),
    post=extend_schema(operation_id="players_name", request=fields.PeopleInput, responses=FACT),
)
class PlayersView(ReadView, ActView):
    """GET: who has a duty in the county, and who plays in this drill. POST: name players of it."""

    Input = fields.PeopleInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """By unit."""
        drill = exam_of(exam)
        check_names_players(drill, actor)
        return [fields.player_told(line) for line in who_may_play(drill.pk, drill.scope)]

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Name them."""
        return services.name_players(asked, people=given["people"])


@extend_schema_view(
    get=extend_schema(operation_id="channels_read", responses=fields.ChannelsOut),
    post=extend_schema(operation_id="channels_set", request=fields.ChannelsInput, responses=FACT),
)
class ChannelsView(ReadView, ActView):
    """GET: the ways to a person or a unit outside. POST: set all of them, in their order."""

    Input = fields.ChannelsInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """With their addresses: for who keeps the county's people."""
        holder = Holder(names["holder"])
        check_sets_channels(actor, holder_scope(holder, names["id"]))
        channels = channels_set(holder, names["id"])
        return {
            "providers": providers(),
            "channels": [{"provider": one.provider, "address": one.address} for one in channels],
        }

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Set them."""
        holder = Holder(given["holder"])
        return services.set_channels(asked, holder=holder, holder_id=given["id"], channels=given["channels"])


@extend_schema_view(post=extend_schema(operation_id="call_tests_begin", request=fields.TestInput, responses=FACT))
class CallTestsView(ActView):
    """POST: tell everybody of a unit that the call tree is tested."""

    Input = fields.TestInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Begin it."""
        return services.begin_call_test(asked, unit_id=given["unit"])


@extend_schema_view(
    get=extend_schema(operation_id="call_tests_read", responses=fields.UnitTestedOut(many=True)),
    post=extend_schema(operation_id="call_tests_note", request=fields.CallInput, responses=FACT),
)
class CallTestView(ReadView, ActView):
    """GET: whom a test reached, by unit. POST: what came of calling somebody by the list."""

    Input = fields.CallInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Counts by unit."""
        test = CallTest.objects.select_related("unit").get(pk=names["test"])
        check_looks_after(actor, county_of(test.scope))
        return [fields.unit_told(unit) for unit in results_of(test)]

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Enter it."""
        result = Called(given["result"])
        return services.note_call(asked, test_id=given["test"], person_id=given["person"], result=result)
