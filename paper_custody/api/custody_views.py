"""Addresses of custody read back: a bag's intervals, and who touched what."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from kernel.actors import Actor
from kernel.api import ReadView
from kernel.errors import BadInput
from paper_custody.selectors.intervals import custody_of
from paper_custody.selectors.touched import touched
from paper_custody.selectors.touches import TouchWanted

SIZE, MOST, FURTHEST = 100, 500, 5_000


class KeptOut(serializers.Serializer[Any]):
    """A stretch of a bag's life, and who answers for it."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField()
    node = serializers.CharField()
    step = serializers.CharField()
    people = serializers.ListField(child=serializers.CharField())
    where = serializers.CharField()
    gap = serializers.CharField()
    overlap = serializers.FloatField()


class TouchOut(serializers.Serializer[Any]):
    """One act on one thing."""

    exam_at = serializers.DateTimeField()
    what = serializers.CharField()
    step = serializers.CharField()
    thing = serializers.CharField()
    venue = serializers.CharField()
    room = serializers.CharField()
    node = serializers.CharField()
    people = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField()
    seal = serializers.CharField()


class TouchesOut(serializers.Serializer[Any]):
    """A part of what was found, and how much there is in all."""

    total = serializers.IntegerField()
    rows = TouchOut(many=True)


@extend_schema_view(get=extend_schema(operation_id="papers_custody", responses=KeptOut(many=True)))
class CustodyView(ReadView):
    """GET: in whose hands a bag was, from end to end; what is on the road only for those who may follow it."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The stretches in order."""
        return KeptOut(custody_of(exam_of(exam), names["code"], actor), many=True).data


ASKS = [OpenApiParameter(name, str, OpenApiParameter.QUERY) for name in [*TouchWanted.names(), "start", "limit"]]


@extend_schema_view(get=extend_schema(operation_id="papers_touched", responses=TouchesOut, parameters=ASKS))
class TouchedView(ReadView):
    """GET: who touched a bag, a seal, a room, a container, or what a person did, within a window of exam time."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """A part of it, from ``start``. Refuses (``bad_input``) a moment that is none."""
        given = {name: request.query_params.get(name, "").strip() for name in TouchWanted.names()}
        moments = {name: _moment(name, given.pop(name)) for name in ("since", "until")}
        start, size = _number(request, "start", 0), _number(request, "limit", SIZE)
        wanted = TouchWanted(**given, since=moments["since"], until=moments["until"])
        part = touched(exam_of(exam), actor, wanted, start=min(start, FURTHEST), size=min(size, MOST))
        return TouchesOut(part).data


def _moment(name: str, text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        told: dt.datetime = serializers.DateTimeField().to_internal_value(text)
    except serializers.ValidationError as error:
        raise BadInput(fields={name: ["2027-06-07T05:57:00+08:00"]}) from error
    return told


def _number(request: Request, name: str, otherwise: int) -> int:
    given = request.query_params.get(name, "")
    return int(given) if given.isdecimal() else otherwise
