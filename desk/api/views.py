"""Acts of the duty desk: swaps, and the watch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from desk import services
from desk.api import fields
from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent


def _told(operation: str, request: Any) -> Callable[[type[ActView]], type[ActView]]:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("swaps_person", fields.SwapPersonInput)
class SwapPersonView(ActView):
    """POST: a person takes another's post (换岗); rights move at the next request."""

    Input = fields.SwapPersonInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Swap them."""
        return services.swap_person(
            asked,
            post_id=given["post"],
            person_id=given["person"],
            reason=given["reason"],
            from_at=given["from_at"],
            undoes=given["undoes"],
        )


@_told("swaps_room", fields.SwapRoomInput)
class SwapRoomView(ActView):
    """POST: a room takes another's place in a session."""

    Input = fields.SwapRoomInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Swap them."""
        return services.swap_room(
            asked,
            venue=given["venue"],
            session=given["session"],
            rooms=(given["old"], given["new"]),
            reason=given["reason"],
            undoes=given["undoes"],
        )


@_told("watch_begin", None)
class BeginWatchView(ActView):
    """POST: go on watch as the first officer of the exam."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Begin it."""
        return services.begin_watch(asked)


@_told("watch_take_over", fields.TakeOverInput)
class TakeWatchOverView(ActView):
    """POST: take the watch over from the officer who has it; both sign."""

    Input = fields.TakeOverInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Take it over."""
        return services.take_watch_over(asked, giver=given["giver"])


@_told("watch_note", fields.NoteInput)
class NoteView(ActView):
    """POST: an entry in the watch log."""

    Input = fields.NoteInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Write it down."""
        return services.note_on_watch(asked, words=given["words"])
