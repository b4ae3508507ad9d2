"""Addresses of counts. No answer tells what another counted, before both have."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from paper_custody import services
from paper_custody.api import count_fields as fields
from paper_custody.policies import check_sees_venue
from paper_custody.selectors.rooms import papers_told


def _told(operation: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("papers_count", fields.CountInput)
class CountView(ActView):
    """POST: what one person counted of rooms. Another counts them too, without knowing what the first found."""

    Input = fields.CountInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The caller's own count, or that of the counter who proved himself."""
        return services.count_rooms(asked, counter=given.get("counter", asked.actor), **fields.counts_of(given))


@_told("papers_count_together", fields.CountTogetherInput)
class CountTogetherView(ActView):
    """POST: what two people counted together, after their counts differed."""

    Input = fields.CountTogetherInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Another count; the earlier ones stay."""
        return services.count_together(asked, second=given["second"], **fields.counts_of(given))


@_told("papers_count_wrong", fields.WrongCountInput)
class WrongCountView(ActView):
    """POST: declare a count of the caller's wrong. It stays, and another count follows it."""

    Input = fields.WrongCountInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """With another, and with a reason."""
        return services.declare_count_wrong(asked, **given)


class CountSeenOut(serializers.Serializer[Any]):
    """A count of a thing whose counts differ."""

    people = serializers.ListField(child=serializers.CharField())
    at = serializers.DateTimeField()
    numbers = serializers.DictField(child=serializers.IntegerField())
    differs = serializers.ListField(child=serializers.CharField())
    broken = serializers.ListField(child=serializers.CharField())


class DifferenceOut(serializers.Serializer[Any]):
    """A thing whose counts differ, as the venue and the county both see it."""

    room = serializers.CharField()
    material = serializers.CharField()
    subject = serializers.CharField()
    nominal = serializers.IntegerField()
    seats = serializers.IntegerField()
    counts = CountSeenOut(many=True)


@extend_schema_view(
    get=extend_schema(
        operation_id="papers_differences",
        responses=DifferenceOut(many=True),
        parameters=[OpenApiParameter("session", str, OpenApiParameter.QUERY)],
    )
)
class DifferencesView(ReadView):
    """GET: where counts of a venue's session differ: every count, and what of it does not come out."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For the venue and the county alike; nothing of a room that waits for its second count."""
        venue = check_sees_venue(exam_of(exam), actor, names["venue"])
        told = papers_told(exam_of(exam).pk, venue, request.query_params.get("session", ""))
        return DifferenceOut(told.differences, many=True).data
