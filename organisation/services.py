"""Posts, logins, slips and proofs. ``load_...`` are parts of the county workbook's one act."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotThere
from kernel.time import now
from organisation.errors import SamePerson, SlipRefused
from organisation.events import PostEnded, SlipsIssued, SlipUsed
from organisation.models import Login, Post, Proof, Slip
from organisation.policies import require
from organisation.states import Capability, Side

SLIP_LASTS = dt.timedelta(days=7)
SLIP_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SLIP_LENGTH = 10


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """What is printed once and never stored: the code itself."""

    login_id: UUID
    username: str
    code: str
    expires_at: dt.datetime


def record_proofs(asked: Asked, *, sides: Sequence[tuple[Side, Actor]]) -> None:
    """Part: the proofs of a two-person act. Refuses one person on both sides before PostgreSQL does."""
    people = [actor.person_id for _side, actor in sides]
    if len(set(people)) != len(people) or None in people:
        raise SamePerson
    Proof.objects.bulk_create(
        Proof(act_id=asked.act_id, side=side, person_id=actor.person_id, method=actor.proved_by, proved_at=asked.at)
        for side, actor in sides
    )


def draw_slips(logins: Sequence[Login], *, at: dt.datetime) -> list[PrintedSlip]:
    """Codes for logins, not yet stored: they are drawn before the act, so that a repeat prints the same."""
    return [
        PrintedSlip(
            login_id=login.pk,
            username=login.username,
            code="".join(secrets.choice(SLIP_LETTERS) for _ in range(SLIP_LENGTH)),
            expires_at=at + SLIP_LASTS,
        )
        for login in logins
    ]


@act
def issue_slips(asked: Asked, *, scope: str, slips: Sequence[PrintedSlip]) -> SlipsIssued:
    """Give logins a one-time first credential (limits.md 19). An open slip of the same login is void by it."""
    require(asked.actor, Capability.MANAGE_PEOPLE, scope)
    logins = [slip.login_id for slip in slips]
    if Login.objects.filter(pk__in=logins, person__scope__startswith=scope).count() != len(set(logins)):
        raise NotThere

    Slip.objects.filter(login_id__in=logins, used_at=None).update(used_at=asked.at)
    Slip.objects.bulk_create(
        # A drawn code has 50 bits and lives a week: a fast hash suffices, and 500 slips must not take minutes.
        Slip(login_id=slip.login_id, code_hash=make_password(slip.code, hasher="fast_slip"), expires_at=slip.expires_at)
        for slip in slips
    )

    return SlipsIssued(logins=tuple(logins), expires_at=max(slip.expires_at for slip in slips).isoformat())


@act
def use_slip(asked: Asked, *, username: str, code: str, password: str) -> SlipUsed:
    """Take a login into use: the slip is spent and the person's own password set."""
    slip = (
        Slip.objects.select_for_update(of=("self",))
        .select_related("login")
        .filter(login__username=username, used_at=None, expires_at__gt=now())
        .first()
    )
    if slip is None or not check_password(code.strip().upper(), slip.code_hash):
        raise SlipRefused

    slip.used_at = asked.at
    slip.save(update_fields=["used_at"])
    slip.login.set_password(password)
    slip.login.save(update_fields=["password"])

    return SlipUsed(login=slip.login_id)


@act
def end_post(asked: Asked, *, post_id: UUID) -> PostEnded:
    """End a post now; its rights end with it."""
    post = Post.objects.select_for_update().filter(pk=post_id, ends_at__gt=asked.at).first()
    if post is None:
        raise NotThere
    require(asked.actor, Capability.MANAGE_PEOPLE, post.scope)

    post.ends_at = asked.at
    post.save(update_fields=["ends_at"])

    return PostEnded(post=post.pk, person=post.person_id, role=post.role, scope=post.scope)
