"""The tablet's pages are empty, the same for everybody, and all that they need to start is in one list."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from examops.places import BASE
from tablet.gateways import shell as of_shell

DIST = BASE / "frontend" / "dist"


@pytest.fixture
def stranger() -> Client:
    """Somebody who is not logged in."""
    return Client()


def _get(client: Client, path: str) -> Any:
    return client.get(path, secure=True, headers={"host": "localhost"})


def _listed(client: Client) -> dict[str, list[str]]:
    script = _get(client, "/sw.js").content.decode()
    found = re.match(r"self\.EXAMOPS_SHELL = (\{.*\});\n", script)
    assert found
    told: dict[str, list[str]] = json.loads(found.group(1))
    return told


def test_the_pages_open_without_a_login_and_set_no_cookie(stranger: Client) -> None:
    for path in ("/tablet/", "/tablet/setup/"):
        answer = _get(stranger, path)
        assert answer.status_code == 200
        assert answer.cookies == {}
        assert b"csrf" not in answer.content


def test_the_worker_may_answer_for_the_whole_site_and_comes_out_of_no_cache(stranger: Client) -> None:
    answer = _get(stranger, "/sw.js")

    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_everything_that_the_pages_name_is_in_the_list_and_is_there(stranger: Client) -> None:
    told = _listed(stranger)
    pages = "".join(_get(stranger, path).content.decode() for path in told["pages"])
    named = {address for address in re.findall(r'(?:href|src)="([^"#]+)"', pages) if not address.startswith("data:")}

    assert named <= {*told["files"], *told["pages"]}
    built = [address for address in told["files"] if address.startswith(settings.STATIC_URL)]
    assert [address for address in built if not (DIST / address.removeprefix(settings.STATIC_URL)).is_file()] == []


def test_what_the_app_imports_is_in_the_list(stranger: Client) -> None:
    told = _listed(stranger)
    for address in [one for one in told["files"] if one.endswith(".js")]:
        script = DIST / address.removeprefix(settings.STATIC_URL)
        for name in re.findall(r'(?:from|import)\s*"(\.[^"]+)"', script.read_text(encoding="utf-8")):
            found = (script.parent / name).resolve().relative_to(DIST.resolve())
            assert f"{settings.STATIC_URL}{found}" in told["files"]


def test_the_version_is_another_one_when_anything_changes(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _listed(stranger)["version"]
    read = Path.read_text

    def changed(path: Path, encoding: str | None = None) -> str:
        return read(path, encoding=encoding) + ("\n/* */" if path.name == "tablet.css" else "")

    of_shell.shell.cache_clear()
    monkeypatch.setattr(Path, "read_text", changed)
    after = _listed(stranger)["version"]
    of_shell.shell.cache_clear()

    assert after != before


def test_it_can_be_installed(stranger: Client) -> None:
    told = json.loads(_get(stranger, "/tablet/manifest.webmanifest").content)

    assert (told["start_url"], told["display"]) == ("/tablet/", "standalone")
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
