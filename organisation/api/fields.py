"""Fields that other apps' inputs share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import check_password, make_password
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from kernel.actors import Actor
from kernel.played import played
from organisation.errors import ProofRefused, SigningOver, TooManyTries
from organisation.models import Login
from organisation.selectors import actor_by_signing, actor_of_login
from organisation.states import Screen, fast_hash

TRIES = {"second_person": "5/5m/key"}
LONGEST_TOKEN = 64


def screen_of(request: Request, exam_id: UUID | None, purpose: str) -> Screen:
    """The screen from which this request comes, for one kind of act. A request without a session has none."""
    key = request.session.session_key
    if exam_id is None or not key:
        raise SigningOver
    return Screen(exam_id=exam_id, purpose=purpose, session_hash=fast_hash(key))


class FreshProofField(serializers.Serializer[Actor]):
    """A second person who proves himself in this very request: ``{"login", "password"}`` becomes his actor.

    Refuses with ``proof_refused`` (which part was wrong is not told) and, after five wrong tries in
    five minutes for one login, ``too_many_tries``: by login and not by address, since a whole venue
    shares one address. An approval is always proved so: it is a word on one matter, not on minutes.
    """

    login = serializers.CharField(max_length=64)
    password = serializers.CharField(max_length=256, trim_whitespace=False, write_only=True)

    def to_internal_value(self, data: Any) -> Actor:
        """Check the credential. None is ever taken out of a tablet's queue: a password must not lie in one."""
        if played(self.context["request"]):
            raise ProofRefused
        given = super().to_internal_value(data)
        if not self._try(given["login"], dry_run=True):
            raise TooManyTries
        login = Login.objects.filter(username=given["login"], is_active=True).first()
        if login is None:
            make_password(given["password"])  # an unknown login takes as long as a wrong password
        if login is None or not check_password(given["password"], login.password):
            self._try(given["login"], dry_run=False)
            raise ProofRefused
        return actor_of_login(login, proved_by="password")

    def _try(self, login: str, *, dry_run: bool) -> bool:
        request, action = self.context["request"], "second_person"
        return bool(
            ratelimit.consume(request, app="organisation", action=action, config=TRIES, key=login, dry_run=dry_run)
        )


class BySigningInput(serializers.Serializer[None]):
    """A second person who proved himself at this screen minutes ago."""

    signing = serializers.CharField(max_length=LONGEST_TOKEN)


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="Proof", serializers=[FreshProofField, BySigningInput], resource_type_field_name=None
    )
)
class ProofField(FreshProofField):
    """The second person of a two-person act: his ``{"login", "password"}``, or the ``{"signing"}`` he began here.

    Refuses (``signing_over``) a signing that has ended, that is of another screen, or that is none. In an act out
    of a tablet's queue it is the person whose signature stands third in the envelope, whatever the field holds.
    """

    def to_internal_value(self, data: Any) -> Actor:
        """The second person's actor, however he proved himself."""
        if sealed := played(self.context["request"]):
            if sealed.second is None:
                raise ProofRefused
            return sealed.second
        if not isinstance(data, dict) or "signing" not in data:
            return super().to_internal_value(data)
        given = BySigningInput(data=data)
        given.is_valid(raise_exception=True)
        request, asked = self.context["request"], self.context["asked"]
        screen = screen_of(request, asked.exam_id, purpose_of(request.path, asked.exam_id))
        second = actor_by_signing(given.validated_data["signing"], first=asked.actor, screen=screen)
        if second is None:
            raise SigningOver
        return second


def purpose_of(address: str, exam_id: UUID | None) -> str:
    """What an act is, by its address below its exam: ``papers/hand-over/``."""
    return address.removeprefix(f"/api/exams/{exam_id}/")
