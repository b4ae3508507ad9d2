"""Who acts. ``organisation`` makes actors; the kernel only carries their ids and how they were proved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

EVERYWHERE = "/"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) at the moment of an act.

    ``scope`` is the county's path, which row-level security guards; ``grants`` are the
    (capability, unit path) pairs of the posts held now; ``proved_by`` says how the person
    proved himself: ``login``, ``password``, ``signing``, ``offline_pin``, ``paper``, ``system``. Under a signing
    ``proved_at`` is when he really did, minutes ago, and ``signing_id`` what remembers it; offline ``key_id``
    is the key on a tablet with which he signed.
    """

    scope: str
    person_id: UUID | None = None
    login_id: UUID | None = None
    grants: frozenset[tuple[str, str]] = frozenset()
    proved_by: str = "login"
    proved_at: dt.datetime | None = None
    signing_id: UUID | None = None
    key_id: UUID | None = None

    @property
    def is_system(self) -> bool:
        """Whether the platform itself acts: a clock, a reaction, an import at the console."""
        return self.proved_by == "system"

    def may(self, capability: str, scope: str) -> bool:
        """Whether one of the posts held gives ``capability`` at ``scope`` or above it."""
        return self.is_system or any(held == capability and scope.startswith(path) for held, path in self.grants)


SYSTEM = Actor(scope=EVERYWHERE, proved_by="system")
