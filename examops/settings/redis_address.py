"""The address of Redis, in the spelling that each library wants."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from examops.places import Places
from examops.settings import readers


def redis_url(places: Places) -> str:
    """``REDIS_URL``, or the embedded Valkey's socket with the password that this node made."""
    given = readers.optional("REDIS_URL")
    if not given:
        password = readers.kept_secret(places.secrets, "redis")
        return f"unix://:{quote(password)}@{quote(str(places.own_sockets / 'valkey.sock'))}"
    if urlsplit(given).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured("REDIS_URL must begin with redis://, rediss:// or unix://.")
    return given


def broker_url(url: str) -> str:
    """The same address as Celery spells it."""
    return url.replace("unix://", "redis+socket://", 1) if url.startswith("unix://") else url
