import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0003_alarms_silenced_by_name"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0002_signings"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountyMap",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("shapes", models.JSONField()),
                ("datum", models.TextField()),
                ("approval", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["scope", "-at"], name="county_map_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("approval", ""), _negated=True), name="map_has_an_approval_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("datum__in", ["wgs84", "gcj02", "bd09"])),
                        name="map_says_what_it_was_drawn_in",
                    ),
                ],
            },
        ),
        guard_rows("board_countymap", by_exam=False),
        *append_only("board_countymap"),
    ]
