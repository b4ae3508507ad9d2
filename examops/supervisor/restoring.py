"""Taking a backup back into an empty node."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from desk import gateways
from desk.errors import BackupRefused
from desk.services.backups import field_key_mark
from examops.errors import CannotStart
from examops.places import Places
from examops.supervisor import lock, preparation
from examops.supervisor.console import Console
from examops.supervisor.day import run_job, start_database
from examops.supervisor.node import Node
from examops.supervisor.watch import Supervisor
from journal.selectors import heads
from kernel.actors import SYSTEM
from kernel.scope import reading

DUMP = "county.dump"


def restore_node(places: Places, *, folder: Path, port: int) -> None:
    """Restore, recompute the journal, and hold it against the manifest. Everything is stopped again afterwards."""
    manifest = read_backup(folder)
    console = Console()
    preparation.make_folders(places)
    lock.hold(places.run / "up.lock")
    node = Node(places, port=port)
    preparation.end_leftovers(node, console)
    supervisor = Supervisor(console)
    supervisor.listen_to_signals()
    try:
        if settings.EMBEDS_DATABASE:
            start_database(supervisor, node.postgres, node.database_plan())
        run_job(supervisor, node, "restore", partial(fill, folder / DUMP), role="owner")
        run_job(supervisor, node, "verify", partial(compare, manifest))
    finally:
        supervisor.stop()
    console.say(_("Restored from %(name)s. Start the node with “make run”.") % {"name": folder.name})


def read_backup(folder: Path) -> gateways.Manifest:
    """The manifest of a backup that this node can take back. Refuses any other before anything is touched."""
    try:
        manifest = gateways.read_whole(folder)
    except BackupRefused as refused:
        raise CannotStart(f"{_(refused.sentence)} {refused.words}") from refused
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise CannotStart(_("This backup was made by a newer release. Install that one first."))
    if manifest.role_prefix != settings.DB_ROLE_PREFIX:
        raise CannotStart(_("This backup is of DB_ROLE_PREFIX=%(prefix)s.") % {"prefix": manifest.role_prefix})
    if manifest.field_key != field_key_mark():
        raise CannotStart(
            _(
                "%(folder)s does not hold the key of this backup's sealed columns. Put the field_key there that is "
                "kept apart from the backups, and try again."
            )
            % {"folder": settings.PLACES.secrets}
        )
    return manifest


def fill(dump: Path) -> None:
    """As the owner: load the dump into an empty database, and bring its tables up to this release."""
    if connection.introspection.table_names():
        raise CommandError(_("The database is not empty. Nothing was changed: restore into another VAR."))
    # Roles belong to the server and are in no dump; what was granted to them is.
    roles = import_module("kernel.migrations.0001_roles_and_heartbeat")
    with connection.schema_editor() as editor:
        roles.create_roles(None, editor)
    connection.close()
    try:
        gateways.load(dump, address=settings.DATABASES["default"])
    except BackupRefused as refused:
        raise CommandError(f"{_(refused.sentence)} {refused.words}") from refused
    preparation.prepare_database()


def compare(manifest: gateways.Manifest) -> None:
    """Recompute everything, and hold every log's size and root against the manifest."""
    call_command("verify_journal")
    with reading(SYSTEM):
        found = [[str(head.log), head.size, head.root.hex()] for head in heads()]
    if found != manifest.logs:
        raise CommandError(_("The journal that was restored is not the one in the manifest. Do not use this node."))
    print(_("%(count)d logs are as the manifest has them.") % {"count": len(found)})  # noqa: T201 - the job's own log
