"""A county's own sheets and headings are chosen once on the page, remembered, applied by themselves, and revocable."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import Workbook

from intake.models import SheetMapping, Upload
from intake.services import check_upload, load_upload
from kernel.time import now
from organisation.models import Login
from tests.intake.test_page import checked, seen
from tests.intake.workbooks import county, page
from tests.world import HAIBOWAN, LINHE, World


@pytest.fixture
def kong(world: World) -> Client:
    return world.client_of(world.kong)


def own_headings(book: Workbook) -> None:
    """Their sheet has another name, two headings of their own, a column that is not ours, another order."""
    venues = page(book, "考点")
    venues.title = "学校"
    venues["A3"], venues["B3"], venues["I3"] = "校码", "校名", "校长"
    venues["I5"] = "甲"
    for row in range(3, 7):
        venues[f"C{row}"].value, venues[f"H{row}"].value = venues[f"H{row}"].value, venues[f"C{row}"].value


def choose(client: Client, upload: Upload, **given: str) -> Upload:
    """Say what they mean, and have it checked again."""
    names = {name.replace("__", "-"): value for name, value in given.items()}
    assert client.post(f"/intake/{upload.pk}/read/", names).status_code == 302
    check_upload(upload.pk)
    upload.refresh_from_db()
    return upload


def understood(client: Client, folder: Path) -> Upload:
    upload = checked(client, folder, own_headings)
    choose(client, upload, sheet__venues="学校")
    return choose(client, upload, column__venues__A="code", column__venues__B="name", column__venues__I="")


def codes(upload: Upload) -> set[tuple[str, str, int | None, str]]:
    problems = upload.report["problems"]
    return {(one["code"], one["sheet"], one["row"], one["heading"]) for one in problems}


def test_a_sheet_of_another_name_is_named_and_may_be_chosen(kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path, own_headings)

    assert ("sheet_missing", "考点", None, "") in codes(upload)
    shown = seen(kong, upload)
    assert 'name="sheet-venues"' in shown
    assert "<option>学校</option>" in shown

    choose(kong, upload, sheet__venues="学校")

    assert {("column_missing", "学校", 3, "考点代码"), ("column_missing", "学校", 3, "考点名称")} <= codes(upload)
    shown = seen(kong, upload)
    assert "校码" in shown
    assert "v01" in shown


def test_headings_that_are_chosen_make_the_workbook_sound_and_nothing_is_written(kong: Client, tmp_path: Path) -> None:
    upload = understood(kong, tmp_path)

    assert upload.status == "ready", upload.report
    assert {part["part"]: part["new"] for part in upload.parts}["venues"] == 2
    assert "校码 → 考点代码" in seen(kong, upload)


def test_the_next_workbook_is_read_that_way_by_itself_until_it_is_forgotten(kong: Client, tmp_path: Path) -> None:
    understood(kong, tmp_path)

    again = checked(kong, tmp_path, own_headings)
    assert again.status == "ready"
    assert "校名 → 考点名称" in kong.get("/intake/").content.decode()

    kong.post(f"/intake/mapping/{SheetMapping.objects.get(revoked_at=None).pk}/forget/")

    assert checked(kong, tmp_path, own_headings).status == "bad"
    assert "校名 → 考点名称" not in kong.get("/intake/").content.decode()


def test_what_is_loaded_is_read_as_it_was_seen_though_the_choice_was_revoked_meanwhile(
    kong: Client, tmp_path: Path
) -> None:
    upload = understood(kong, tmp_path)
    kong.post(f"/intake/mapping/{SheetMapping.objects.get(revoked_at=None).pk}/forget/")

    kong.post(f"/intake/{upload.pk}/load/")
    load_upload(upload.pk)

    upload.refresh_from_db()
    assert upload.status == "loaded"


def test_a_heading_that_was_taken_for_another_of_ours_may_be_corrected(kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path)

    choose(kong, upload, column__venues__B="township", column__venues__C="name")

    assert upload.status == "ready"
    assert upload.report["sheets"][3]["columns"][1]["key"] == "township"


def test_two_columns_for_one_of_ours_are_refused(kong: Client, tmp_path: Path) -> None:
    upload = choose(kong, checked(kong, tmp_path), column__venues__D="name")

    assert upload.status == "bad"
    assert "column_twice" in {code for code, *_ in codes(upload)}


@pytest.mark.parametrize(
    "given", [{}, {"column-venues-A": "nonsense"}, {"sheet-venues": "无此表"}, {"column-venues-ZZ": "name"}]
)
def test_what_is_not_of_this_workbook_chooses_nothing(kong: Client, tmp_path: Path, given: dict[str, str]) -> None:
    upload = checked(kong, tmp_path)

    kong.post(f"/intake/{upload.pk}/read/", given)

    upload.refresh_from_db()
    assert upload.status == "ready"
    assert not SheetMapping.objects.exists()


def test_the_command_reads_as_the_county_chose_and_says_so(
    world: World, kong: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = county(tmp_path, own_headings)
    with pytest.raises(CommandError):
        call_command("import_county", str(path), check=True)
    understood(kong, tmp_path)
    capsys.readouterr()

    call_command("import_county", str(county(tmp_path, own_headings)), check=True)

    told = capsys.readouterr().out
    assert "校码 → 考点代码" in told
    assert "学校 → 考点" in told


def test_where_two_counties_have_chosen_the_command_asks_which(world: World, kong: Client, tmp_path: Path) -> None:
    understood(kong, tmp_path)
    SheetMapping.objects.create(
        scope=HAIBOWAN,
        sheet="rooms",
        columns={"教室": "number"},
        login=Login.objects.get(username="hu"),
        chosen_at=now(),
    )
    path = str(county(tmp_path, own_headings))

    with pytest.raises(CommandError, match=HAIBOWAN):
        call_command("import_county", path, check=True)

    call_command("import_county", path, check=True, county=LINHE)


def test_another_countys_choices_are_neither_applied_nor_forgotten(world: World, kong: Client, tmp_path: Path) -> None:
    upload = understood(kong, tmp_path)
    mapping = SheetMapping.objects.get(revoked_at=None)
    hu = world.client_of("hu")

    assert "校名" not in hu.get("/intake/").content.decode()
    hu.post(f"/intake/mapping/{mapping.pk}/forget/")
    assert hu.post(f"/intake/{upload.pk}/read/", {"column-venues-A": ""}).status_code == 404

    mapping.refresh_from_db()
    assert mapping.revoked_at is None


@pytest.mark.parametrize("name", ["zhao", "chen"])
def test_others_may_not_choose(world: World, kong: Client, tmp_path: Path, name: str) -> None:
    upload = understood(kong, tmp_path)

    client = world.client_of(name)

    assert client.post(f"/intake/{upload.pk}/read/", {"column-venues-A": ""}).status_code == 403
    mapping = SheetMapping.objects.get(revoked_at=None)
    assert client.post(f"/intake/mapping/{mapping.pk}/forget/").status_code == 403


def test_one_mapping_of_a_sheet_is_in_force_whatever_the_code_does(world: World, kong: Client, tmp_path: Path) -> None:
    understood(kong, tmp_path)
    mapping = SheetMapping.objects.get(revoked_at=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        SheetMapping.objects.create(scope=LINHE, sheet="venues", login=mapping.login, chosen_at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetMapping.objects.create(scope=LINHE, sheet="nonsense", login=mapping.login, chosen_at=now())


def test_the_example_of_the_template_is_not_shown_as_a_value_of_theirs(kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path, own_headings)
    shown = choose(kong, upload, sheet__venues="学校")

    venues = next(one for one in shown.report["sheets"] if one["sheet"] == "venues")
    assert venues["columns"][0]["samples"] == ["v01", "v02"]
    assert "示例" not in seen(kong, shown)


def test_every_column_of_the_remembered_list_is_headed(kong: Client, tmp_path: Path) -> None:
    understood(kong, tmp_path)

    listed = kong.get("/intake/").content.decode().split('id="mappings"')[1]

    assert listed.split("</thead>")[0].count('<th scope="col">') == 4
    assert "<td>" not in listed.split("</thead>")[0]
