"""The venue's day for its tablet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.api import actor_of
from kernel.scope import reading
from tablet.api.day_fields import DayInput, day_told, etag_of
from tablet.selectors.day import DayWanted, day_of


class DayView(APIView):
    """GET: everything that the venue needs of its day, for the hours without network. An unchanged one: 304."""

    @extend_schema(operation_id="tablet_day", parameters=[DayInput], responses={200: OpenApiTypes.OBJECT, 304: None})
    def get(self, request: Request, **names: Any) -> Response:
        """Read it with the person's sight of this exam; ``If-None-Match`` asks whether it is still the same."""
        actor = actor_of(request)
        given = DayInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        wanted = DayWanted(**given.validated_data)
        exam: UUID | None = wanted.exam
        with reading(actor, exam, repeatable=True):
            day = day_of(actor, wanted)
            told = day_told(day, login=request.user.get_username())
        mark = etag_of(told, day.stretch)
        headers = {"ETag": mark, "Cache-Control": "private, no-cache"}
        # A proxy that packs the answer marks the ETag as weak: it is the same day all the same.
        if request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
            return Response(status=304, headers=headers)
        return Response(told, headers=headers)
