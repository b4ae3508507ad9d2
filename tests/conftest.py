"""Fixtures of all tests: real servers, the app's own database role, and the named world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from kernel.actors import SYSTEM
from kernel.scope import scoped
from tests.servers import empty_all_tables, running_servers
from tests.stages import Stages, chain_of, stage
from tests.world import World


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real servers for the whole run. The tests log in as the app, never as owner or superuser."""
    with running_servers(settings.PLACES):
        yield
        with django_db_blocker.unblock():
            connections.close_all()


stages = Stages()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put stories that begin from the same rows one after the other; last what commits for itself."""

    def order(item: pytest.Item) -> tuple[bool, list[str]]:
        asks = getattr(item, "fixturenames", ())
        return "committed" in asks, [f"{one.__module__}.{one.__name__}" for one in chain_of(item)]

    items.sort(key=order)


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
def begun(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Any]:
    """What is committed before the story's own transaction opens."""
    with django_db_blocker.unblock():
        cache.clear()
        return stages.begin_from(chain_of(request.node))


@pytest.fixture
def db(begun: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """One transaction that is rolled back. A story reads rows between its steps, and sees everything there."""
    request.getfixturevalue("_django_db_helper")
    if begun:
        scoped(SYSTEM, None).__enter__()


@stage
def county() -> World:
    """Linhe's people before any exam."""
    return World.of_people()


@stage
def world(county: World) -> World:
    """Linhe county with its exams."""
    return county.with_exams()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real commits, for tests with processes, sockets or threads. Everything is taken back afterwards."""
    with django_db_blocker.unblock():
        cache.clear()
        stages.clear()
        yield
        connections.close_all()
        empty_all_tables()


@pytest.fixture
def committed_world(committed: None) -> World:
    """Linhe county with its exams, committed."""
    return World.of_people().with_exams()


@pytest.fixture
def committed_county(committed: None) -> World:
    """Linhe's people before any exam, committed."""
    return World.of_people()
