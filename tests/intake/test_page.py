"""The page: hand a workbook in, read what is wrong, see what would change, load it."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from board.models import Row
from exams.models import Exam
from intake.models import KEPT_FOR, Upload
from intake.services import check_upload, load_upload
from kernel.time import now
from tests.intake.workbooks import Edit, cell, county, page
from tests.world import LINHE, World
from venues.models import Venue

# A ratchet: a lower number may replace the one here, a higher one needs a reason.
MOST_ASKED = 18


def handed_in(client: Client, folder: Path, *edits: Edit) -> Upload:
    content = county(folder, *edits).read_bytes()
    answer = client.post("/intake/", {"workbook": SimpleUploadedFile("临河.xlsx", content)})
    assert answer.status_code == 302
    upload = Upload.objects.get(pk=UUID(answer.headers["Location"].rstrip("/").rsplit("/", 1)[1]))
    assert upload.status == "checking"
    return upload


def checked(client: Client, folder: Path, *edits: Edit) -> Upload:
    upload = handed_in(client, folder, *edits)
    check_upload(upload.pk)
    upload.refresh_from_db()
    return upload


def seen(client: Client, upload: Upload, query: str = "") -> str:
    answer = client.get(f"/intake/{upload.pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def kong(world: World) -> Client:
    return world.client_of(world.kong)


def test_the_exam_office_gets_the_empty_workbook(kong: Client) -> None:
    assert "/intake/template/" in kong.get("/intake/").content.decode()

    answer = kong.get("/intake/template/")

    assert "卷袋清单" in load_workbook(BytesIO(answer.content)).sheetnames


def test_while_it_is_checked_the_page_asks_again(kong: Client, tmp_path: Path) -> None:
    upload = handed_in(kong, tmp_path)

    assert 'hx-trigger="every 1s"' in seen(kong, upload)


def test_a_sound_workbook_shows_what_would_change_and_is_loaded_on_a_press(
    world: World, kong: Client, tmp_path: Path
) -> None:
    upload = checked(kong, tmp_path)
    shown = seen(kong, upload)
    assert upload.status == "ready"
    assert 'action="/intake/' in shown
    assert "每1s" not in shown
    assert not Exam.objects.filter(code="GK2027").exists()

    kong.post(f"/intake/{upload.pk}/load/")
    load_upload(upload.pk)

    upload.refresh_from_db()
    exam = Exam.objects.get(code="GK2027", scope=LINHE)
    assert upload.status == "loaded"
    assert world.history(exam.pk) == ["intake.county_imported"]
    assert "/people/slips/" in seen(kong, upload)


def test_a_loaded_county_stands_on_the_board(world: World, kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path)
    kong.post(f"/intake/{upload.pk}/load/")
    load_upload(upload.pk)
    world.settle()

    exam = Exam.objects.get(code="GK2027", scope=LINHE)
    venues = Row.objects.filter(exam=exam, kind="venue").values_list("key", flat=True)
    assert set(venues) >= {"v01", "v02"}


def test_a_bad_workbook_shows_its_errors_and_cannot_be_loaded(kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path, cell("考场", "D6", "三十"), cell("场次", "C5", "6月7日"))
    shown = seen(kong, upload)

    kong.post(f"/intake/{upload.pk}/load/")
    load_upload(upload.pk)

    upload.refresh_from_db()
    assert upload.status == "bad"
    assert "not_a_count" in shown
    assert "date_without_year" in shown
    assert "三十" in shown
    assert not Venue.objects.filter(scope__startswith=LINHE, name="一中").exists()


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?sheet=考场", "not_a_count", "date_without_year"),
        ("?code=date_without_year", "date_without_year", "not_a_count"),
        ("?text=三十", "not_a_count", "date_without_year"),
        ("?weight=warning", "sheet_ignored", "not_a_count"),
    ],
)
def test_the_errors_can_be_searched(kong: Client, tmp_path: Path, query: str, there: str, gone: str) -> None:
    def add(book):  # type: ignore[no-untyped-def]  # an edit of openpyxl's book
        book.create_sheet("备忘")

    upload = checked(kong, tmp_path, cell("考场", "D6", "三十"), cell("场次", "C5", "6月7日"), add)

    found = re.search(r'id="found".*', seen(kong, upload, query), re.DOTALL)

    assert found is not None
    assert there in found[0]
    assert gone not in found[0]


def test_the_errors_are_told_in_the_readers_language(kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path, cell("考场", "D6", "三十"))

    english = kong.get(f"/intake/{upload.pk}/", headers={"accept-language": "en"}).content.decode()

    assert "This is not a whole number." in english


def test_the_rows_with_errors_come_back_as_a_workbook(kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path, cell("考场", "D6", "三十"))

    answer = kong.get(f"/intake/{upload.pk}/corrected/")

    book = load_workbook(BytesIO(answer.content))
    assert page(book, "考场")["D4"].value == "三十"


def test_a_file_that_is_no_workbook_is_refused_on_the_page(kong: Client) -> None:
    answer = kong.post("/intake/", {"workbook": SimpleUploadedFile("表.xlsx", b"not a workbook")})
    upload = Upload.objects.get(pk=UUID(answer.headers["Location"].rstrip("/").rsplit("/", 1)[1]))
    check_upload(upload.pk)

    upload.refresh_from_db()
    assert upload.status == "refused"
    assert "xlsx" in seen(kong, upload)


def test_no_file_is_no_upload(kong: Client) -> None:
    answer = kong.post("/intake/", {})

    assert answer.status_code == 400
    assert not Upload.objects.exists()


def test_a_discarded_workbook_leaves_nothing_behind(kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path)

    kong.post(f"/intake/{upload.pk}/discard/")

    upload.refresh_from_db()
    assert (upload.status, bytes(upload.content), upload.report) == ("discarded", b"", {})
    assert kong.get(f"/intake/{upload.pk}/corrected/").status_code == 404


def test_names_and_numbers_of_old_workbooks_do_not_lie_about(kong: Client, tmp_path: Path) -> None:
    bad = checked(kong, tmp_path, cell("考场", "D6", "三十"))
    loaded = checked(kong, tmp_path, cell("考场", "B5", "1"))
    kong.post(f"/intake/{loaded.pk}/load/")
    load_upload(loaded.pk)
    Upload.objects.update(handed_in_at=now() - KEPT_FOR - dt.timedelta(minutes=1))

    handed_in(kong, tmp_path)

    loaded.refresh_from_db()
    assert not Upload.objects.filter(pk=bad.pk).exists()
    assert (loaded.status, loaded.report, bytes(loaded.content)) == ("loaded", {}, b"")
    assert len(loaded.sha256) == 64


@pytest.mark.parametrize("name", ["zhao", "chen", "sun"])
def test_others_may_not_hand_in_workbooks(world: World, name: str) -> None:
    assert world.client_of(name).get("/intake/").status_code == 403


def test_another_countys_workbook_is_as_if_it_were_not_there(world: World, kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path)
    hu = world.client_of("hu")

    assert hu.get(f"/intake/{upload.pk}/").status_code == 404
    assert hu.post(f"/intake/{upload.pk}/load/").status_code == 404


def test_a_loading_that_was_broken_off_is_taken_up_as_the_same_act(world: World, kong: Client, tmp_path: Path) -> None:
    upload = checked(kong, tmp_path)
    kong.post(f"/intake/{upload.pk}/load/")
    content = bytes(Upload.objects.get(pk=upload.pk).content)
    load_upload(upload.pk)
    Upload.objects.filter(pk=upload.pk).update(status="loading", content=content)

    kong.post(f"/intake/{upload.pk}/again/")
    load_upload(upload.pk)

    upload.refresh_from_db()
    assert upload.status == "loaded"
    assert world.history(Exam.objects.get(code="GK2027").pk) == ["intake.county_imported"]


def test_the_page_does_not_ask_more_the_more_was_handed_in(kong: Client, tmp_path: Path) -> None:
    for many in range(4):
        upload = checked(kong, tmp_path, cell("考点", "D5", f"新华街{many}号"))
        kong.post(f"/intake/{upload.pk}/load/")
        load_upload(upload.pk)
    checked(kong, tmp_path, cell("考场", "D6", "三十"))

    with CaptureQueriesContext(connection) as asked:
        answer = kong.get("/intake/")

    assert answer.content.decode().count("/earlier/") == 4
    assert len(asked) <= MOST_ASKED
