"""The locks of the county's secure room and of two venues, as stories of keys begin with them."""

from __future__ import annotations

from typing import Any

from paper_custody.services import keys as services
from paper_custody.states.keys import LockGiven, LockKind
from tests.paper_custody.builders import Papers

# Two locks on one room each, and boxes of one supplier's lot at both venues.
LOCKS = [
    LockGiven("VAULT-DOOR", LockKind.DOOR, "县保密室", keys=("KD-1", "KD-2")),
    LockGiven("VAULT-CAB", LockKind.CABINET, "县保密室", keys=("KC-1",)),
    LockGiven("CAR-CARGO", LockKind.CARGO_DOOR, "送卷车1", keys=("KV-1",)),
    LockGiven("v01-DOOR", LockKind.DOOR, "一中保管室", venue="v01", keys=("K1-D",)),
    LockGiven("v01-BOX", LockKind.BOX, "一中试卷箱", venue="v01", batch="LOT-7", keys=("K1-B",)),
    LockGiven("v02-BOX", LockKind.BOX, "二中试卷箱", venue="v02", batch="LOT-7", keys=("K2-B",)),
]
KEEPERS = {"": ("wang", "fan"), "v01": ("sun", "ma"), "v02": ("tao", "ding")}


def with_locks(papers: Papers) -> Papers:
    """The locks are registered, and all keys lie in the safe."""
    for lock in LOCKS:
        first, second = KEEPERS[lock.venue]
        services.register_lock(papers.asked(first), second=papers.proved(second), lock=lock)
    papers.world.settle()
    papers.world.forget()
    return papers


def keys_post(papers: Papers, who: str, path: str, /, **given: Any) -> Any:
    """An act on keys by this person; a name under ``receiver`` or ``second`` proves himself."""
    for side in ("receiver", "second"):
        if isinstance(given.get(side), str):
            given[side] = papers.world.second(given[side])
    return papers.world.client_of(who).post(f"{papers.world.api}/keys/{path}/", given)
