"""Facts: what happened, in the past tense, with ids and never names."""

from __future__ import annotations

import re
from typing import Any, ClassVar
from uuid import UUID

from cattrs.preconf.json import make_converter
from django.utils.functional import Promise

_converter = make_converter()
_converter.register_unstructure_hook(UUID, str)
_converter.register_structure_hook(UUID, lambda text, _: UUID(text))


def _wire_name(module: str, name: str) -> str:
    return f"{module.split('.')[0]}.{re.sub(r'(?<!^)(?=[A-Z])', '_', name).lower()}"


class DomainEvent:
    """Base of all facts. A subclass is a frozen dataclass of JSON-safe fields and is never edited once released.

    ``sentence`` is how the fact reads in the stream of facts; ``audience`` the widest channel that may
    see that it happened (``wall``, ``desk``, ``escort``, ``restricted``). A fact about papers under way
    is never for the wall: route and count could be derived from the stream (limits.md 4).
    """

    kind: ClassVar[str]
    sentence: ClassVar[str | Promise] = ""
    audience: ClassVar[str] = "desk"

    by_kind: ClassVar[dict[str, type[DomainEvent]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.kind = _wire_name(cls.__module__, cls.__name__)
        DomainEvent.by_kind[cls.kind] = cls

    def as_json(self) -> dict[str, Any]:
        """The fields as JSON values, without the kind."""
        plain: dict[str, Any] = _converter.unstructure(self)
        return plain

    @staticmethod
    def from_json(kind: str, fields: dict[str, Any]) -> DomainEvent:
        """Read a fact back. An unknown kind is a bug or a newer release, and raises ``KeyError``."""
        return _converter.structure(fields, DomainEvent.by_kind[kind])
