"""A county's workbook goes in whole, through one act, or not at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import get_default_timezone

from exams.models import Exam, Session
from intake.errors import WorkbookRefused
from intake.events import CountyImported, PartLoaded
from intake.gateways.reader import sha256_of
from intake.selectors import checked_workbook
from intake.services import asked_for, checked_for, import_county, preview_county
from intake.states import Sheet
from journal.audit import differences
from kernel.actors import SYSTEM, Actor
from kernel.errors import NotPermitted
from kernel.scope import reading
from organisation.models import Login, Person, Post, Unit
from paper_custody.errors import BagHasMoved
from paper_custody.models import Bag, Container, Seal
from tests.intake.workbooks import cell, county, page, post, rows, told
from tests.world import LINHE, World
from venues.models import Equipment, Room, RoomPlan, Venue


def loaded(path: Path, *, actor: Actor = SYSTEM) -> CountyImported:
    checked = checked_for(checked_workbook(path), actor=actor)
    return import_county(asked_for(checked, actor=actor, act_id=uuid4()), workbook=checked)


def previewed(path: Path, *, actor: Actor = SYSTEM) -> dict[str, PartLoaded]:
    checked = checked_for(checked_workbook(path), actor=actor)
    parts = preview_county(asked_for(checked, actor=actor, act_id=uuid4()), workbook=checked)
    return {part.part: part for part in parts}


def test_a_workbook_becomes_a_county_and_one_fact_with_the_files_hash(world: World, tmp_path: Path) -> None:
    path = county(tmp_path)

    fact = loaded(path)

    exam = Exam.objects.get(pk=fact.exam)
    assert (exam.code, exam.kind, exam.scope, exam.preset_code) == ("GK2027", "real", LINHE, "ministry")
    assert fact.sha256 == sha256_of(path)
    assert world.history(exam.pk) == ["intake.county_imported"]
    assert {part.part: part.new for part in fact.parts}["rooms"] == 4


def test_units_people_posts_and_logins_are_there(world: World, tmp_path: Path) -> None:
    loaded(county(tmp_path))

    police = Unit.objects.get(path=f"{LINHE}d03/")
    jin = Person.objects.get(staff_number="P0003")
    liaison = Post.objects.get(person=jin, role="liaison")
    assert (police.level, police.kind, police.parent and police.parent.path) == ("unit", "department", LINHE)
    assert Unit.objects.get(path=f"{LINHE}v01/").kind == "venue"
    assert (jin.name, jin.phone, jin.unit) == ("金联络", "13900000003", police)
    assert liaison.unit == police
    assert liaison.starts_at.astimezone(get_default_timezone()).isoformat() == "2027-06-01T00:00:00+08:00"
    assert liaison.ends_at.astimezone(get_default_timezone()).isoformat() == "2027-07-01T00:00:00+08:00"
    login = Login.objects.get(username="login0003")
    assert (login.person, login.has_usable_password()) == (jin, False)


def test_venues_rooms_equipment_sessions_and_seats_are_there(world: World, tmp_path: Path) -> None:
    fact = loaded(county(tmp_path))

    venue = Venue.objects.get(scope=f"{LINHE}v01/")
    assert (venue.code, venue.township) == ("v01", "城关镇")
    assert set(Room.objects.filter(venue=venue).values_list("number", "kind", "seats")) == {
        ("001", "standard", 30),
        ("002", "spare", 30),
    }
    assert Equipment.objects.filter(scope__startswith=LINHE, spare=True).count() == 1
    sessions = Session.objects.filter(exam_id=fact.exam).order_by("starts_at")
    assert [session.code for session in sessions] == ["A1", "A2"]
    assert sessions[0].starts_at == dt.datetime(2027, 6, 7, 9, tzinfo=get_default_timezone())
    plans = RoomPlan.objects.filter(exam_id=fact.exam).values_list("session__code", "venue__code", "seats_assigned")
    assert set(plans) == {("A1", "v01", 30), ("A1", "v02", 30)}


def test_bags_in_their_boxes_under_their_seals_are_there(world: World, tmp_path: Path) -> None:
    fact = loaded(county(tmp_path))

    bags = Bag.objects.filter(exam_id=fact.exam).select_related("room", "container", "subject")
    paper = bags.get(code="P1")
    assert (paper.kind, paper.subject.code, paper.nominal, paper.status) == ("paper", "chinese", 30, "registered")
    assert paper.room is not None
    assert paper.container is not None
    assert (paper.room.number, paper.container.code) == ("001", "A1-v01")
    assert bags.get(code="S1").room is None
    assert set(Seal.objects.filter(exam_id=fact.exam).values_list("number", flat=True)) >= {"S-P1", "X1", "X2"}


def test_a_list_that_changes_a_received_bag_is_refused_whole(world: World, tmp_path: Path) -> None:
    fact = loaded(county(tmp_path))
    Bag.objects.filter(exam_id=fact.exam, code="P1").update(status="in_vault")

    with pytest.raises(BagHasMoved):
        loaded(county(tmp_path, cell("卷袋清单", "J5", "S-9"), cell("考点", "B5", "第一中学")))

    assert Venue.objects.get(scope=f"{LINHE}v01/").name == "一中"


def test_bags_without_seal_numbers_load_with_a_warning(world: World, tmp_path: Path) -> None:
    path = county(tmp_path, cell("卷袋清单", "J5", None), cell("卷袋清单", "J6", None))

    loaded(path)

    assert told(checked_workbook(path)) == [("seals_missing", "卷袋清单", None, "")]


def test_without_a_list_of_bags_every_ordinary_room_serves_in_every_session(world: World, tmp_path: Path) -> None:
    given = {**rows(), Sheet.BAGS: []}

    fact = loaded(county(tmp_path, given=given))

    assert RoomPlan.objects.filter(exam_id=fact.exam, seats_assigned=30).count() == 4


def test_the_same_workbook_again_changes_nothing(world: World, tmp_path: Path) -> None:
    path = county(tmp_path)
    loaded(path)

    parts = previewed(path)

    assert {(part.new, part.changed) for part in parts.values()} == {(0, 0)}
    assert parts["rooms"].same == 4


def test_the_same_workbook_loaded_twice_leaves_the_same_rows(world: World, tmp_path: Path) -> None:
    path = county(tmp_path)
    first = loaded(path)
    before = _rows_on_record()

    second = loaded(path)

    assert _rows_on_record() == before
    assert second.exam == first.exam
    assert world.history(first.exam) == ["intake.county_imported", "intake.county_imported"]


def test_what_would_change_is_told_before_it_changes(world: World, tmp_path: Path) -> None:
    loaded(county(tmp_path))

    def fewer_rooms_and_a_new_one(book):  # type: ignore[no-untyped-def]  # an edit of openpyxl's book
        page(book, "考场")["B8"] = "003"
        page(book, "考场")["D5"] = 28
        page(book, "卷袋清单")["H5"] = 28

    parts = previewed(county(tmp_path, fewer_rooms_and_a_new_one, cell("考点", "B5", "第一中学")))

    assert parts["rooms"] == PartLoaded("rooms", new=1, changed=1, same=2, removed=1)
    assert parts["venues"] == PartLoaded("venues", new=0, changed=1, same=1, removed=0)
    assert Room.objects.filter(scope__startswith=LINHE).count() == 4
    assert Venue.objects.get(code="v01", scope=f"{LINHE}v01/").name == "一中"


def test_a_changed_workbook_changes_what_is_on_record(world: World, tmp_path: Path) -> None:
    loaded(county(tmp_path))

    loaded(county(tmp_path, cell("考点", "B5", "第一中学"), cell("人员与岗位", "D5", "13911112222")))

    assert Venue.objects.get(scope=f"{LINHE}v01/").name == "第一中学"
    assert Person.objects.get(staff_number="P0001").phone == "13911112222"


def test_one_error_and_nothing_is_written(world: World, tmp_path: Path) -> None:
    before = _rows_on_record()

    with pytest.raises(WorkbookRefused) as refused:
        loaded(county(tmp_path, cell("卷袋清单", "G8", 0)))

    assert refused.value.detail == {"errors": {"too_small": 1}}
    assert _rows_on_record() == before


def test_a_refusal_half_way_takes_everything_back(world: World, tmp_path: Path) -> None:
    loaded(county(tmp_path))
    before = _rows_on_record()
    checked = checked_for(checked_workbook(county(tmp_path, cell("考点", "B5", "第一中学"))), actor=SYSTEM)
    asked = asked_for(checked, actor=SYSTEM, act_id=uuid4())

    def breaks(step: str, done: int, total: int) -> None:
        if step == "rooms":
            raise NotPermitted

    with pytest.raises(NotPermitted):
        import_county(asked, workbook=checked, progress=breaks)

    assert _rows_on_record() == before
    assert Venue.objects.get(scope=f"{LINHE}v01/").name == "一中"


def test_the_journal_is_checked_against_the_exam(world: World, tmp_path: Path) -> None:
    fact = loaded(county(tmp_path))
    world.settle()
    before = list(differences())

    Exam.objects.filter(pk=fact.exam).update(code="GK1999")

    assert before == []
    assert ["GK1999" in told for told in differences()] == [True]


def test_a_repeated_request_is_one_loading(world: World, tmp_path: Path) -> None:
    checked = checked_workbook(county(tmp_path))
    act_id = uuid4()
    first = import_county(asked_for(checked, actor=SYSTEM, act_id=act_id), workbook=checked)

    again = import_county(asked_for(checked, actor=SYSTEM, act_id=act_id), workbook=checked)

    assert again == first
    assert world.history(first.exam) == ["intake.county_imported"]


@pytest.mark.parametrize("name", ["zhao", "hu", "chen"])
def test_only_the_countys_own_exam_office_may_load_it(world: World, tmp_path: Path, name: str) -> None:
    before = _rows_on_record()

    with pytest.raises(NotPermitted):
        loaded(county(tmp_path), actor=world.actor(name))

    assert _rows_on_record() == before


def test_the_exam_office_loads_its_county_and_leaves_the_levels_above_alone(world: World, tmp_path: Path) -> None:
    loaded(county(tmp_path), actor=world.actor("kong"))

    assert Unit.objects.get(path="/15/").name == "河套省"
    assert Unit.objects.get(path=LINHE).name == "临河县招委"


def test_a_login_name_belongs_to_one_person_for_good(world: World, tmp_path: Path) -> None:
    loaded(county(tmp_path))
    other_name = cell("人员与岗位", "E5", "sunzhukao")
    of_hu = post("P0009", "胡同名", "inspector", "150821", login_name="hu")

    renamed = checked_for(checked_workbook(county(tmp_path, other_name)), actor=SYSTEM)
    given = rows()
    taken = checked_for(
        checked_workbook(county(tmp_path, given={**given, Sheet.PEOPLE: [*given[Sheet.PEOPLE], of_hu]})), actor=SYSTEM
    )

    assert told(renamed) == [("login_stays", "人员与岗位", 5, "E")]
    assert told(taken) == [("login_of_another", "人员与岗位", 9, "E")]
    assert renamed.county is None


def test_the_command_loads_a_first_county_and_asks_before_it_changes_one(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = county(tmp_path)
    call_command("import_county", str(path), yes=True)

    assert sha256_of(path) in capsys.readouterr().out
    with pytest.raises(CommandError) as asks:
        call_command("import_county", str(county(tmp_path, cell("考点", "B5", "第一中学"))))
    assert asks.value.returncode == 2
    assert Venue.objects.get(scope=f"{LINHE}v01/").name == "一中"


def test_a_check_writes_nothing(world: World, tmp_path: Path) -> None:
    before = _rows_on_record()

    call_command("import_county", str(county(tmp_path)), check=True)

    assert _rows_on_record() == before


def test_the_sample_county_goes_through_the_same_door(db: None, tmp_path: Path) -> None:
    path = tmp_path / "linhe.xlsx"
    call_command("sample_county", str(path), first_day=dt.date(2027, 6, 7))

    fact = loaded(path)

    counts = {part.part: part.new for part in fact.parts}
    assert counts["venues"] == 4
    assert counts["sessions"] == 8
    with reading(SYSTEM):
        assert RoomPlan.objects.filter(exam_id=fact.exam, session__code="A1").count() == 120


def _rows_on_record() -> dict[str, int]:
    models = (Unit, Person, Post, Login, Venue, Room, Equipment, Exam, Session, RoomPlan, Bag, Container, Seal)
    return {model.__name__: model._default_manager.count() for model in models}
