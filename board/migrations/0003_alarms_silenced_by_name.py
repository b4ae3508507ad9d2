import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0002_rows_of_the_secure_room"),
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0002_signings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Silence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("incident", models.PositiveIntegerField()),
                ("stage", models.TextField()),
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
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("exam", "incident", "stage"), name="alarm_is_silenced_once")
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="row", name="row_kind_is_known"),
        migrations.AddConstraint(
            model_name="row",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["exam", "venue", "incident", "papers", "fact", "watch", "vault", "silenced"])
                ),
                name="row_kind_is_known",
            ),
        ),
        guard_rows("board_silence"),
        *append_only("board_silence"),
    ]
