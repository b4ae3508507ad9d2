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


@pytest.fixture(autouse=True)
def _as_the_app(request: pytest.FixtureRequest) -> None:
    """A superuser passes every policy and trigger: tests run by one would prove nothing."""
    if not {"db", "world", "committed", "committed_world"} & set(request.fixturenames):
        return
    request.getfixturevalue("committed" if "committed" in request.fixturenames else "db")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper, usebypassrls FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == (f"{settings.DB_ROLE_PREFIX}_app", False, False)


@pytest.fixture
def world(db: None) -> World:
    """Linhe county, in one transaction that is rolled back."""
    cache.clear()
    return World.with_exams()


@pytest.fixture
def county(db: None) -> World:
    """Linhe's people before any exam, in one transaction that is rolled back."""
    cache.clear()
    return World.of_people()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real commits, for tests with processes, sockets or threads. Everything is taken back afterwards."""
    with django_db_blocker.unblock():
        cache.clear()
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
