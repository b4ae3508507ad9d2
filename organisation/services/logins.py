"""Logins and their one-time slips."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from kernel.act import Asked, act
from kernel.errors import NotThere
from kernel.time import now
from organisation.errors import SlipRefused
from organisation.events import SlipsIssued, SlipUsed
from organisation.models import Login, Slip
from organisation.policies import require
from organisation.states import Capability

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


def give_sample_logins(logins: Sequence[Login], *, password: str) -> int:
    """A record: one known password for the sample county's logins. Never called for a county's own workbook."""
    hashed = make_password(password)
    for login in logins:
        login.password = hashed
    return Login.objects.bulk_update(logins, ["password"])
