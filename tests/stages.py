"""Where stories begin: rows that a run commits once, for all stories that begin from the same.

A stage is a fixture that goes on from another one. What a story itself does is rolled back, so the next one
finds the stage as it was made; stories are put in an order in which each stage is made once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar, cast

import pytest
from django.db import transaction

from kernel.actors import SYSTEM
from kernel.scope import scoped
from tests.servers import empty_all_tables

F = TypeVar("F", bound=Callable[..., Any])

BUILDS = "_builds"


def stage(build: F) -> F:
    """Make a fixture of ``build``, whose one parameter, if any, names the stage that it goes on from."""
    name = build.__name__
    before = list(signature(build).parameters)

    def begin(**given: Any) -> Any:
        begun = given["begun"]
        return begun[name] if name in begun else build(*(given[one] for one in before))

    parameters = [Parameter(one, Parameter.POSITIONAL_OR_KEYWORD) for one in ("begun", "db", *before)]
    begin.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # this is how pytest learns what it needs
    begin.__doc__ = build.__doc__
    setattr(begin, BUILDS, build)
    return pytest.fixture(name=name)(begin)  # type: ignore[return-value]  # a fixture is asked for by name and never called


Chain = tuple[Callable[..., Any], ...]


def chain_of(item: pytest.Item) -> Chain:
    """The stages that a story begins from, first to last. Of two that part ways it is the longer."""
    found = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]  # pytest tells it nowhere else
    builds = {name: build for name, definitions in found.items() if (build := _staged(name, definitions))}

    def chain(name: str) -> Chain:
        before = list(signature(builds[name]).parameters)
        return (*(chain(before[0]) if before and before[0] in builds else ()), builds[name])

    return max((chain(name) for name in builds), key=len, default=())


def _staged(name: str, definitions: Sequence[Any]) -> Callable[..., Any] | None:
    """What makes the stage of this name here; a fixture that goes on from its own namesake lies over it."""
    for definition in reversed(definitions):
        if build := getattr(definition.func, BUILDS, None):
            return cast("Callable[..., Any]", build)
        if name not in definition.argnames:
            return None
    return None


class Stages:
    """What is committed at this moment."""

    def __init__(self) -> None:
        self._made: Chain = ()
        self._kept: dict[str, Any] = {}

    def begin_from(self, chain: Chain) -> dict[str, Any]:
        """Commit what the story begins from, unless it is there; a copy of what each stage gave, by its name."""
        if chain[: len(self._made)] != self._made:
            self.clear()
        for build in chain[len(self._made) :]:
            self._commit(build)
        return deepcopy(self._kept)

    def clear(self) -> None:
        """Take everything back."""
        if self._made:
            empty_all_tables()
        self._made, self._kept = (), {}

    def _commit(self, build: Callable[..., Any]) -> None:
        given = [self._kept[name] for name in signature(build).parameters]
        whole = transaction.atomic()
        # Acts refuse to be a part of something larger; the steps to a stage are a part of it, as in a story.
        whole._from_testcase = True  # type: ignore[attr-defined]  # as Django's own tests do
        with whole:
            scoped(SYSTEM, None).__enter__()
            self._kept[build.__name__] = build(*given)
        self._made = (*self._made, build)
