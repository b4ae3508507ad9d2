"""What one text of the catalogue says otherwise than another: field by field, and step by step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from incidents.gateways.ladder import Ladder
from incidents.gateways.names import Name
from incidents.gateways.plans import Plan, PlanStep
from incidents.states import Family, Level

Value = str | bool | tuple[str, ...] | Name | dt.timedelta | None
# Two steps of other words are one and the same, reworded, where they share so much.
ALIKE = 0.5


class ChangeKind(StrEnum):
    """What happened to a field, a step or a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``row`` is as of ``own_reading``; ``about`` names the step or row where it has a name."""

    kind: ChangeKind
    row: str
    field: str
    before: Value
    after: Value
    about: Name | None = None


def plan_changes(before: Plan, after: Plan) -> list[Change]:
    """How the one plan became the other: its head, its conditions, then its steps in the order of the new one."""
    changes = list(_compared("", _head(before), _head(after)))
    changes += _rows(_conditions(before), _conditions(after))
    return changes + list(_steps(before.steps, after.steps))


def ladder_changes(before: Ladder, after: Ladder) -> list[Change]:
    """How the one table of clocks became the other."""
    changes = _rows(_table(before), _table(after))
    old, new = [rung.code for rung in before.rungs], [rung.code for rung in after.rungs]
    if old != new and sorted(old) == sorted(new):
        changes.append(Change(ChangeKind.MOVED, "", "rungs", tuple(old), tuple(new)))
    return [*changes, *_compared("", {"source": before.source}, {"source": after.source})]


def _compared(
    row: str, before: Mapping[str, Value], after: Mapping[str, Value], *, about: Name | None = None
) -> Iterator[Change]:
    for field in dict.fromkeys([*before, *after]):
        old, new = before.get(field), after.get(field)
        if old == new or (_nothing(old) and _nothing(new)):
            continue
        kind = ChangeKind.ADDED if _nothing(old) else ChangeKind.REMOVED if _nothing(new) else ChangeKind.CHANGED
        yield Change(kind, row, field, old, new, about)


def _nothing(value: Value) -> bool:
    return value is None or value is False or value in ("", ())


def _rows(
    before: Mapping[str, tuple[Name | None, dict[str, Value]]],
    after: Mapping[str, tuple[Name | None, dict[str, Value]]],
) -> list[Change]:
    changes: list[Change] = []
    for row in dict.fromkeys([*before, *after]):
        (old_name, old), (new_name, new) = before.get(row, (None, {})), after.get(row, (None, {}))
        changes += _compared(row, old, new, about=new_name or old_name)
    return changes


def _head(plan: Plan) -> dict[str, Value]:
    return {
        "name": plan.name,
        "family": plan.family,
        "level": plan.level,
        "openness": plan.openness,
        "pictures": plan.pictures,
        "lead": (plan.lead,),
        "co_leads": plan.co_leads,
        "supporting": plan.supporting,
        "trigger": plan.trigger,
        "facts": tuple(" ".join([one.kind, *one.nodes, one.condition]).strip() for one in plan.facts),
        "reporting": plan.reporting,
        "tail": plan.tail,
        "source": plan.source,
    }


def _conditions(plan: Plan) -> dict[str, tuple[Name | None, dict[str, Value]]]:
    return {f"condition {one.code}": (one.name, {"condition": one.name, "level": one.level}) for one in plan.conditions}


def _steps(before: Sequence[PlanStep], after: Sequence[PlanStep]) -> Iterator[Change]:
    """A step is known again by its words, wherever it stands; one that was reworded by what it shares with the old."""
    pairs = _paired(before, after)
    stood = {new: place for place, new in enumerate(sorted(pairs, key=lambda new: pairs[new]))}
    stands = {new: place for place, new in enumerate(sorted(pairs))}
    for number, step in enumerate(after):
        row = f"step {step.number}"
        if number not in pairs:
            yield Change(ChangeKind.ADDED, row, "step", None, step.name, step.name)
            yield from _compared(row, {}, _fields(step, words=False), about=step.name)
            continue
        old = before[pairs[number]]
        if stood[number] != stands[number]:
            yield Change(ChangeKind.MOVED, row, "number", str(old.number), str(step.number), step.name)
        yield from _compared(row, _fields(old), _fields(step), about=step.name)
    kept = set(pairs.values())
    for number, step in enumerate(before):
        if number not in kept:
            yield Change(ChangeKind.REMOVED, f"step {step.number}", "step", step.name, None, step.name)


def _paired(before: Sequence[PlanStep], after: Sequence[PlanStep]) -> dict[int, int]:
    """The place of each step of the new text with the place of the same step in the old one."""
    left = list(range(len(before)))
    pairs: dict[int, int] = {}
    for number, step in enumerate(after):
        same = next((old for old in left if before[old].name.zh == step.name.zh), None)
        if same is not None:
            pairs[number] = same
            left.remove(same)
    for number, step in enumerate(after):
        if number in pairs or not left:
            continue
        best = max(left, key=lambda old: (_alike(before[old], step), -abs(old - number)))
        if _alike(before[best], step) >= ALIKE:
            pairs[number] = best
            left.remove(best)
    return pairs


def _alike(old: PlanStep, new: PlanStep) -> float:
    return SequenceMatcher(None, old.name.zh, new.name.zh, autojunk=False).ratio()


def _fields(step: PlanStep, *, words: bool = True) -> dict[str, Value]:
    """What of a step is told apart; ``words`` is left out where the whole step is new."""
    said: dict[str, Value] = {"step": step.name} if words else {}
    return {
        **said,
        "who": step.who,
        "within": step.within,
        **{f"when {code}": limit for code, limit in step.within_when.items()},
        "by": "" if step.by is None else step.by.text,
        "window": "" if step.window is None else step.window.value,
        "every": step.every,
        "asks": step.asks,
        "needs": step.needs,
        "protects_life": step.protects_life,
    }


def _table(ladder: Ladder) -> dict[str, tuple[Name | None, dict[str, Value]]]:
    rows: dict[str, tuple[Name | None, dict[str, Value]]] = {}
    for family in Family:
        for level in Level:
            limits = ladder.limits[family][level]
            rows[f"limits {family} {level}"] = (None, {name: getattr(limits, name) for name in limits.__slots__})
    for rung in ladder.rungs:
        told: dict[str, Value] = {"rung": rung.name, "role": rung.role, "fallback": rung.fallback}
        rows[f"rung {rung.code}"] = (rung.name, told)
    for name, one in ladder.reporting.items():
        by_level = {f"city.{level}": one.to_city[level] for level in Level}
        follow_up = {f"follow_up_every.{level}": one.follow_up_every[level] for level in Level}
        plain = {field: getattr(one, field) for field in one.__slots__ if field not in {"to_city", "follow_up_every"}}
        rows[f"reporting {name}"] = (None, {**plain, **by_level, **follow_up})
    for name, steps in ladder.tails.items():
        for step in steps:
            said: dict[str, Value] = {"step": step.name, "who": step.who, "within_after_close": step.after_close}
            rows[f"tail {name} {step.code}"] = (step.name, said)
    return rows
