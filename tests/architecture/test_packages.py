"""Every package has its place among the layers, and every app the same files."""

from __future__ import annotations

import tomllib
from typing import Any

from django.conf import settings

from examops.places import BASE
from tests.architecture.sources import SPECIAL, imports, nothing, packages, sources

# What a file of an app may be called. A name that is not here says that something has no home yet.
FILES = {
    "__init__.py", "admin.py", "api", "apps.py", "catalogue", "consumers", "consumers.py", "errors", "errors.py",
    "events", "events.py", "forms.py", "gateways", "gateways.py", "handlers", "handlers.py", "management", "migrations",
    "models",
    "models.py", "policies", "policies.py", "selectors", "selectors.py", "services", "services.py", "states",
    "states.py", "tasks.py", "templatetags", "urls.py", "views", "views.py",
}  # fmt: skip

# More than that, where architecture.md gives an app a thing that no other has.
OWN_FILES = {
    "clocks": {"sweep.py"},  # the ticker's loop body
    "drills": {"rehearsal"},  # the simulated people of a rehearsal day, who act through HTTP only
    "organisation": {"hashers.py"},  # how a PIN is hashed
    "kernel": {
        "act.py", "actors.py", "api.py", "dsse.py", "faults.py", "heartbeat.py", "played.py", "prepared.py",
        "printing.py", "rows.py", "scope.py", "sealing.py", "statements.py", "time.py", "transitions.py", "words.py",
    },
    "journal": {"audit.py", "content.py", "cursors.py", "merkle.py", "sequencer.py"},
    "examops": {
        "accounts.py", "asgi.py", "bench", "catalogues.py", "celery.py", "checks.py", "health.py", "hosts.py",
        "navigation.py", "numbering.py", "places.py", "processes.py", "schema.py", "servers", "sessions.py", "settings",
        "sockets.py", "supervisor", "wsgi.py",
    },
}  # fmt: skip

API_FILES = {"__init__.py", "authentication.py", "fields.py", "told.py", "urls.py", "views.py"}
WEB = ("django.http", "django.shortcuts", "django.views", "django.template", "rest_framework", "channels")
KNOW_NO_WEB = {"services", "selectors", "policies", "models", "states", "events"}


def linter() -> dict[str, Any]:
    with (BASE / "pyproject.toml").open("rb") as file:
        contracts: dict[str, Any] = tomllib.load(file)["tool"]["importlinter"]
    return contracts


def test_every_package_has_its_layer() -> None:
    layers = linter()["contracts"][0]["layers"]
    named = [name.strip() for layer in layers for name in layer.split("|")]

    assert sorted(named) == list(packages())
    assert sorted(linter()["root_packages"]) == list(packages())
    assert sorted(settings.OUR_APPS) == list(packages())


def test_every_app_keeps_the_order_of_its_files() -> None:
    assert set(linter()["contracts"][1]["containers"]) == set(packages()) - SPECIAL


def test_every_app_has_the_same_files() -> None:
    for package in packages():
        allowed = FILES | OWN_FILES.get(package, set())
        found = {path.name for path in (BASE / package).iterdir() if path.name != "__pycache__"}
        assert found <= allowed, f"{package} has {sorted(found - allowed)}: such a file has no home in an app"


def test_an_api_is_views_fields_and_addresses() -> None:
    for package in packages():
        folder = BASE / package / "api"
        found = {path.name for path in folder.glob("*.py")}
        extra = {name for name in found - API_FILES if not name.endswith(("_views.py", "_fields.py"))}
        assert not extra, f"{package}/api has {sorted(extra)}"


def test_a_file_is_a_file_or_a_folder_and_not_both() -> None:
    for package in packages():
        for path in (BASE / package).glob("*.py"):
            assert not path.with_suffix("").is_dir(), f"{path} and the folder of that name"


def test_rules_and_services_know_no_web() -> None:
    knowing = [
        f"{source.name}:{line} {module}"
        for source in sources()
        if source.part in KNOW_NO_WEB and source.package not in SPECIAL
        for module, line in imports(source)
        if module.startswith(WEB)
    ]
    nothing(knowing)
