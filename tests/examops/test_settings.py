"""Settings are read with their types, and what is wrong is told in one sentence."""

from __future__ import annotations

import datetime as dt
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from examops.places import find_places
from examops.settings import readers
from examops.settings.databases import database_for
from examops.settings.redis_address import broker_url, redis_url


@pytest.fixture(autouse=True)
def _no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_SEQUENCER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


def test_a_secret_may_come_as_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("kept in a file\n")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "secret"))

    assert readers.text("A_SECRET") == "kept in a file"


def test_a_missing_secret_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OTHER_SECRET_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match="OTHER_SECRET_FILE names a file that cannot be read"):
        readers.text("OTHER_SECRET")


def test_what_must_be_set_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="Set SOMETHING, or SOMETHING_FILE"):
        readers.text("SOMETHING")


def test_an_empty_setting_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_NUMBER", "")

    assert readers.number("A_NUMBER", 7) == 7


@pytest.mark.parametrize("value", ["maybe", "2"])
def test_a_switch_is_true_or_false(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("A_SWITCH", value)

    with pytest.raises(ImproperlyConfigured, match="must be true or false"):
        readers.switch("A_SWITCH", default=False)


def test_a_nodes_own_secret_is_made_once_and_its_owners_alone(tmp_path: Path) -> None:
    first = readers.kept_secret(tmp_path / "secrets", "redis")

    assert readers.kept_secret(tmp_path / "secrets", "redis") == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secrets" / "redis").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_each_role_logs_in_as_itself_at_the_owners_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:p%40ss@db.linhe:5433/exam?sslmode=require")
    places = find_places(tmp_path)

    owner = database_for("owner", places=places, prefix="linhe")
    app = database_for("app", places=places, prefix="linhe")

    assert (owner["USER"], owner["PASSWORD"], owner["PORT"]) == ("boss", "p@ss", "5433")
    assert (app["HOST"], app["NAME"], app["USER"]) == ("db.linhe", "exam", "linhe_app")
    assert app["OPTIONS"]["sslmode"] == "require"
    assert app["PASSWORD"] != "p@ss"


def test_a_role_may_have_an_address_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:x@db/exam")
    monkeypatch.setenv("DATABASE_SEQUENCER_URL", "postgresql://counter:y@other/exam")

    sequencer = database_for("sequencer", places=find_places(tmp_path), prefix="linhe")

    assert (sequencer["HOST"], sequencer["USER"], sequencer["PASSWORD"]) == ("other", "counter", "y")


def test_an_unknown_role_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="EXAMOPS_ROLE must be one of"):
        database_for("superuser", places=find_places(tmp_path), prefix="linhe")


def test_without_an_address_redis_is_a_socket_of_ours(tmp_path: Path) -> None:
    url = redis_url(find_places(tmp_path))

    assert url.startswith("unix://:")
    assert broker_url(url).startswith("redis+socket://:")


def test_a_long_path_gets_a_short_folder_for_its_sockets(tmp_path: Path) -> None:
    places = find_places(tmp_path / ("long" * 30))

    assert len(str(places.postgres_sockets / ".s.PGSQL.5432.lock")) < 107


def test_passwords_may_come_apart_from_their_addresses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://valkey:6379/0")
    monkeypatch.setenv("REDIS_PASSWORD", "s/cret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss@db/exam")
    monkeypatch.setenv("DATABASE_PASSWORD", "of the owner")
    places = find_places(tmp_path)

    assert redis_url(places) == "redis://:s%2Fcret@valkey:6379/0"
    assert database_for("owner", places=places, prefix="linhe")["PASSWORD"] == "of the owner"
    assert database_for("app", places=places, prefix="linhe")["PASSWORD"] != "of the owner"


def test_a_stretch_of_hours_is_at_least_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readers.hours("SOME_HOURS", 48) == dt.timedelta(days=2)

    for wrong in ("0", "-3", "two"):
        monkeypatch.setenv("SOME_HOURS", wrong)
        with pytest.raises(ImproperlyConfigured, match="SOME_HOURS"):
            readers.hours("SOME_HOURS", 48)
