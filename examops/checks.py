"""What is refused before a node serves anybody."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections

from kernel.faults import VARIABLE
from notices.gateways import can_reach, wants_address

# Where somebody might be at a provider, whichever kind it is.
PLACES = ("13800000000", "desk@example.com")


@checks.register(checks.Tags.security, deploy=True)
def no_kill_points(**_named: Any) -> list[checks.CheckMessage]:
    """The kill points of tests are not armed."""
    if VARIABLE in os.environ:
        return [checks.Error(f"{VARIABLE} is set: a process would kill itself.", id="examops.E001")]
    return []


@checks.register(checks.Tags.database)
def chinese_is_found(*, databases: Sequence[str] | None = None, **_named: Any) -> list[checks.CheckMessage]:
    """Trigrams see Chinese. Under LC_CTYPE=C they silently see nothing, and a search finds nobody."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
            row = cursor.fetchone()
        if row is None or "UTF-8" not in row[0].upper().replace("UTF8", "UTF-8"):
            hint = "Make the database with LC_CTYPE=C.UTF-8 (or another UTF-8 locale)."
            found.append(checks.Error("The database's LC_CTYPE is not UTF-8.", hint=hint, id="examops.E002"))
    return found


@checks.register(checks.Tags.security, deploy=True)
def providers_can_be_read(**_named: Any) -> list[checks.CheckMessage]:
    """Apprise knows what to do with each provider's address. It is named, and never shown: secrets stand in it."""
    tried = {name: PLACES if wants_address(name) else ("",) for name in settings.NOTICE_PROVIDERS}
    return [
        checks.Error(f"NOTICE_PROVIDER_{name.upper()} cannot be read as an address of Apprise.", id="examops.E003")
        for name, places in tried.items()
        if not any(can_reach(name, to) for to in places)
    ]
