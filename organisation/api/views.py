"""Who I am, and who else there is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from kernel.actors import Actor
from kernel.api import ReadView
from organisation.gateways import roles
from organisation.models import Person
from organisation.policies import require
from organisation.selectors import people_of
from organisation.states import Capability

MOST = 200


class PostShape(serializers.Serializer[None]):
    """A post."""

    role = serializers.CharField()
    role_name = serializers.CharField()
    unit = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class PersonShape(serializers.Serializer[None]):
    """A person with his posts; the phone only for those who manage people."""

    id = serializers.UUIDField()
    staff_number = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    phone = serializers.CharField()
    posts = PostShape(many=True)


class MeShape(serializers.Serializer[None]):
    """The actor as the platform sees him."""

    person = serializers.UUIDField(allow_null=True)
    scope = serializers.CharField()
    grants = serializers.ListField(child=serializers.CharField())


class MeView(ReadView):
    """GET: who I am, and what my posts allow where."""

    @extend_schema(responses=MeShape)
    def get(self, request: Request, exam: UUID | None = None, **names: Any) -> Any:
        """Answer."""
        return super().get(request, exam, **names)

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The grants as ``capability@path``."""
        return {
            "person": actor.person_id,
            "scope": actor.scope,
            "grants": sorted(f"{capability}@{path}" for capability, path in actor.grants),
        }


class PeopleView(ReadView):
    """GET: people of the actor's county, searched by name, pinyin, initials or staff number."""

    @extend_schema(responses=PersonShape(many=True), parameters=[OpenApiParameter("search", str)])
    def get(self, request: Request, exam: UUID | None = None, **names: Any) -> Any:
        """Answer."""
        return super().get(request, exam, **names)

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """At most 200, in order of pinyin."""
        require(actor, Capability.MANAGE_PEOPLE, actor.scope)
        found = people_of(actor.scope)
        if search := request.query_params.get("search", "").strip():
            found = found.filter(
                Q(name__icontains=search)
                | Q(pinyin__istartswith=search)
                | Q(initials__istartswith=search)
                | Q(staff_number__iexact=search)
            )
        return [_shape(person) for person in found.order_by("pinyin", "staff_number")[:MOST]]


def _shape(person: Person) -> dict[str, Any]:
    known = roles()
    return {
        "id": person.pk,
        "staff_number": person.staff_number,
        "name": person.name,
        "unit": person.unit.name,
        "phone": person.phone,
        "posts": [
            {
                "role": post.role,
                "role_name": known[post.role].zh if post.role in known else post.role,
                "unit": post.unit.name,
                "starts_at": post.starts_at,
                "ends_at": post.ends_at,
            }
            for post in person.posts.all()
        ],
    }
