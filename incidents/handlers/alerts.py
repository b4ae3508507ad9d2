"""A warning starts the plan of its hazard; what is on record of it is held against its fact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import cast
from uuid import UUID

from incidents import services
from incidents.events import AlertTaken
from incidents.gateways.cap_in import is_bad_enough
from incidents.models import Alert
from incidents.selectors.alerts import answers_alert, place_key_of
from incidents.services import Finding
from incidents.states import AlertType, OriginKind, Severity
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.scope import reading


@react(AlertTaken)
def a_warning_starts_its_plan(fact: AlertTaken, asked: Asked) -> None:
    """One incident for a hazard: what follows is attached to it. A cancel, and a lesser warning, start none."""
    starts = fact.msg_type != AlertType.CANCEL and is_bad_enough(fact.hazard, Severity(fact.severity))
    if not starts and not _is_open(fact, asked):
        return
    finding = Finding(
        origin=OriginKind.ALERT,
        kind=fact.kind,
        place_key=place_key_of(fact.hazard),
        node=fact.hazard,
        words=f"{fact.msg_type} {fact.severity} {fact.identifier}",
    )
    services.take_finding(asked, finding=finding)


def _is_open(fact: AlertTaken, asked: Asked) -> bool:
    with reading(SYSTEM, asked.exam_id):
        return answers_alert(cast("UUID", asked.exam_id), fact.hazard)


@agrees(AlertTaken)
def warning_is_as_taken(fact: AlertTaken, entry_id: UUID) -> Iterator[str]:
    """Its bytes, and what was read out of them."""
    row = Alert.objects.filter(pk=fact.alert, entry_id=entry_id).first()
    if row is None:
        yield f"warning {fact.identifier} is not there"
        return
    if hashlib.sha256(bytes(row.body)).hexdigest() != fact.sha256:
        yield f"the bytes of warning {fact.identifier} were changed"
    if (row.msg_type, row.severity, row.hazard) != (fact.msg_type, fact.severity, fact.hazard):
        yield f"warning {fact.identifier} is not as taken"
