"""Fixtures of all tests: real servers, the app's own database role, and the named world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from tests.servers import empty_all_tables, running_servers
from tests.world import World


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real servers for the whole run. The tests log in as the app, never as owner or superuser."""
    with running_servers(settings.PLACES):
        yield
        with django_db_blocker.unblock():
            connections.close_all()


# What a run has committed for stories to begin from; each story's own acts are rolled back.
ready: dict[str, World | None] = {"county": None, "world": None}


def _stage(item: pytest.Item) -> int:
    """Empty tables, then the county's people, then its exams, then what commits for itself: each is made once."""
    asks = set(getattr(item, "fixturenames", ()))
    return 3 if "committed" in asks else 1 if "county" in asks else 2 if "world" in asks else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put stories that begin from the same rows one after the other."""
    items.sort(key=_stage)


def _begin_from(which: str | None) -> World | None:
    """Commit what the story begins from, unless the one before left just that."""
    if any(made is not None for name, made in ready.items() if name != which):
        empty_all_tables()
        ready.update(county=None, world=None)
    if which is None:
        return None
    if ready[which] is None:
        ready[which] = World.of_people() if which == "county" else World.with_exams()
    return ready[which]


@pytest.fixture(autouse=True)
def _as_the_app(request: pytest.FixtureRequest) -> None:
    """A superuser passes every policy and trigger: tests run by one would prove nothing."""
    asks = set(request.fixturenames)
    if not {"db", "committed"} & asks:
        return
    request.getfixturevalue("committed" if "committed" in asks else "db")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper, usebypassrls FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == (f"{settings.DB_ROLE_PREFIX}_app", False, False)


@pytest.fixture
def begun(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> World | None:
    """What is committed before the story's own transaction opens."""
    which = {1: "county", 2: "world"}.get(_stage(request.node))
    with django_db_blocker.unblock():
        cache.clear()
        return _begin_from(which)


@pytest.fixture
def db(begun: World | None, request: pytest.FixtureRequest) -> None:
    """One transaction that is rolled back."""
    request.getfixturevalue("_django_db_helper")


@pytest.fixture
def world(begun: World, db: None) -> World:
    """Linhe county with its exams, in one transaction that is rolled back."""
    return begun.again()


@pytest.fixture
def county(begun: World, db: None) -> World:
    """Linhe's people before any exam, in one transaction that is rolled back."""
    return begun.again()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real commits, for tests with processes, sockets or threads. Everything is taken back afterwards."""
    with django_db_blocker.unblock():
        cache.clear()
        _begin_from(None)
        yield
        connections.close_all()
        empty_all_tables()


@pytest.fixture
def committed_world(committed: None) -> World:
    """Linhe county with its exams, committed."""
    return World.with_exams()


@pytest.fixture
def committed_county(committed: None) -> World:
    """Linhe's people before any exam, committed."""
    return World.of_people()
