"""The backup role reads every table and sequence, also those made before the first grant to it."""

from django.conf import settings
from django.db import migrations

BACKUP = f'"{settings.DB_ROLE_PREFIX}_backup"'


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_roles_and_heartbeat")]

    operations = [
        migrations.RunSQL(
            sql=[
                f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {BACKUP}",
                f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {BACKUP}",
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO {BACKUP}",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
