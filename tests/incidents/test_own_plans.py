"""A county's own version of a plan: proposed by one, approved by two others, in force for what is opened after."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from incidents.gateways import hash_of, plan_from, plans, procedures
from incidents.models import OwnText, PlanVersion
from incidents.selectors.plans import plans_in_force
from incidents.services import load_plans
from incidents.states import Purpose
from journal.audit import differences
from tests.incidents.builders import Desk, done
from tests.incidents.own_texts import WORDS, in_force, plan_text, post, propose, read, second_officer
from tests.incidents.test_audit import found, tampered
from tests.world import LINHE, World

FACTS = ["incidents.own_text_proposed", "incidents.own_text_endorsed", "incidents.own_text_approved"]


def changed() -> dict[str, Any]:
    """E01 with a shorter first limit, another second step, a step more, and its source."""
    told = plan_text("E01")
    told["steps"][0]["within"] = "2m"
    told["steps"].append(
        {"number": len(told["steps"]) + 1, "zh": "通知家长等候区", "en": "Tell the parents", "who": ["venue"]}
    )
    told["source"] = "临河县招委办〔2027〕3号"
    return told


def test_two_others_bring_it_into_force_and_what_is_running_keeps_its_own(desk: Desk) -> None:
    old = desk.answered("E01")
    desk.world.forget()

    number = in_force(desk, changed())
    new = desk.opened("E01")

    assert desk.world.standing_history() == FACTS
    assert number == 1
    assert new.step(1).due_at == new.now().opened_at + dt.timedelta(minutes=2)
    assert new.now().plan_version.scope == "/15/1508/150821/"
    assert len(new.get("chen").json()["plan_steps"]) == len(plans()["E01"].steps) + 1
    assert len(old.get("chen").json()["plan_steps"]) == len(plans()["E01"].steps)
    assert old.now().run["plan"] == plans()["E01"].raw
    assert list(differences()) == []


def test_the_difference_to_what_a_running_incident_keeps_is_shown(desk: Desk) -> None:
    old = desk.answered("E01")
    assert done(desk.get("chen", f"{old.number}/plan/")).json()["plan_changes"] == []
    in_force(desk, changed())

    told = done(desk.get("chen", f"{old.number}/plan/")).json()

    seen = {(one["kind"], one["row"], one["field"]): one for one in told["plan_changes"]}
    last = f"step {len(plans()['E01'].steps) + 1}"
    assert seen["changed", "step 1", "within"]["after"] == "2分钟"
    assert seen["changed", "step 1", "within"]["field_words"] == "时限"
    assert seen["added", last, "step"]["after"] == "通知家长等候区"
    assert (told["own"], told["ladder_changes"]) == (False, [])
    assert old.step(1).status == "open"
    assert desk.clock_of(Purpose.STEP, old.step(1).pk).due_at == old.step(1).due_at


def test_a_restricted_incident_tells_its_plan_to_nobody_else(desk: Desk) -> None:
    hidden = desk.opened("F05", venue="v01")

    assert desk.get("chen", f"{hidden.number}/plan/").status_code == 404
    assert desk.get("bai", f"{hidden.number}/plan/").status_code == 200


@pytest.mark.parametrize(
    ("person", "code"), [("zhao", "not_permitted"), ("chen", "not_permitted"), ("guo", "not_permitted")]
)
def test_who_does_not_run_exams_proposes_nothing(desk: Desk, person: str, code: str) -> None:
    response = propose(desk, changed(), by=person)

    assert (response.status_code, response.json()["code"]) == (403, code)
    assert not OwnText.objects.exists()


def test_another_county_has_texts_of_its_own_and_sees_no_other(desk: Desk) -> None:
    number = done(propose(desk, changed())).json()["fact"]["number"]

    assert post(desk, "hu", f"E01/{number}/approve/").json()["code"] == "own_text_unknown"
    assert done(read(desk, "hu")).json() == []
    done(propose(desk, changed(), by="hu"))
    in_force_here = done(read(desk, "kong", "E01/")).json()

    assert [text["author"] for text in done(read(desk, "hu")).json()] == ["胡海湾"]
    assert [text["author"] for text in in_force_here["texts"]] == ["孔考务"]
    assert in_force_here["own"] is None


def test_its_author_and_the_first_do_not_approve_it_as_well(desk: Desk) -> None:
    number = done(propose(desk, changed(), by="bai")).json()["fact"]["number"]
    address = f"E01/{number}/approve/"

    assert post(desk, "bai", address).json()["code"] == "approver_must_be_another"
    assert post(desk, "kong", address).json()["code"] == "not_permitted"
    assert post(desk, "sun", address).json()["code"] == "not_permitted"
    done(post(desk, "guo", address))
    assert post(desk, "guo", address).json()["code"] == "approver_must_be_another"
    assert PlanVersion.objects.filter(scope="/15/1508/150821/").count() == 0

    done(post(desk, second_officer(desk), address))
    assert PlanVersion.objects.get(scope="/15/1508/150821/").content["source"] == changed()["source"]
    assert post(desk, "guo", address).json()["code"] in {"not_now", "approver_must_be_another"}


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"first": "kong", "status": "endorsed"}, "own_text_first_is_not_its_author"),
        ({"first": "guo", "second": "guo", "status": "approved"}, "own_text_second_is_a_third_person"),
        ({"first": "guo", "second": "kong", "status": "approved"}, "own_text_second_is_a_third_person"),
        ({"first": "guo", "status": "approved"}, "own_text_is_approved_by_two"),
        ({"status": "endorsed"}, "own_text_is_endorsed_by_one"),
    ],
)
def test_postgresql_takes_no_approval_by_fewer_than_two_others(
    desk: Desk, change: dict[str, str], constraint: str
) -> None:
    done(propose(desk, changed()))
    people = {name: desk.world.people[value] for name, value in change.items() if name != "status"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OwnText.objects.update(**{**change, **people})


def test_what_was_proposed_or_decided_is_never_changed(desk: Desk) -> None:
    in_force(desk, changed())

    changes: list[dict[str, Any]] = [{"content": {}}, {"words": "x"}, {"status": "withdrawn"}]
    for change in changes:
        with pytest.raises(ProgrammingError), transaction.atomic():
            OwnText.objects.update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM incidents_owntext")


@pytest.mark.parametrize("own", ["none", "of another plan", "of another text"])
def test_postgresql_takes_no_county_version_that_was_not_approved(desk: Desk, own: str) -> None:
    in_force(desk, changed())
    text, shipped = OwnText.objects.get(), PlanVersion.objects.get(plan__code="E02", scope="/")
    plan = shipped.plan if own == "of another plan" else PlanVersion.objects.get(plan__code="E01", scope="/").plan
    row = PlanVersion(
        plan=plan, scope=text.scope, number=7, content={"code": "E01"}, content_hash=hash_of({}),
        loaded_at=shipped.loaded_at, own=None if own == "none" else text, entry_id=shipped.entry_id,
    )  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_one_text_at_a_time_waits_until_it_is_rejected_or_withdrawn(desk: Desk) -> None:
    done(propose(desk, changed()))
    assert propose(desk, changed()).json()["code"] == "own_text_under_way"

    assert post(desk, "guo", "E01/1/reject/", words=" ").json()["code"] in {"bad_input", "words_missing"}
    assert post(desk, "kong", "E01/1/reject/", words="不同意").json()["code"] == "not_permitted"
    done(post(desk, "guo", "E01/1/reject/", words="时限过短，供电公司到不了"))
    assert post(desk, "bai", "E01/1/approve/").json()["code"] == "not_now"

    done(propose(desk, changed()))
    assert post(desk, "sun", "E01/2/withdraw/", words="撤").json()["code"] == "not_permitted"
    done(post(desk, "kong", "E01/2/withdraw/", words="另拟"))
    told = done(read(desk, "chen", "E01/")).json()

    assert [(text["number"], text["status"]) for text in told["texts"]] == [(2, "withdrawn"), (1, "rejected")]
    assert told["texts"][1]["ended_words"] == "时限过短，供电公司到不了"
    assert told["own"] is None
    assert list(differences()) == []


def test_the_county_returns_to_the_shipped_text_by_two_as_well(desk: Desk) -> None:
    assert post(desk, "kong", "E01/end/", words="不再需要").json()["code"] == "nothing_own"
    in_force(desk, changed())
    number = done(post(desk, "kong", "E01/end/", words="省已统一")).json()["fact"]["number"]
    assert desk.opened("E01").now().plan_version.scope != "/"
    for person in ("guo", "bai"):
        done(post(desk, person, f"E01/{number}/approve/"))

    assert desk.opened("E01").now().plan_version.scope == "/"
    in_force(desk, changed())
    assert desk.opened("E01").now().plan_version.scope == "/15/1508/150821/"
    assert list(differences()) == []


def test_a_new_shipped_version_is_held_against_the_countys_own(desk: Desk) -> None:
    in_force(desk, changed())
    newer = plan_text("E01")
    newer["version"] = plans()["E01"].version + 1
    newer["steps"][1]["zh"] += "并报省"
    load_plans(desk.world.asked(), plans=[plan_from(newer)])

    told = done(read(desk, "kong", "E01/")).json()

    assert told["own"] == 1
    assert told["shipped_moved_on"] is True
    assert [(one["row"], one["field"]) for one in told["new_in_shipped"]] == [("step 2", "step")]
    against = {(one["kind"], one["row"], one["field"]) for one in told["shipped_against_own"]}
    assert {("changed", "step 2", "step"), ("changed", "step 1", "within"), ("changed", "", "source")} <= against
    assert desk.opened("E01").now().plan_version.scope != "/"


def test_what_changes_nothing_makes_the_shipped_text_the_countys_own(desk: Desk) -> None:
    in_force(desk, plan_text("E01"))

    told = done(read(desk, "chen", "E01/1/")).json()
    assert told["changes"] == []
    assert desk.opened("E01").now().plan_version.own_id is not None


def test_what_a_text_changes_is_told_against_the_one_before(desk: Desk) -> None:
    in_force(desk, changed())
    again = changed()
    again["level"]["initial"] = "II"
    done(propose(desk, again))

    told = done(read(desk, "chen", "E01/2/")).json()

    assert [(one["field"], one["before"], one["after"]) for one in told["changes"]] == [
        ("level", "Ⅲ级 较大", "Ⅱ级 重大")
    ]
    assert (told["against"], told["words"]) == (1, WORDS)


def test_the_named_owner_of_a_plan_proposes_for_it_and_for_no_other(desk: Desk) -> None:
    client = desk.world.client_of("kong")
    done(client.post("/api/catalogue/owners/", {"plans": ["E01"], "staff_number": "jin"}))

    done(propose(desk, changed(), by="jin"))
    assert propose(desk, plan_text("E02"), by="jin").json()["code"] == "not_permitted"


def test_an_id_number_stays_out_of_the_catalogue(desk: Desk) -> None:
    told = changed()
    told["steps"][0]["zh"] = "找张三 110101199003071234"

    assert propose(desk, told).json()["code"] == "id_number_written"
    assert propose(desk, changed(), subject="Z99").json()["code"] == "plan_unknown"


TAMPERING = {
    "a text that was proposed": ("UPDATE incidents_owntext SET content = '{}'", "was changed"),
    "why it was proposed": ("UPDATE incidents_owntext SET words = 'x'", "reason of own text"),
    "who approved it first": ("UPDATE incidents_owntext SET first_id = {sun}", "by somebody else"),
    "who approved it second": ("UPDATE incidents_owntext SET second_id = {sun}", "by others"),
    "the version in force": (
        'UPDATE incidents_planversion SET content = content || \'{"source": "x"}\' WHERE own_id IS NOT NULL',
        "is not the text approved",
    ),
    "who owns a plan": ("UPDATE incidents_planowner SET role = 'auditor'", "owners named"),
}


def test_what_somebody_changes_is_named(committed_world: World) -> None:
    desk = Desk.of(committed_world)
    in_force(desk, changed())
    done(desk.world.client_of("kong").post("/api/catalogue/owners/", {"plans": ["E01"], "role": "duty_officer"}))
    desk.world.settle()

    for what, (statement, named) in TAMPERING.items():
        with tampered(statement.replace("{sun}", f"'{desk.world.sun.pk}'")):
            assert any(named in sentence for sentence in found()), what
    assert found() == []


def test_all_shipped_texts_are_made_the_countys_own_by_one_list_and_two_others(desk: Desk) -> None:
    """One list of 65, one notice to each who approves, one act each; a wrong row refuses all and is named."""
    every = sorted(plans() | procedures())
    assert len(every) == 65
    proposed = post(desk, "kong", "shipped/", subjects=[*every, "Z99"], words=WORDS)
    assert proposed.json()["code"] == "own_texts_refused"
    assert proposed.json()["detail"]["rows"] == [{"subject": "Z99", "code": "plan_unknown"}]
    assert read(desk, "kong").json() == []
    assert post(desk, "chen", "shipped/", subjects=every, words=WORDS).status_code == 403

    done(post(desk, "kong", "shipped/", subjects=every, words=WORDS))
    desk.world.settle()
    listed = [f"{code}/1" for code in every]
    for person, waits in (("bai", True), ("guo", True), ("kong", False), ("chen", False), ("hu", False)):
        told = desk.world.client_of(person).get("/api/notices/").json()["notices"]
        assert [one["kind"] for one in told] == (["duty_asked"] if waits else []), person
    assert 'data-to-approve="65"' in desk.world.client_of("bai").get("/catalogue/").content.decode()
    assert "data-to-approve" not in desk.world.client_of("kong").get("/catalogue/").content.decode()

    assert post(desk, "kong", "approve/", texts=listed).json()["code"] == "not_permitted"
    wrong = post(desk, "bai", "approve/", texts=[*listed, "E01/9"]).json()
    assert wrong["detail"]["rows"] == [{"subject": "E01", "number": 9, "code": "own_text_unknown"}]
    done(post(desk, "bai", "approve/", texts=listed))
    again = post(desk, "bai", "approve/", texts=listed).json()
    assert {row["code"] for row in again["detail"]["rows"]} == {"approver_must_be_another"}
    assert len(again["detail"]["rows"]) == 65
    assert plans_in_force(LINHE).exclude(own=None).count() == 0
    desk.world.settle()
    done(post(desk, "guo", "approve/", texts=listed))

    desk.world.settle()
    assert plans_in_force(LINHE).exclude(own=None).count() == 65
    for person in ("bai", "guo"):
        assert desk.world.client_of(person).get("/api/notices/").json()["unseen"] == 0
    assert "data-to-approve" not in desk.world.client_of("guo").get("/catalogue/own/").content.decode()
    kinds = [kind for kind in desk.world.standing_history() if "texts" in kind]
    assert kinds == ["incidents.shipped_texts_proposed", "incidents.own_texts_endorsed", "incidents.own_texts_approved"]
    assert list(differences()) == []
