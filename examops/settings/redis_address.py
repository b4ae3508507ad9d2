"""The address of Redis, in the spelling that each library wants."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from examops.places import Places
from examops.settings import readers


def redis_url(places: Places) -> str:
    """``REDIS_URL``, with ``REDIS_PASSWORD`` where it has none; or the embedded Valkey's socket and own password."""
    given = readers.optional("REDIS_URL")
    if not given:
        password = readers.kept_secret(places.secrets, "redis")
        return f"unix://:{quote(password, safe='')}@{quote(str(places.own_sockets / 'valkey.sock'))}"
    parts = urlsplit(given)
    if parts.scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured("REDIS_URL must begin with redis://, rediss:// or unix://.")
    password = readers.optional("REDIS_PASSWORD")
    if password and not parts.password:
        return parts._replace(netloc=f":{quote(password, safe='')}@{parts.netloc}").geturl()
    return given


def broker_url(url: str) -> str:
    """The same address as Celery spells it."""
    return url.replace("unix://", "redis+socket://", 1) if url.startswith("unix://") else url
