"""The database roles, before any table: the app owns nothing, so it cannot undo what the owner forbids."""

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROLES = ("app", "sequencer", "erasure", "backup")


def create_roles(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the roles without a password; the supervisor gives them one. A DBA may have made them before."""
    prefix = settings.DB_ROLE_PREFIX
    with schema_editor.connection.cursor() as cursor:
        for name in ROLES:
            role = f"{prefix}_{name}"
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE ROLE "{role}" NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS')
        for name in ("app", "sequencer"):
            role = f"{prefix}_{name}"
            cursor.execute(f"ALTER ROLE \"{role}\" SET idle_in_transaction_session_timeout = '60s'")
            cursor.execute(f"ALTER ROLE \"{role}\" SET lock_timeout = '15s'")
        app, backup = f"{prefix}_app", f"{prefix}_backup"
        cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{app}", "{prefix}_sequencer", "{prefix}_erasure", "{backup}"')
        cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{app}"')
        cursor.execute(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{app}"')
        cursor.execute(
            f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{app}"'
        )
        cursor.execute(f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO "{app}"')
        cursor.execute(f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO "{backup}"')


class Migration(migrations.Migration):
    initial = True
    run_before = [("contenttypes", "0001_initial"), ("sessions", "0001_initial")]

    operations = [
        migrations.RunPython(create_roles, migrations.RunPython.noop),
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION examops_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = '42501';
                END $$
            """,
            reverse_sql="DROP FUNCTION examops_refuse_change()",
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("process", models.TextField(primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField()),
                ("pid", models.IntegerField()),
            ],
        ),
        migrations.RunSQL(
            sql=f'GRANT SELECT, INSERT, UPDATE ON kernel_heartbeat TO "{settings.DB_ROLE_PREFIX}_sequencer"',
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
