"""The schedule calls these; each is a loop over a service."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.core.cache import cache

from kernel.errors import DomainError
from kernel.scope import reading
from organisation.selectors import actor_of_login
from paper_custody.gateways.queue import ask_for_pack
from paper_custody.selectors.evidence import progress_key
from paper_custody.services.alarms import find_silent_runs
from paper_custody.services.evidence import begin_pack, finish_pack, packs_waiting, refuse_pack, remove_old_packs
from paper_custody.services.retention import drop_old_days, make_days
from paper_custody.states.evidence import BUILD_EVIDENCE, BUILT_WITHIN, LOOK_AFTER_EVIDENCE, PackPart
from paper_custody.states.positions import KEEP_POSITION_DAYS, WATCH_POSITIONS
from paper_custody.views.packing import made_pack


@shared_task(name=WATCH_POSITIONS)
def watch_positions() -> int:
    """Tell of runs from which no position comes."""
    return find_silent_runs()


@shared_task(name=KEEP_POSITION_DAYS)
def keep_position_days() -> tuple[int, int]:
    """Make the coming days, and take away those that have been kept long enough."""
    return make_days(), drop_old_days()


@shared_task(name=BUILD_EVIDENCE)
def build_evidence(pack_id: str) -> None:
    """Make a pack that was asked for, with the sight of who asked. A repeat finds nothing to do."""
    pack = begin_pack(UUID(pack_id))
    if pack is None:
        return
    actor = actor_of_login(pack.taken_by.login)

    def tell(part: PackPart, done: int, total: int) -> None:
        told = {"part": part.value, "done": done, "total": total}
        cache.set(progress_key(pack.pk), told, BUILT_WITHIN.total_seconds())

    try:
        with reading(actor, pack.exam_id, repeatable=True):
            made = made_pack(pack, actor, tell)
    except DomainError as refusal:
        refuse_pack(pack, refusal)
    else:
        finish_pack(pack, made)


@shared_task(name=LOOK_AFTER_EVIDENCE)
def look_after_evidence() -> int:
    """Take up what nobody is at, and remove files that were kept long enough. Returns how many were removed."""
    for pack_id in packs_waiting():
        ask_for_pack(pack_id)
    return remove_old_packs()
