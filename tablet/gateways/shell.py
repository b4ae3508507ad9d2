"""Reads what the front end's build has left for the tablet: the files to start with, and the service worker."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import engines
from django.template.loader import get_template

PAGES = ("/tablet/", "/tablet/setup/")
MANIFEST = "/tablet/manifest.webmanifest"
TEMPLATES = ("tablet/shell.html",)
ICONS = ("icon.svg", "icon-192.png", "icon-512.png")
FILES, WORKER = "tablet-files.json", "tablet-worker.js"


@dataclass(frozen=True, slots=True)
class Shell:
    """What the tablet needs to start without a network. ``version`` changes when any of it does."""

    version: str
    pages: tuple[str, ...]
    files: tuple[str, ...]


class NotBuilt(Exception):
    """The front end was not built: there is nothing to serve."""


def _built(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise NotBuilt(name)
    return Path(found).read_text(encoding="utf-8")


@cache
def worker_script() -> str:
    """The service worker as it was built."""
    return _built(WORKER)


@cache
def shell() -> Shell:
    """The list for the service worker.

    Entries go by the names that Django hashes; chunks by those of the bundler, which their importers know them by.
    """
    built = json.loads(_built(FILES))
    entries = [staticfiles_storage.url(name) for name in (*built["entries"], *ICONS)]
    chunks = [settings.STATIC_URL + name for name in built["chunks"]]
    files = (*entries, *chunks, MANIFEST)
    return Shell(version=_version(files), pages=PAGES, files=files)


def _version(files: tuple[str, ...]) -> str:
    digest = hashlib.sha256("\n".join(files).encode())
    digest.update(worker_script().encode())
    for name in TEMPLATES:
        digest.update(_template_text(name).encode())
    for name in json.loads(_built(FILES))["entries"]:
        digest.update(_built(name).encode())
    return digest.hexdigest()[:16]


def _template_text(name: str) -> str:
    found = get_template(name, using=engines["django"].name)
    return Path(found.origin.name).read_text(encoding="utf-8")  # type: ignore[attr-defined]  # Django's own engine


def service_worker() -> str:
    """The script behind ``/sw.js``: the list, then what reads it."""
    return f"self.EXAMOPS_SHELL = {json.dumps(asdict(shell()))};\n{worker_script()}"
