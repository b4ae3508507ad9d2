"""State machines as tables: a dict can be printed, drawn and tested exhaustively."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from kernel.errors import NotNow

S = TypeVar("S", bound=StrEnum)
T = TypeVar("T", bound=StrEnum)


def after(table: Mapping[tuple[S, T], S], status: str, step: StrEnum) -> S:
    """The state that ``step`` leads to from ``status``. Refuses with ``not_now`` where it leads nowhere."""
    for (state, taken), result in table.items():
        if state == status and taken == step:
            return result
    raise NotNow(state=str(status), step=str(step))
