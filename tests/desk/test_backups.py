"""Backups are made, are whole, come back as they were, and nothing half or changed is taken for one."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings

from desk.gateways import kept_backups, new_backup
from desk.gateways.folders import MANIFEST, home
from desk.models import BackupRun
from desk.selectors.backups import backup_is_due, last_slot, next_slot, superfluous
from desk.services import back_up, run_check
from desk.states import Check
from examops.places import BASE
from tests.desk.backups import made_backup
from tests.examops.running import new_var
from tests.world import FIRST_DAY, World, number_now

COUNTY_TIME = dt.timezone(dt.timedelta(hours=8))


@pytest.fixture(autouse=True)
def _no_backups_left() -> Iterator[None]:
    yield
    shutil.rmtree(settings.VAR / "backups", ignore_errors=True)


def made() -> Path:
    """A backup of what is committed now."""
    run = back_up()
    assert (run.outcome, run.sentence, run.words) == ("fine", "", "")
    return home() / run.name


@pytest.fixture
def other_var() -> Iterator[Path]:
    """Another node's folder, with the key of the sealed columns and nothing else."""
    var = new_var()
    (var / "secrets").mkdir(mode=0o700)
    shutil.copy(settings.PLACES.secrets / "field_key", var / "secrets" / "field_key")
    yield var
    shutil.rmtree(var, ignore_errors=True)


def restore(folder: Path, var: Path) -> subprocess.CompletedProcess[str]:
    """``manage.py restore``, as people type it."""
    environment = {**os.environ, "VAR": str(var), "LC_ALL": "en_US.UTF-8", "DJANGO_SETTINGS_MODULE": "examops.settings"}
    environment.pop("EXAMOPS_ROLE", None)
    return subprocess.run(
        [sys.executable, "manage.py", "restore", str(folder)],
        cwd=BASE, env=environment, capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip


def test_a_backup_comes_back_in_another_node_and_a_second_restore_is_refused(
    committed_world: World, other_var: Path
) -> None:
    number_now()
    folder = made()

    done = restore(folder, other_var)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "the journal is whole: 2 entries" in done.stdout
    assert "logs are as the manifest has them" in done.stdout
    again = restore(folder, other_var)
    assert again.returncode == 1
    assert "The database is not empty" in again.stdout + again.stderr


def test_the_manifest_tells_the_logs_of_the_very_moment_of_the_dump(committed_world: World) -> None:
    number_now()
    made()

    manifest = kept_backups()[0].manifest

    assert manifest is not None
    assert str(committed_world.exam.pk) in {log for log, _size, _root in manifest.logs}
    assert "kernel.0002_backup_reads_everything" in manifest.migrations
    assert manifest.database_bytes > 1 << 20


def test_the_role_that_reads_backups_can_write_nothing(committed_world: World) -> None:
    address = settings.BACKUP_DATABASE
    connection = psycopg2.connect(
        host=address["HOST"], dbname=address["NAME"], user=address["USER"], password=address["PASSWORD"]
    )
    try:
        with connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("UPDATE organisation_person SET name = 'x'")
    finally:
        connection.close()


@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_file_that_is_not_as_it_was_written_is_refused(committed_world: World, other_var: Path, harm: str) -> None:
    folder = made()
    dump = folder / "county.dump"
    body = dump.read_bytes()
    if harm == "gone":
        dump.unlink()
    else:
        dump.write_bytes(body[:-1] if harm == "cut" else body[:-1] + bytes([body[-1] ^ 1]))

    done = restore(folder, other_var)

    assert done.returncode == 1
    assert "county.dump" in done.stderr
    assert not (other_var / "postgresql").exists()


def test_a_backup_of_a_newer_release_and_one_under_another_key_are_refused(
    committed_world: World, other_var: Path
) -> None:
    folder = made()
    manifest = (folder / MANIFEST).read_text()

    (other_var / "secrets" / "field_key").write_text("another")
    assert "field_key" in restore(folder, other_var).stderr
    (folder / MANIFEST).write_text(manifest.replace('"version": 1', '"version": 2'))
    assert "newer release" in restore(folder, other_var).stderr
    shutil.copy(settings.PLACES.secrets / "field_key", other_var / "secrets" / "field_key")
    (folder / MANIFEST).write_text(manifest.replace('"kernel.0002_backup', '"kernel.0999_backup'))
    assert "newer release" in restore(folder, other_var).stderr


def test_a_cut_backup_is_seen_by_the_standing_check(committed_world: World) -> None:
    made()
    broken = made_backup(settings.VAR, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert run_check(Check.BACKUP).outcome == "fine"

    (broken / "county.dump").write_bytes(b"PG")

    run = run_check(Check.BACKUP)
    assert run.outcome == "bad"
    assert run.found[0]["words"] == broken.name


def test_a_full_disk_is_told_and_leaves_nothing_half(committed_world: World, settings: Any) -> None:
    settings.BACKUP_FREE_MB = 1 << 30

    run = back_up()

    assert run.outcome == "bad"
    assert "too little room" in run.sentence
    assert list(home().glob("2*")) == []
    assert backup_is_due()
    page = committed_world.client_of("kong").get("/checks/").content.decode()
    assert "磁盘空间不足" in page


def test_of_two_at_once_the_second_is_refused(committed_world: World) -> None:
    first = made()
    manifest = kept_backups()[0].manifest
    assert manifest is not None
    seconds = []

    def write(path: Path) -> None:
        path.write_bytes(b"PGDM")
        seconds.append(back_up())

    later = dt.datetime.fromisoformat(manifest.made_at) + dt.timedelta(seconds=90)
    new_backup(type(manifest)(**{**_fields(manifest), "made_at": later.isoformat()}), write, needs_bytes=0)

    assert seconds[0].outcome == "bad"
    assert "Another backup is being made" in seconds[0].sentence
    assert [one.folder.name for one in kept_backups()][-1] == first.name
    assert len(kept_backups()) == 2


def _fields(manifest: Any) -> dict[str, Any]:
    return {name: getattr(manifest, name) for name in manifest.__dataclass_fields__}


def test_without_its_program_no_backup_is_made(committed_world: World, settings: Any, tmp_path: Path) -> None:
    settings.POSTGRES_PROGRAMS = tmp_path

    run = back_up()

    assert (run.outcome, run.words) == ("bad", "pg_dump")
    assert list(home().glob("2*")) == []


def test_one_is_due_every_night_and_every_hour_of_an_exam_day(world: World) -> None:
    evening = dt.datetime(2027, 5, 1, 21, 30, tzinfo=COUNTY_TIME)
    exam = dt.datetime.combine(FIRST_DAY, dt.time(9, 10), COUNTY_TIME)

    assert last_slot(evening) == evening.replace(hour=2, minute=0)
    assert next_slot(evening) == dt.datetime(2027, 5, 2, 2, tzinfo=COUNTY_TIME)
    assert (last_slot(exam), next_slot(exam)) == (exam.replace(minute=0), exam.replace(hour=10, minute=0))


def test_seven_days_and_every_exam_day_are_kept(db: None, settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    noon = dt.datetime(2027, 7, 1, 12, tzinfo=COUNTY_TIME)
    for day in range(12):
        for hour in (0, 1):
            made_backup(tmp_path, at=noon - dt.timedelta(days=day, hours=hour), exam_day=day == 11)

    gone = superfluous(kept_backups(), today=noon.date())

    left = sorted((one.made_at for one in kept_backups() if one not in gone and one.made_at), reverse=True)
    days = [0, 0, 1, 2, 3, 4, 5, 6, 7, 11]
    hours = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert left == [noon - dt.timedelta(days=d, hours=h) for d, h in zip(days, hours, strict=True)]


def test_the_page_tells_the_last_backup_and_the_next_one(committed_world: World) -> None:
    name = made().name

    page = committed_world.client_of("kong").get("/checks/").content.decode()

    assert BackupRun.objects.get().name == name
    assert name in page
    assert "下次执行" in page
