"""Making a backup."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.timezone import localtime

from desk import gateways
from desk.errors import BackupRefused
from desk.models import BackupRun
from desk.selectors.backups import exam_days, last_slot, superfluous
from desk.states import Outcome
from journal.selectors import heads
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now


def back_up() -> BackupRun:
    """Record: make a backup of the whole node, remove those that need not be kept, and keep what became of it."""
    began = now()
    name = sentence = words = ""
    try:
        name = _made().folder.name
        for one in superfluous(gateways.kept_backups(), today=localtime(began).date()):
            gateways.remove(one)
    except BackupRefused as refused:
        sentence, words = refused.sentence, refused.words
    with reading(SYSTEM):
        slot = last_slot(began)
    run, _new = BackupRun.objects.update_or_create(
        slot=slot,
        defaults={
            "outcome": Outcome.BAD if sentence else Outcome.FINE,
            "name": name,
            "sentence": sentence,
            "words": words,
            "ran_at": began,
            "took": now() - began,
        },
    )
    return run


def _made() -> gateways.Backup:
    """The dump reads the very snapshot in which the logs' sizes and roots were read: the two cannot differ."""
    with reading(SYSTEM, repeatable=True):
        with connection.cursor() as cursor:
            # The dump may take longer than an idle transaction of the app's is otherwise suffered.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot(), pg_database_size(current_database())")
            snapshot, size = cursor.fetchone()
        at = now()
        manifest = gateways.Manifest(
            made_at=at.isoformat(),
            exam_day=localtime(at).date() in exam_days(),
            database_bytes=size,
            role_prefix=settings.DB_ROLE_PREFIX,
            field_key=field_key_mark(),
            migrations=sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
            logs=[[str(head.log), head.size, head.root.hex()] for head in heads()],
            files={},
        )

        def write(path: Path) -> None:
            gateways.dump(path, snapshot=snapshot)

        return gateways.new_backup(manifest, write, needs_bytes=size + (settings.BACKUP_FREE_MB << 20))


def field_key_mark() -> str:
    """By this a backup knows the key of its sealed columns again; nothing about the key can be learned from it."""
    return hashlib.sha256(b"examops backup" + settings.FIELD_KEY).hexdigest()[:16]
