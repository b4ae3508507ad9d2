"""Typed readers of the environment. What is missing or malformed is told in one sentence."""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
from pathlib import Path
from typing import cast

import environ
from django.core.exceptions import ImproperlyConfigured

# A secret NAME may come as NAME or, better, as NAME_FILE: the path of a file that holds it.
_env = environ.FileAwareEnv()


def text(name: str, default: str | None = None) -> str:
    """A text. Without a default it must be there, or its file must. Empty is the same as missing."""
    try:
        given = cast("str", _env.str(name, default="")).strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {error}.") from error
    if given:
        return given
    if default is None:
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE to a file that holds it.")
    return default


def optional(name: str) -> str:
    """A text that may be missing; then it is empty."""
    return text(name, "")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def hours(name: str, default: int) -> dt.timedelta:
    """A stretch of at least one whole hour."""
    value = number(name, default)
    if value < 1:
        raise ImproperlyConfigured(f"{name} must be at least one hour, not {value}.")
    return dt.timedelta(hours=value)


def switch(name: str, default: bool) -> bool:
    """Yes or no: ``true``, ``false``, ``1``, ``0``, ``yes``, ``no``."""
    value = text(name, str(default)).lower()
    if value not in {"true", "false", "1", "0", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return value in {"true", "1", "yes"}


def words(name: str) -> list[str]:
    """Words separated by commas."""
    return [word.strip() for word in optional(name).split(",") if word.strip()]


def telephone(name: str) -> str:
    """A telephone number of digits and hyphens, which may be missing; anything else could be more than a number."""
    value = optional(name)
    if value and not re.fullmatch(r"[0-9][0-9-]{2,19}", value):
        raise ImproperlyConfigured(f"{name} must be a telephone number of digits and hyphens, not {value!r}.")
    return value


def kept_secret(folder: Path, name: str) -> str:
    """The secret that this node made for itself, made at the first asking; its owner alone can read it."""
    path = folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _read_whole(path)
        with os.fdopen(made, "w") as file:
            secret = secrets.token_urlsafe(48)
            file.write(secret)
        return secret
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secrets under {folder} cannot be used by this user: {error.strerror}. Use the account that made "
            "them, or give another folder with VAR=."
        ) from error


def _read_whole(path: Path) -> str:
    secret = path.read_text().strip()
    if not secret:
        raise ImproperlyConfigured(f"The secret {path} is empty. Remove the file if the node was never started.")
    return secret
