"""Everything that the shipped catalogue holds, in one list: each with its code, its version and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from exams.gateways.files import CATALOGUE as EXAMS
from exams.gateways.files import read_yaml
from exams.gateways.presets import preset, preset_codes
from exams.gateways.session_tables import session_table_codes
from incidents.gateways.irregularities import order_33
from incidents.gateways.ladder import ladder
from incidents.gateways.lists import Listed, documents, offerings
from incidents.gateways.names import CATALOGUE, Name
from incidents.gateways.parties import member_units, units_version
from incidents.gateways.plans import Plan, plans, procedures
from paper_custody.gateways import CATALOGUE as PAPERS
from venues.gateways import CATALOGUE as VENUES

# The rules that stand in files of their own, beside the presets.
RULE_FILES: tuple[Path, ...] = (
    EXAMS / "upward_timetables.yaml",
    *sorted(PAPERS.glob("*.yaml")),
    *sorted(VENUES.rglob("*.yaml")),
    CATALOGUE / "ladder.yaml",
)
# A list without a number was never changed.
FIRST = 1


class ListKind(StrEnum):
    """The lists of the catalogue, in the order of its pages."""

    PLANS = "plans"
    PROCEDURES = "procedures"
    DOCUMENTS = "documents"
    SERVICES = "services"
    UNITS = "units"
    IRREGULARITIES = "irregularities"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the catalogue. A rule without words of its own is called by its code."""

    code: str
    version: int
    zh: str
    en: str
    source: str


def catalogue_index() -> dict[str, list[dict[str, Any]]]:
    """Everything, by its list, as JSON values."""
    lists: dict[ListKind, Iterator[Item]] = {
        ListKind.PLANS: map(_plan, plans().values()),
        ListKind.PROCEDURES: map(_plan, procedures().values()),
        ListKind.DOCUMENTS: map(_listed, documents().values()),
        ListKind.SERVICES: map(_listed, offerings().values()),
        ListKind.UNITS: _units(),
        ListKind.IRREGULARITIES: _irregularities(),
        ListKind.RULES: _rules(),
    }
    return {kind.value: [asdict(item) for item in items] for kind, items in lists.items()}


def _item(code: str, version: int, name: Name, source: str) -> Item:
    return Item(code, version, name.zh, name.en, source)


def _plan(plan: Plan) -> Item:
    return _item(plan.code, plan.version, plan.name, plan.source)


def _listed(one: Listed) -> Item:
    return _item(one.code, one.version, one.name, one.source)


def _units() -> Iterator[Item]:
    for unit in member_units():
        yield _item(unit.code, units_version(), unit.name, unit.source)


def _irregularities() -> Iterator[Item]:
    order = order_33()
    for code in order.codes.values():
        yield _item(code.code, order.version, code.name, f"F, Order 33 art. {code.article.article}")


def _rules() -> Iterator[Item]:
    for code in preset_codes():
        composed = preset(code).composed
        yield from _told_in(composed, code, composed["version"])
    for code in session_table_codes():
        whole = read_yaml(EXAMS / "sessions" / f"{code}.yaml").told
        yield from _told_in(whole, code, whole["version"])
    for path in RULE_FILES:
        whole = read_yaml(path).told
        yield from _told_in(whole, path.stem, whole.get("version", FIRST))
    yield from _limits()
    order = order_33()
    for rule in order.evidence.values():
        yield _item(rule.code, order.version, rule.name, f"F, Order 33 art. {rule.article}")


def _limits() -> Iterator[Item]:
    """The four clocks of a family and level are one rule: they stand in one line of the table."""
    for family, levels in ladder().limits.items():
        for level in levels:
            code = f"ladder.limits.{family}.{level}"
            yield _item(code, ladder().version, Name(code, code), ladder().source)


def _told_in(told: Any, code: str, version: int) -> Iterator[Item]:
    """Every part of a file that says where it comes from, called by its place in the file."""
    if isinstance(told, list):
        for number, one in enumerate(told, start=1):
            yield from _told_in(one, f"{code}.{_called(one, number)}", version)
    if not isinstance(told, dict):
        return
    if isinstance(told.get("source"), str):
        yield _item(code, version, _named(told, code), told["source"])
    for key, inner in told.items():
        yield from _told_in(inner, f"{code}.{key}", version)


def _called(one: Any, number: int) -> object:
    return one.get("code", one.get("number", number)) if isinstance(one, dict) else number


def _named(told: dict[str, Any], code: str) -> Name:
    name = told.get("name", told)
    if not isinstance(name, dict):
        return Name(code, code)
    return Name(str(name.get("zh", code)), str(name.get("en", code)))
