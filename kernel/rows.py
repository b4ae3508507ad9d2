"""Migration operations for the law that PostgreSQL keeps: row-level security and append-only tables."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations

SCOPE_SEEN = (
    "current_setting('examops.scope', true) <> '' AND starts_with(scope, current_setting('examops.scope', true))"
)
EXAM_SEEN = "current_setting('examops.exam', true) IN ('*', exam_id::text)"


def role(name: str) -> str:
    """The full name of a database role (``app``, ``owner``, ``sequencer``, ``erasure``, ``backup``)."""
    return f"{settings.DB_ROLE_PREFIX}_{name}"


def guard_rows(table: str, *, by_exam: bool = True) -> migrations.RunSQL:
    """Row-level security on a scoped table: the actor's county, and (``by_exam``) the exam in hand.

    FORCE, so that the owner is bound too: a data fix by the owner cannot silently cross counties.
    Nothing set means nothing seen.
    """
    seen = f"{SCOPE_SEEN} AND {EXAM_SEEN}" if by_exam else SCOPE_SEEN
    return migrations.RunSQL(
        sql=[
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_seen ON {table} USING ({seen}) WITH CHECK ({seen})",
        ],
        reverse_sql=[
            f"DROP POLICY {table}_seen ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


def guard_exam_rows(table: str) -> migrations.RunSQL:
    """Row-level security on a table that has an exam but no scope of its own (a board's rows)."""
    return migrations.RunSQL(
        sql=[
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_seen ON {table} USING ({EXAM_SEEN}) WITH CHECK ({EXAM_SEEN})",
        ],
        reverse_sql=[
            f"DROP POLICY {table}_seen ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


def append_only(table: str) -> list[migrations.RunSQL]:
    """No UPDATE, DELETE or TRUNCATE: by missing grants for the app, by trigger for everyone else."""
    return [
        migrations.RunSQL(
            sql=f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role('app')}",
            reverse_sql=f"GRANT UPDATE, DELETE ON {table} TO {role('app')}",
        ),
        migrations.RunSQL(
            sql=[
                f"CREATE TRIGGER {table}_rows_stay BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION examops_refuse_change()",
                f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION examops_refuse_change()",
            ],
            reverse_sql=[f"DROP TRIGGER {table}_rows_stay ON {table}", f"DROP TRIGGER {table}_stays ON {table}"],
        ),
    ]
