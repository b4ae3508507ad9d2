"""The standing checks find what is wrong, and a check that did not run is never shown as fine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from desk.models import CheckRun
from desk.selectors.checks import CheckShown, checks_shown
from desk.services import run_check
from desk.states import RULES, Check
from examops.celery import BEAT
from kernel.time import now
from organisation.models import Person, Post
from tests.desk.backups import made_backup
from tests.world import World


def test_every_check_is_on_the_schedule() -> None:
    scheduled = {str(entry["args"]) for name, entry in BEAT.items() if name.startswith("standing")}

    assert scheduled == {str((check.value,)) for check in RULES}


def test_a_whole_journal_is_fine(world: World) -> None:
    assert run_check(Check.JOURNAL).outcome == "fine"


def test_a_rung_without_anybody_is_named_before_the_exam(world: World) -> None:
    Post.objects.filter(person=world.guo).delete()

    run = run_check(Check.REACHABLE)

    assert run.outcome == "bad"
    assert {"sentence": "Nobody holds this duty.", "words": "临河县: district_chief"} in run.found


def test_a_rung_without_a_phone_is_named(world: World) -> None:
    assert "临河县: duty_clerk" in {line["words"] for line in run_check(Check.REACHABLE).found}

    Person.objects.filter(pk=world.chen.pk).update(phone_sealed=b"sealed")

    assert "临河县: duty_clerk" not in {line["words"] for line in run_check(Check.REACHABLE).found}


@pytest.mark.parametrize(("age", "outcome"), [(None, "warning"), (0, "fine"), (25, "bad")])
def test_a_backup_is_missing_fresh_or_old(
    db: None, tmp_path: Path, settings: Any, age: int | None, outcome: str
) -> None:
    settings.VAR = tmp_path
    if age is not None:
        made_backup(tmp_path, at=now() - dt.timedelta(hours=age))

    assert run_check(Check.BACKUP).outcome == outcome


def test_the_disk_is_looked_at(db: None) -> None:
    assert run_check(Check.DISK).found[0]["words"].endswith("MB")
    assert settings.VAR.exists()


def test_a_check_that_did_not_run_in_time_is_overdue(db: None) -> None:
    run_check(Check.DISK)
    assert not _shown(Check.DISK).overdue

    CheckRun.objects.update(ran_at=now() - 2 * RULES[Check.DISK].every - dt.timedelta(seconds=1))

    assert _shown(Check.DISK).overdue


def test_the_page_shows_result_and_next_run(world: World) -> None:
    run_check(Check.DISK)

    page = world.client_of("bai").get("/checks/").content.decode()

    assert "磁盘空间" in page
    assert "尚未执行" in page
    assert world.client_of("zhao").get("/checks/").status_code == 403


def _shown(check: Check) -> CheckShown:
    return next(one for one in checks_shown() if one.code == check)
