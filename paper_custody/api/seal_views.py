"""The address of the seals' register."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from kernel.actors import Actor
from kernel.api import ReadView
from paper_custody.selectors.seals import SealWanted, seals_told, seals_wanted

SIZE, MOST = 100, 500


class CheckOut(serializers.Serializer[Any]):
    """A handover at which a seal was read and found whole."""

    step = serializers.CharField()
    exam_at = serializers.DateTimeField()
    people = serializers.ListField(child=serializers.CharField())


class SealOut(serializers.Serializer[Any]):
    """A line of the register; the number of a whole seal is empty."""

    thing = serializers.CharField()
    sort = serializers.CharField()
    venue = serializers.CharField()
    session = serializers.CharField()
    room = serializers.CharField()
    state = serializers.CharField()
    number = serializers.CharField()
    applied_at = serializers.DateTimeField()
    applied_by = serializers.ListField(child=serializers.CharField())
    checks = CheckOut(many=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_by = serializers.ListField(child=serializers.CharField())


class SealsOut(serializers.Serializer[Any]):
    """A part of the register, and how much there is in all."""

    total = serializers.IntegerField()
    seals = SealOut(many=True)


ASKS = [OpenApiParameter(name, str, OpenApiParameter.QUERY) for name in SealWanted.names()]
ASKS += [OpenApiParameter(name, int, OpenApiParameter.QUERY) for name in ("start", "limit")]


@extend_schema_view(get=extend_schema(operation_id="papers_seals", responses=SealsOut, parameters=ASKS))
class SealsView(ReadView):
    """GET: the seals' register, narrowed to what the caller may see of bags and boxes."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """A part of it, from ``start``."""
        wanted = SealWanted(**{name: request.query_params.get(name, "").strip() for name in SealWanted.names()})
        seals = seals_wanted(exam_of(exam), actor, wanted)
        start, size = _number(request, "start", 0), min(_number(request, "limit", SIZE), MOST)
        part = seals_told(exam_of(exam), actor, list(seals[start : start + size]))
        return SealsOut({"total": seals.count(), "seals": part}).data


def _number(request: Request, name: str, otherwise: int) -> int:
    given = request.query_params.get(name, "")
    return int(given) if given.isdecimal() else otherwise
