"""Addresses of what belongs to an incident's story: its timeline and its files."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from incidents import services
from incidents.policies import MOST_BYTES, check_seen
from incidents.selectors.files import files_of
from incidents.selectors.story import incident_called
from incidents.selectors.timeline import BEFORE, LONGEST_BEFORE, timeline_of
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent

MINUTE = dt.timedelta(minutes=1)
LONGEST_NAME = 120


class HappenedOut(serializers.Serializer[Any]):
    """Something that happened. ``at`` is when, in exam time; ``entry`` is its place in the journal."""

    at = serializers.DateTimeField()
    kind = serializers.CharField(source="fact.kind")
    sentence = serializers.CharField(source="fact.sentence")
    person = serializers.CharField()
    venue = serializers.CharField()
    own = serializers.BooleanField()
    entry = serializers.UUIDField(source="recorded.entry_id")


class BeforeInput(serializers.Serializer[None]):
    """How many minutes before the opening the timeline begins."""

    before = serializers.IntegerField(
        min_value=0, max_value=LONGEST_BEFORE // MINUTE, required=False, default=BEFORE // MINUTE
    )


@extend_schema_view(
    get=extend_schema(
        operation_id="incidents_timeline",
        responses=HappenedOut(many=True),
        parameters=[OpenApiParameter("before", int, description="Minutes before the opening, 30 unless told.")],
    )
)
class TimelineView(ReadView):
    """GET: all that happened in the incident's place and time, as the reader may hear of it."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In the order in which it happened."""
        given = BeforeInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        incident = incident_called(exam_of(exam).pk, names["number"])
        told = timeline_of(incident, actor, before=given.validated_data["before"] * MINUTE)
        return HappenedOut(told, many=True).data


class FileInput(serializers.Serializer[None]):
    """One file."""

    file = serializers.FileField(max_length=LONGEST_NAME)

    def validate_file(self, file: Any) -> services.FileTold:
        """Its name and its bytes; one byte more than is taken is enough to refuse it."""
        return services.FileTold(name=file.name, content=file.read(MOST_BYTES + 1))


class FileOut(serializers.Serializer[Any]):
    """A file with its hash."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    permission = serializers.CharField()
    person = serializers.CharField(source="person.name")
    exam_at = serializers.DateTimeField()


@extend_schema_view(
    get=extend_schema(operation_id="incidents_files", responses=FileOut(many=True)),
    post=extend_schema(
        operation_id="incidents_add_file",
        request={"multipart/form-data": FileInput},
        responses={200: OpenApiTypes.OBJECT},
    ),
)
class FilesView(ReadView, ActView):
    """GET: the files of an incident. POST (multipart): add one; a picture only where the rules let it."""

    parser_classes = (MultiPartParser,)
    Input = FileInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In the order in which they came."""
        incident = incident_called(exam_of(exam).pk, names["number"])
        check_seen(incident, actor)
        return FileOut(files_of(incident), many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Add it."""
        return services.add_file(asked, **given)
