"""The 47 plans are versions that never change, and an incident keeps the one it was opened with."""

from __future__ import annotations

import copy

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from incidents.errors import PlanVersionTaken
from incidents.gateways import Plan, ladder, parties, plan_from, plans
from incidents.models import PlanVersion
from incidents.services import load_plans
from incidents.states import Family, Level, Openness, Purpose
from journal.cursors import REACTIONS
from kernel.events import DomainEvent
from kernel.scope import reading
from tests.incidents.builders import Desk, done

GROUPS = {"A": 8, "B": 3, "C": 7, "D": 6, "E": 5, "F": 5, "G": 4, "H": 5, "I": 4}
NAMED = {
    Openness.RESTRICTED: {"A08", "D01", "D04", "D05", "F05", "H02"},  # limits.md 5
    Openness.ESCORT: {"A03", "A04", "B03"},  # limits.md 4
}


def another(plan: Plan, *, version: int, words: str) -> Plan:
    """The plan with another first step."""
    raw = copy.deepcopy(plan.raw)
    raw["version"] = version
    raw["steps"][0]["zh"] = words
    return plan_from(raw)


def test_there_are_47_of_them_in_nine_groups() -> None:
    assert len(plans()) == 47
    assert {group: sum(plan.group == group for plan in plans().values()) for group in GROUPS} == GROUPS
    for openness, codes in NAMED.items():
        assert {code for code, plan in plans().items() if plan.openness == openness} == codes


def test_every_plan_has_a_lead_steps_and_a_source() -> None:
    for plan in plans().values():
        assert plan.lead in parties()
        assert [step.number for step in plan.steps] == list(range(1, len(plan.steps) + 1)), plan.code
        assert plan.source
        assert all(step.who for step in plan.steps)


def test_every_family_and_level_has_its_limits() -> None:
    rows = [(family, level, ladder().limits[family][level]) for family in Family for level in Level]

    assert len(rows) == 20
    for _family, level, limits in rows:
        assert limits.acknowledge <= limits.close
        assert (limits.report_upward is None) == (level == Level.IV)


def test_no_two_plans_are_started_by_the_same_finding() -> None:
    named = [(fact.kind, node) for plan in plans().values() for fact in plan.facts for node in fact.nodes or ("",)]

    assert len(named) == len(set(named))


def test_every_trigger_names_a_fact_that_exists() -> None:
    kinds = {fact.kind for plan in plans().values() for fact in plan.facts}

    assert kinds <= set(DomainEvent.by_kind)
    assert kinds <= {reaction.event.kind for reaction in REACTIONS.values() if reaction.name.startswith("incidents.")}


def test_loading_again_changes_nothing(desk: Desk) -> None:
    before = PlanVersion.objects.count()

    call_command("load_catalogue", verbosity=0)

    assert PlanVersion.objects.count() == before == 47 + 18
    assert desk.world.standing_history() == []


def test_a_known_version_with_another_text_is_refused(desk: Desk) -> None:
    changed = another(plans()["E01"], version=1, words="随意处置")

    with pytest.raises(PlanVersionTaken):
        load_plans(desk.world.asked(), plans=[changed])

    assert "随意处置" not in str(PlanVersion.objects.get(plan__code="E01").content)


def test_a_running_incident_keeps_its_plan_while_the_catalogue_changes(desk: Desk) -> None:
    old = desk.answered("E01")
    load_plans(desk.world.asked(), plans=[another(plans()["E01"], version=2, words="先报县值班长再切换")])

    new = desk.opened("E01")

    assert old.get("chen").json()["plan_steps"][0]["name"] == plans()["E01"].steps[0].name.zh
    assert new.get("chen").json()["plan_steps"][0]["name"] == "先报县值班长再切换"
    assert (old.get("chen").json()["plan_version"], new.get("chen").json()["plan_version"]) == (1, 2)
    done(old.post("chen", "steps/1/done/"))


def test_nobody_changes_a_version_on_record(desk: Desk) -> None:
    for statement in ("UPDATE incidents_planversion SET number = 9", "DELETE FROM incidents_planversion"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("table", ["logentry", "origin", "request", "decision"])
def test_what_is_on_record_stays(desk: Desk, table: str) -> None:
    desk.opened("E01")

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM incidents_{table}")  # noqa: S608 - names of our own


def test_no_incident_is_deleted(desk: Desk) -> None:
    desk.opened("E01")

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM incidents_incident")


def test_every_county_reads_the_shipped_plans_and_writes_none(desk: Desk) -> None:
    hu = desk.world.actor("hu")

    with reading(hu):
        assert PlanVersion.objects.count() == 47 + 18
        one = PlanVersion.objects.select_related("plan").earliest("plan__code")
        own = PlanVersion(
            plan=one.plan, number=99, content={}, content_hash="", loaded_at=one.loaded_at, entry_id=one.entry_id
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            own.save(force_insert=True)


def test_the_list_of_plans_is_told(desk: Desk) -> None:
    client = desk.world.client_of("chen")

    told = client.get(f"{desk.world.api}/plans/").json()

    assert [plan["code"] for plan in told] == sorted(plans())
    assert told[0]["name"] == "接收清点不符"


def test_each_plan_can_be_started_and_none_of_its_clocks_is_forgotten(desk: Desk) -> None:
    for code, plan in plans().items():
        incident = desk.opened(code)
        steps = {step.number: step for step in incident.now().steps.all()}
        assert len(steps) == len(plan.steps)
        timed = [step for step in steps.values() if step.due_at is not None]
        for step in timed:
            clock = desk.clock_of(Purpose.STEP, step.pk)
            assert clock.due_at == step.due_at, (code, step.number)
