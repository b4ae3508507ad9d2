"""Fields that other apps' inputs share."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import check_password, make_password
from rest_framework import serializers

from kernel.actors import Actor
from organisation.errors import ProofRefused, TooManyTries
from organisation.models import Login
from organisation.selectors import actor_of_login

TRIES = {"second_person": "5/5m/key"}


class ProofField(serializers.Serializer[Actor]):
    """A second person who proves himself in the same screen: ``{"login", "password"}`` becomes his actor.

    Refuses with ``proof_refused`` (which part was wrong is not told) and, after five wrong tries in
    five minutes for one login, ``too_many_tries``: by login and not by address, since a whole venue
    shares one address.
    """

    login = serializers.CharField(max_length=64)
    password = serializers.CharField(max_length=256, trim_whitespace=False, write_only=True)

    def to_internal_value(self, data: Any) -> Actor:
        """Check the credential."""
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
