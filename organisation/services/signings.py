"""Signings: the second person proves himself once, and signs at the first one's screen for minutes."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection
from typing import cast
from uuid import UUID, uuid4

from django.db.models import QuerySet

from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotThere
from kernel.prepared import Given, Prepared
from organisation.errors import SigningOver
from organisation.events import SigningBegun, SigningEnded
from organisation.models import Login, Signing
from organisation.policies import check_signing
from organisation.states import DrawnSigning, Screen, fast_hash

TOKEN_BYTES = 32


def draw_signing(*, lasts: dt.timedelta) -> DrawnSigning:
    """A token of 256 random bits, drawn before the act: what is stored and told of it is only its hash."""
    return DrawnSigning(signing_id=uuid4(), token=secrets.token_urlsafe(TOKEN_BYTES), lasts=lasts)


@act
def begin_signing(asked: Asked, *, second: Actor, screen: Screen, drawn: DrawnSigning) -> SigningBegun:
    """Let ``second``, who has just proved himself, sign at this screen for a while.

    Refuses one person, and whoever has no duty in the county. The signing before at the same screen is void by it.
    """
    check_signing(asked.actor, second)
    login = Login.objects.get(pk=cast("UUID", second.login_id))
    before = Signing.objects.filter(
        exam_id=screen.exam_id, session_hash=screen.session_hash, purpose=screen.purpose, ended_at=None
    )
    before.update(ended_at=asked.at)
    signing = Signing.objects.create(
        pk=drawn.signing_id,
        exam_id=screen.exam_id,
        scope=asked.actor.scope,
        purpose=screen.purpose,
        session_hash=screen.session_hash,
        token_hash=fast_hash(drawn.token),
        login_id=cast("UUID", asked.actor.login_id),
        first_id=cast("UUID", asked.actor.person_id),
        second_id=cast("UUID", second.person_id),
        second_login=login,
        second_mark=login.get_session_auth_hash(),
        entry_id=asked.act_id,
        proved_at=asked.at,
        until=asked.at + drawn.lasts,
    )
    return SigningBegun(
        signing=signing.pk,
        first=signing.first_id,
        second=signing.second_id,
        purpose=signing.purpose,
        until=signing.until.isoformat(),
    )


@act
def end_signing(asked: Asked, *, signing_id: UUID) -> SigningEnded:
    """End a signing at once, by either of its two people. To everybody else it is not there."""
    signing = Signing.objects.select_for_update(of=("self",)).filter(pk=signing_id, ended_at=None).first()
    if signing is None or asked.actor.person_id not in {signing.first_id, signing.second_id}:
        raise NotThere

    signing.ended_at = asked.at
    signing.save(update_fields=["ended_at"])

    return SigningEnded(signing=signing.pk, first=signing.first_id, second=signing.second_id)


def hold_signings(asked: Asked, *, signings: Collection[UUID]) -> None:
    """Part: keep these signings as they are until the act is over. Refuses one that has ended meanwhile.

    Without the lock, an act that was under way when somebody pressed "end" would still be signed after it.
    """
    if not signings:
        return
    held = _HELD(signings=list(signings), at=asked.at)
    if [(one.exam_id, one.first_id) for one in held] != [(asked.exam_id, asked.actor.person_id)] * len(signings):
        raise SigningOver


def _held() -> QuerySet[Signing]:
    rows = Signing.objects.select_for_update(no_key=True).filter(pk__any_of=Given("signings", "uuid[]"))
    return rows.filter(ended_at=None, until__gt=Given("at", "timestamptz")).order_by("pk")


_HELD = Prepared(_held)
