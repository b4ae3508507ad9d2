"""What was seen, from the paper form to 拟报: each step by who may, and nothing more than the rules let in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from integrity.models import IrregularityRecord, SeizedItem
from integrity.states import TRANSITIONS, RecordMove, RecordStatus
from kernel.time import now
from kernel.transitions import after
from organisation.models import Post
from tests.incidents.builders import done
from tests.integrity.builders import SIGNERS, Office, form
from tests.venues.builders import at, nil_report, post

PHONE = [{"what": "黑色手机一部", "keeper": "郑考务"}, {"what": "耳机一副", "keeper": "郑考务"}]
CLIP = {"camera": "v01-CAM-1", "begins_at": at(11).isoformat(), "ends_at": at(14).isoformat()}


def code_of(response: Any) -> str:
    code: str = response.json().get("code", "done")
    return code


def test_its_whole_way(office: Office) -> None:
    world = office.world
    entered = done(office.enter(items=PHONE, clip=CLIP)).json()["fact"]
    assert (entered["number"], entered["code"], entered["signers"], entered["items"]) == (1, "Z6-4", 2, 2)
    assert office.row().status == RecordStatus.SUSPECTED
    assert (
        code_of(office.post("ma", "v01/1/propose/")) == "not_now"
    )  # nothing goes upward that the chief has not signed

    done(office.sign())
    row = office.row()
    assert (row.status, row.chief, row.signed_with) == (RecordStatus.RECORDED, world.sun, world.ma)
    assert code_of(office.sign()) == "not_now"
    done(office.post("kong", "v01/1/propose/", words="随A1场次材料上报"))
    assert office.row().status == RecordStatus.PROPOSED

    back = {"to": "guardian", "given_at": at(20).isoformat()}
    done(office.post("ma", "v01/1/items/1/give/", **back))
    assert code_of(office.post("ma", "v01/1/items/1/give/", **back)) == "item_given"
    assert code_of(office.post("ma", "v01/1/items/2/give/", **back | {"given_at": at(90).isoformat()})) == (
        "moment_does_not_fit"
    )

    # A correction is an entry of its own, and begins as 疑似: the chief signed other words.
    change = form(code="Z6-1", words="抽屉内有手机，存有资料", items=PHONE[1:], clip=CLIP)
    done(office.post("ma", "v01/1/correct/", reason="复看录像后更正代码", **change))
    told = done(office.get("sun", "v01/1/")).json()
    assert (told["version"], told["status"], told["code"], told["chief"]) == (2, "suspected", "Z6-1", None)
    assert [(one["number"], one["what"], one["given_to"]) for one in told["items"]] == [
        (1, "黑色手机一部", "guardian"),
        (2, "耳机一副", ""),
    ]
    older = told["older"][0]
    assert (older["version"], older["status"], older["code"], older["chief"]) == (1, "proposed", "Z6-4", "孙主考")
    assert older["words"] == "开考后手机在抽屉内响铃"
    assert [(one["number"], one["version"]) for one in office.get("sun").json()] == [(1, 2)]
    counted = {one["count"]: one["records"] for one in office.get("sun", "reports/A1/").json()}
    assert counted["malpractice"] == 1  # two entries of one record are one
    done(office.sign())

    facts = world.facts()
    assert [fact.kind for fact in facts] == [
        "integrity.irregularity_entered",
        "integrity.irregularity_signed",
        "integrity.irregularity_proposed",
        "integrity.seized_item_given",
        "integrity.irregularity_corrected",
        "integrity.irregularity_signed",
    ]
    said = " ".join(str(fact.as_json()) for fact in facts)
    for secret in ("手机", "152801217", "周监考", "孙主考", "J0101", "'17'"):
        assert secret not in said
    assert {type(fact).audience for fact in facts} == {"none"}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"code": "Z6-99"}, "irregularity_code_unknown"),
    ({"seat": "", "ticket": ""}, "whom_missing"),
    ({"code": "S13-3"}, "whom_missing"),  # staff are told by badge
    ({"seat": "张三"}, "bad_input"),
    ({"ticket": "zhangsan"}, "bad_input"),
    ({"ticket": "150802200701011234"}, "bad_input"),
    ({"words": "考生150802200701011234手机响"}, "id_number_written"),
    ({"words": "考生１５０８０２ 20070101 123Ｘ"}, "id_number_written"),
    ({"not_told": "150802200701011234", "told_at": None}, "id_number_written"),
    ({"items": [{"what": "身份证150802200701011234", "keeper": "郑考务"}]}, "id_number_written"),
    ({"signers": SIGNERS[:1]}, "bad_input"),
    ({"signers": [SIGNERS[0], {"name": "别人", "badge": "J0101"}]}, "signers_not_two"),
    ({"told_at": None}, "told_or_why_not"),
    ({"not_told": "考生离场"}, "told_or_why_not"),
    ({"told_at": at(10).isoformat()}, "moment_does_not_fit"),
    ({"seen_at": at(45).isoformat()}, "moment_does_not_fit"),
    ({"clip": {**CLIP, "ends_at": at(10).isoformat()}}, "clip_ends_before"),
    ({"room": "777"}, "not_there"),
    ({"words": "  "}, "bad_input"),
]


def test_what_the_form_lacks_is_refused_and_nobody_else_enters_or_sees(office: Office) -> None:
    for change, code in WRONG:
        assert code_of(office.enter(**change)) == code, change
    assert not IrregularityRecord.objects.exists()

    done(office.enter(told_at=None, not_told="考生当场晕倒送医"))
    assert code_of(office.enter()) == "form_taken"
    # A second one takes the next number at this venue, and the first of another venue is its own.
    assert done(office.enter("W-002")).json()["fact"]["number"] == 2
    assert done(office.enter(by="tao", venue="v02", room="001")).json()["fact"]["number"] == 1

    # Another venue's head, a clerk of the county, one without a post, and the county next door find nothing.
    for person in ("tao", "chen", "zhao", "hu", "jin", "li"):
        assert code_of(office.enter("W-009", by=person)) in {"not_permitted", "not_there"}, person
        assert code_of(office.get(person, "v01/1/")) in {"not_there", "not_permitted"}, person
        assert code_of(office.sign(by=person)) in {"not_permitted", "not_there"}, person
        assert office.page(person, "v01/1/").status_code == 404, person
        assert office.page(person, "v01/1/print/").status_code == 404, person
        listed = office.get(person)
        assert listed.status_code == 404 or all(one["venue"] != "v01" for one in listed.json()), person
    assert [one["venue"] for one in office.get("tao").json()] == ["v02"]
    # The named roles see it; to see is not to enter.
    for person in ("sun", "ma", "kong", "bai", "guo"):
        assert office.get(person, "v01/1/").status_code == 200, person
    for person in ("bai", "guo"):
        assert code_of(office.enter("W-009", by=person)) == "not_permitted"
        assert len(office.get(person).json()) == 3

    # Only who heads this venue signs: not the deputy, not another head, not the county above, not one for both.
    for chief in ("ma", "tao", "guo", "bai", "hu"):
        assert code_of(office.sign(by="kong", chief=chief)) == "only_the_chief", chief
    assert code_of(office.sign(by="sun")) == "one_person"
    county = office.world.kong.unit
    begins, ends = now() - dt.timedelta(days=1), now() + dt.timedelta(days=9)
    post_above = {
        "scope": county.path,
        "unit": county,
        "person": office.world.zhao,
        "starts_at": begins,
        "ends_at": ends,
    }
    Post.objects.create(role="venue_head", **post_above)  # of the county, not of this venue
    assert code_of(office.sign(by="kong", chief="zhao")) == "only_the_chief"
    assert office.row().status == RecordStatus.SUSPECTED


def test_postgresql_keeps_the_rules_too(office: Office) -> None:
    done(office.enter(items=PHONE))
    row = office.row()

    def copied(**change: Any) -> None:
        row.pk, row.form, row.number = None, "W-9", 9
        for name, value in change.items():
            setattr(row, name, value)
        with transaction.atomic():
            row.save(force_insert=True)

    for constraint, change in (
        ("irregularity_is_signed_by_two", {"second_badge": "J0101"}),
        ("irregularity_names_numbers_alone", {"seat": "张三"}),
        ("irregularity_was_told_or_says_why_not", {"told_at": None}),
        ("clip_has_camera_and_span", {"camera": "v01-CAM-1"}),
        ("irregularity_is_recorded_by_the_chief", {"status": "recorded"}),
        ("irregularity_", {"status": "guilty"}),
    ):
        row = office.row()
        with pytest.raises(IntegrityError, match=constraint):
            copied(**change)
    for act in (
        lambda: IrregularityRecord.objects.update(words="未见异常"),
        lambda: IrregularityRecord.objects.update(code="W5-9"),
        lambda: SeizedItem.objects.update(what="无"),
        lambda: SeizedItem.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            act()

    # Three words and two ways on; there is no fourth.
    assert {str(one) for one in RecordStatus} == {"suspected", "recorded", "proposed"}
    assert after(TRANSITIONS, RecordStatus.SUSPECTED, RecordMove.SIGN) == RecordStatus.RECORDED
    assert len(TRANSITIONS) == 2


def test_counts_are_held_against_the_reports(office: Office) -> None:
    world = office.world
    done(office.enter())
    done(office.enter("W-002", code="W5-3"))
    done(nil_report(world, "tao", "R1", venue="v02"))
    figures = {"present": 85, "absent": 3, "late_admitted": 0, "late_refused": 0, "violations": 1, "malpractice": 2,
               "disorder": 0, "staff_violations": 0, "spare_rooms": 0, "spare_papers": 0, "spare_cards": 0,
               "ill_on_site": 0, "ill_to_hospital": 0, "equipment_faults": 0}  # fmt: skip
    done(post(world, "sun", "venues/v01/reports/", session="A1", kind="R1", entered=figures))
    world.settle()

    told = done(office.get("kong", "reports/A1/")).json()
    counts = {(one["venue"], one["count"]): (one["records"], one["R1"], one["R2"], one["difference"]) for one in told}
    assert counts["v01", "violations"] == (1, 1, None, 0)
    assert counts["v01", "malpractice"] == (1, 2, None, -1)
    assert counts["v02", "malpractice"] == (0, 0, None, 0)
    assert told[0]["venue"] == "v01"  # what differs comes first
    assert {one["venue"] for one in office.get("tao", "reports/A1/").json()} == {"v02"}
