"""What a county may not change of a shipped plan, and what would make its own one nonsense."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from incidents.gateways.names import Raw
from incidents.gateways.own_reading import Path, Wrong, told_at, unfit, wrong_places
from incidents.gateways.parties import lead_codes
from incidents.gateways.plans import Pictures, Plan, PlanStep, plan_from
from incidents.states import Openness

# A plan for named roles stays for them: a county may close one further, never open it (limits.md 4, 5).
CLOSEDNESS = (Openness.OPEN, Openness.INTERNAL, Openness.RESTRICTED, Openness.ESCORT)
STAYS = ("code", "group", "family")


def plan_wrongs(told: object, *, shipped: Plan) -> list[Wrong]:
    """Everything that is wrong with a county's own text of this plan; none where it may be proposed."""
    if not isinstance(told, dict):
        return [Wrong("no_mapping")]
    if odd := unfit(told):
        return [Wrong(code, *_place(path)) for path, code in odd]
    refused = wrong_places(told, shipped.raw, plan_from)
    parsed = [Wrong(error.code, *_place(path), told=told_at(told, path)) for path, error in refused]
    return parsed or list(_against_rules(plan_from(told), shipped))


def _place(path: Path) -> tuple[str, str]:
    """Row and field of a path: ``("steps", 2, "within")`` is the limit of step 3."""
    match path:
        case ("steps", int(number), *rest):
            return f"step {number + 1}", str(rest[0]) if rest else "step"
        case ("level", "when", int(number), *rest):
            return f"condition {number + 1}", str(rest[0]) if rest else "condition"
        case ("trigger", "facts", *_rest):
            return "", "facts"
        case (str(key), *_rest):
            return "", key
    return "", ""


def _against_rules(plan: Plan, shipped: Plan) -> Iterator[Wrong]:
    for field in STAYS:
        if getattr(plan, field) != getattr(shipped, field):
            yield Wrong("stays", field=field, told=str(getattr(plan, field)))
    if plan.facts != shipped.facts:
        yield Wrong("stays", field="facts")
    if shipped.pictures == Pictures.REFUSED and plan.pictures != Pictures.REFUSED:
        yield Wrong("pictures_stay_refused", field="pictures")
    if not _as_closed(plan.openness, shipped.openness):
        yield Wrong("openness_stays", field="openness", told=plan.openness)
    yield from _units(plan)
    yield from _conditions(plan)
    yield from _steps(plan)
    yield from _kept(plan, shipped)


def _units(plan: Plan) -> Iterator[Wrong]:
    for field, codes in (("lead", (plan.lead,)), ("co_leads", plan.co_leads), ("supporting", plan.supporting)):
        for code in codes:
            if code not in lead_codes():
                yield Wrong("no_unit", field=field, told=code)


def _as_closed(own: Openness, shipped: Openness) -> bool:
    if Openness.ESCORT in (own, shipped):
        return own == shipped
    return CLOSEDNESS.index(own) >= CLOSEDNESS.index(shipped)


def _conditions(plan: Plan) -> Iterator[Wrong]:
    known = Counter(one.code for one in plan.conditions)
    for number, one in enumerate(plan.conditions, start=1):
        if known[one.code] > 1:
            yield Wrong("twice", f"condition {number}", "condition", one.code)
    for step in plan.steps:
        for code in step.within_when:
            if code not in known:
                yield Wrong("no_such_condition", f"step {step.number}", "when", code)
    for fact in plan.facts:
        if fact.condition and fact.condition not in known:
            yield Wrong("no_such_condition", field="facts", told=fact.condition)


def _steps(plan: Plan) -> Iterator[Wrong]:
    if not plan.steps:
        yield Wrong("no_steps", field="steps")
    for number, step in enumerate(plan.steps, start=1):
        row = f"step {number}"
        if step.number != number:
            yield Wrong("not_numbered", row, "number", str(step.number))
        if not step.who:
            yield Wrong("nobody", row, "who")
        yield from _limits(step, row, plan.raw["steps"][number - 1])


def _kept(plan: Plan, shipped: Plan) -> Iterator[Wrong]:
    """What protects life, or is another level's to be asked or to decide, no county takes out (limits.md 8, 9)."""
    kept = Counter(_duty(step) for step in plan.steps)
    for step in shipped.steps:
        if not step.must_stay:
            continue
        if not kept[_duty(step)]:
            yield Wrong("step_stays", f"shipped {step.number}", "step", step.name.zh)
        kept[_duty(step)] -= 1


def _duty(step: PlanStep) -> tuple[bool, str, str]:
    """What of a step no county takes out: that it protects life, and which level it asks or waits for."""
    return step.protects_life, step.asks, step.needs


def _limits(step: PlanStep, row: str, raw: Raw) -> Iterator[Wrong]:
    """No limit is nothing, save where it says at once in words: ``0m`` is a slip of the pen."""
    if _zero(raw.get("within")):
        yield Wrong("zero", row, "within", str(raw["within"]))
    if step.every == dt.timedelta():
        yield Wrong("zero", row, "every", str(raw["every"]))
    for condition, limit in step.within_when.items():
        if limit == dt.timedelta():
            yield Wrong("zero", row, "when", condition)
    if sum(told is not None for told in (step.within, step.by, step.window, step.every)) > 1:
        yield Wrong("two_limits", row, "within")


def _zero(told: object) -> bool:
    return isinstance(told, str) and told[:-1].isdigit() and int(told[:-1]) == 0
