"""How fast incidents were answered, as JSON."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from incidents.states import Family, Level
from kernel.actors import Actor
from kernel.api import ReadView
from supervision.selectors.responses import Answered, Figures, Wanted, responses_of
from supervision.states import Measure


class FiguresOut(serializers.Serializer[Any]):
    """One promise over many incidents, in seconds from their opening; null where so many were never answered."""

    measure = serializers.ChoiceField(choices=[one.value for one in Measure])
    count = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    median_seconds = serializers.FloatField(allow_null=True)
    p90_seconds = serializers.FloatField(allow_null=True)
    longest_unanswered_seconds = serializers.FloatField(allow_null=True)
    breaches = serializers.IntegerField()


class BreachOut(serializers.Serializer[Any]):
    """A promise that was not kept in time."""

    incident = serializers.IntegerField()
    measure = serializers.CharField()
    seconds = serializers.FloatField()
    allowed_seconds = serializers.FloatField()
    answered = serializers.BooleanField()


class ResponsesOut(serializers.Serializer[Any]):
    """The statistics of an exam. ``hidden``: incidents that are not this reader's to see, and not counted."""

    overall = FiguresOut(many=True)
    by_level = serializers.DictField(child=FiguresOut(many=True))
    breaches = BreachOut(many=True)
    hidden = serializers.IntegerField()


@extend_schema_view(
    get=extend_schema(
        operation_id="responses_read",
        responses=ResponsesOut,
        parameters=[
            OpenApiParameter("level", str, enum=[level.value for level in Level]),
            OpenApiParameter("family", str, enum=[family.value for family in Family]),
        ],
    )
)
class ResponsesView(ReadView):
    """GET: median, nine of ten, unanswered ones and broken promises, over the incidents that the reader may see."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Of one exam."""
        wanted = Wanted(**{name: request.query_params[name] for name in Wanted.names() if name in request.query_params})
        told = responses_of(exam_of(exam).pk, actor, wanted)
        return {
            "overall": [_figures(one) for one in told.overall],
            "by_level": {level: [_figures(one) for one in figures] for level, figures in told.by_level.items()},
            "breaches": [_breach(one) for one in told.breaches],
            "hidden": told.hidden,
        }


def _seconds(length: dt.timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()


def _figures(one: Figures) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "count": one.count,
        "unanswered": one.unanswered,
        "median_seconds": _seconds(one.median),
        "p90_seconds": _seconds(one.p90),
        "longest_unanswered_seconds": _seconds(one.longest),
        "breaches": one.breaches,
    }


def _breach(one: Answered) -> dict[str, Any]:
    return {
        "incident": one.incident.number,
        "measure": one.answer.measure,
        "seconds": _seconds(one.answer.span.lasted),
        "allowed_seconds": _seconds(one.answer.limit),
        "answered": one.answer.span.is_over,
    }
