"""Let the processes log in: each database role gets its password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from psycopg2.extensions import encrypt_password

from examops.settings.readers import kept_secret

# Those that log in every day. Erasure gets its login from the officer who uses it.
DAILY = ("app", "sequencer", "backup")


class Command(BaseCommand):
    help = "Give the database roles of app, sequencer and backup their login and password. Run as the owner."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            for role in DAILY:
                name = f"{settings.DB_ROLE_PREFIX}_{role}"
                password = kept_secret(settings.PLACES.secrets, f"db_{role}")
                # As a verifier: a password in a statement ends up in some server's log.
                verifier = encrypt_password(password, name, connection.connection, "scram-sha-256")
                cursor.execute(f"ALTER ROLE {connection.ops.quote_name(name)} LOGIN PASSWORD %s", [verifier])
