"""The server's rules give the tablet's verdicts: frontend/tests/tablet-rules.test.js is held to the same vectors."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from examops.places import BASE
from exams.states import ReportKind
from kernel.errors import DomainError
from kernel.words import check_words
from paper_custody.policies import check_belong, check_known, check_once
from paper_custody.services.rooms import _outside
from paper_custody.states import Node
from venues.gateways import report_form
from venues.policies import check_figures, check_may_be_known
from venues.states import Figures, timing_of

VECTORS = BASE / "tests" / "vectors"
RULES = json.loads((VECTORS / "tablet_rules.json").read_text(encoding="utf-8"))
# What the server calls an ID number in a text; a sealed act is refused under the queue's own name for it.
SAME = {"id_number_written": "id_number_in_text"}


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _said(cases: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case, id=case["says"]) for case in cases]


def test_the_tablets_fields_are_the_catalogues() -> None:
    told = [
        {
            "code": field.code,
            "kind": field.kind.value,
            "in": sorted(kind.value for kind in field.reports),
            "group": field.group,
            "must": field.must,
            "tells": field.tells,
            "nil": field.nil,
        }
        for field in report_form().fields
    ]

    assert json.loads((VECTORS / "report_fields.json").read_text(encoding="utf-8")) == told


@pytest.mark.parametrize("case", _said(RULES["timing"]))
def test_a_moment_fits_its_plan_alike(case: dict[str, Any]) -> None:
    tolerance = dt.timedelta(seconds=case["tolerance_s"])

    assert timing_of(_at(case["at"]), planned_at=_at(case["planned_at"]), tolerance=tolerance) == case["is"]


@pytest.mark.parametrize("case", _said(RULES["opening"]))
def test_papers_are_opened_in_their_window_alike(case: dict[str, Any]) -> None:
    window = SimpleNamespace(opening_from=_at(case["opening_from"]), opening_until=_at(case["opening_until"]))

    assert _outside(cast("Any", window), _at(case["at"])) == case["off"]


@pytest.mark.parametrize("case", _said(RULES["scans"]["cases"]))
def test_a_scan_is_judged_alike(case: dict[str, Any]) -> None:
    assert _scanned(case) == (case["is"], case["why"])


def _scanned(case: dict[str, Any]) -> tuple[str, str]:
    bags = {
        one["code"]: SimpleNamespace(
            code=one["code"],
            venue=SimpleNamespace(code=one["venue"]),
            session=SimpleNamespace(code=one["session"]),
        )
        for one in RULES["scans"]["listed"]
    }
    code, node = case["code"], Node.N7_VENUE_STORE
    try:
        check_once([*case["scanned"], code])
        if code not in bags:
            check_known([code], is_drill=case["drill"], node=node, venue="v01")
        check_belong([cast("Any", bags[code])], node=node, venue="v01", sessions=case["sessions"])
    except DomainError as refusal:
        return refusal.code, str(refusal.detail.get("why", refusal.detail.get("session", "")))
    return "", ""


@pytest.mark.parametrize("case", _said(RULES["reports_known"]["cases"]))
def test_a_report_can_be_known_alike(case: dict[str, Any]) -> None:
    of = {name: _at(text) for name, text in RULES["reports_known"]["session"].items()}
    owed = SimpleNamespace(kind=case["kind"], planned_at=of["planned_at"], session=SimpleNamespace(**of))

    assert (
        _code_of(
            lambda: check_may_be_known(cast("Any", owed), exam_at=_at(case["at"]), rooms_end_at=of["rooms_end_at"])
        )
        == case["is"]
    )


@pytest.mark.parametrize("case", _said(RULES["figures"]))
def test_figures_are_judged_alike(case: dict[str, Any]) -> None:
    figures = Figures(nil=case["nil"], entered=case["entered"], difference_reason=case["difference_reason"])

    assert _code_of(lambda: check_figures(ReportKind(case["kind"]), figures, seats=case["seats"])) == case["is"]


@pytest.mark.parametrize("case", _said(RULES["id_numbers"]))
def test_an_id_number_is_seen_alike_and_a_masked_one_passes(case: dict[str, Any]) -> None:
    assert (_code_of(lambda: check_words(case["text"])) == "id_number_in_text") is case["has"]
    assert _code_of(lambda: check_words(case["masked"])) == ""


def _code_of(rule: Any) -> str:
    try:
        rule()
    except DomainError as refusal:
        return SAME.get(refusal.code, refusal.code)
    return ""
