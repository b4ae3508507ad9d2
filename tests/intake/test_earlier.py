"""What was loaded is not undone: the earlier workbook is compared, and loaded again as another act."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from exams.models import Exam
from intake.models import KEPT_FOR, Upload
from intake.services import check_upload, load_upload
from intake.tasks import let_go_of_old_workbooks
from kernel.time import now
from tests.intake.test_page import checked
from tests.intake.workbooks import Edit, cell
from tests.world import LINHE, World
from venues.models import Venue


@pytest.fixture
def kong(world: World) -> Client:
    return world.client_of(world.kong)


def load(client: Client, folder: Path, *edits: Edit) -> Upload:
    upload = checked(client, folder, *edits)
    client.post(f"/intake/{upload.pk}/load/")
    load_upload(upload.pk)
    upload.refresh_from_db()
    return upload


def test_an_earlier_workbook_is_compared_first_and_loaded_as_another_act(
    world: World, kong: Client, tmp_path: Path
) -> None:
    first = load(kong, tmp_path)
    load(kong, tmp_path, cell("考点", "B5", "错名"))

    answer = kong.post(f"/intake/{first.pk}/earlier/")
    again = Upload.objects.get(pk=UUID(answer.headers["Location"].rstrip("/").rsplit("/", 1)[1]))
    check_upload(again.pk)

    again.refresh_from_db()
    changed = {part["part"]: part["changed"] for part in again.parts}
    assert (again.status, again.sha256, changed["venues"]) == ("ready", first.sha256, 1)
    assert Venue.objects.get(scope=f"{LINHE}v01/").name == "错名"

    kong.post(f"/intake/{again.pk}/load/")
    load_upload(again.pk)

    assert Venue.objects.get(scope=f"{LINHE}v01/").name == "一中"
    assert world.history(Exam.objects.get(code="GK2027").pk) == ["intake.county_imported"] * 3


def test_the_page_lists_the_loads_with_hash_counts_and_until_when_the_file_is_kept(
    kong: Client, tmp_path: Path
) -> None:
    assert "还没有在本页导入过" in kong.get("/intake/").content.decode()
    upload = load(kong, tmp_path)

    shown = kong.get("/intake/").content.decode()

    assert upload.sha256 in shown
    assert f"/intake/{upload.pk}/earlier/" in shown
    assert "保存至" in shown
    assert "不能撤销" in shown


def test_a_file_that_was_kept_long_enough_is_gone_and_its_line_stays(kong: Client, tmp_path: Path) -> None:
    upload = load(kong, tmp_path)
    Upload.objects.update(handed_in_at=now() - KEPT_FOR)

    kong.post(f"/intake/{upload.pk}/earlier/")
    assert Upload.objects.count() == 1
    let_go_of_old_workbooks()

    upload.refresh_from_db()
    shown = kong.get("/intake/").content.decode()
    assert (bytes(upload.content), upload.report) == (b"", {})
    assert upload.sha256 in shown
    assert "earlier/" not in shown


def test_what_was_never_loaded_is_not_loaded_again(kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path)

    answer = kong.post(f"/intake/{upload.pk}/earlier/", follow=True)

    assert Upload.objects.count() == 1
    assert "已不再保存" in answer.content.decode()


def test_files_of_the_last_days_are_let_go_of_by_nobody(kong: Client, tmp_path: Path) -> None:
    upload = load(kong, tmp_path)
    Upload.objects.update(handed_in_at=now() - KEPT_FOR + dt.timedelta(minutes=5))

    let_go_of_old_workbooks()

    upload.refresh_from_db()
    assert bytes(upload.content)


def test_another_countys_load_is_as_if_it_were_not_there(world: World, kong: Client, tmp_path: Path) -> None:
    upload = load(kong, tmp_path)

    assert world.client_of("hu").post(f"/intake/{upload.pk}/earlier/").status_code == 404
    assert world.client_of("zhao").post(f"/intake/{upload.pk}/earlier/").status_code == 403
    assert upload.sha256 not in world.client_of("hu").get("/intake/").content.decode()
