"""How an incident is run: who holds which role, and who did before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from incidents.models import Incident, RoleTenure
from incidents.states import Role


@dataclass(frozen=True, slots=True)
class RoleTold:
    """A role with its holder now, or nobody, and everybody who held it, the first first."""

    role: Role
    holder: RoleTenure | None
    held: Sequence[RoleTenure]


def roles_of(incidents: Iterable[Incident]) -> dict[UUID, list[RoleTold]]:
    """The roles of each incident in their order: one read, however many incidents there are.

    Of an incident that is over, the holders are who held the roles when it was closed.
    """
    known = list(incidents)
    stretches = RoleTenure.objects.filter(incident__in=known).select_related("person", "approver")
    held = list(stretches.order_by("started_at", "ended_at"))
    return {
        one.pk: [_told(role, [row for row in held if (row.incident_id, row.role) == (one.pk, role)]) for role in Role]
        for one in known
    }


def _told(role: Role, held: Sequence[RoleTenure]) -> RoleTold:
    last = [row for row in held if row.ended_at is None or row.left == "closed"]
    return RoleTold(role=role, holder=last[-1] if last else None, held=held)
