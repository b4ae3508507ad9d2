import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import guard_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kernel", "0001_roles_and_heartbeat")]

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("exam_id", models.UUIDField(null=True)),
                ("scope", models.TextField(db_collation="C")),
                ("purpose", models.TextField()),
                ("subject", models.UUIDField()),
                ("started_at", models.DateTimeField()),
                ("warn_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField()),
                ("first_due_at", models.DateTimeField()),
                ("rungs", models.JSONField(default=list)),
                ("rung", models.IntegerField(default=0)),
                ("status", models.TextField(default="running")),
                ("warned_at", models.DateTimeField(null=True)),
                ("ran_out_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "running")), fields=["exam_id", "due_at"], name="clocks_due"
                    ),
                    models.Index(
                        condition=models.Q(("status", "running"), ("warned_at", None)),
                        fields=["exam_id", "warn_at"],
                        name="clocks_to_warn",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["running", "paused", "met", "ran_out", "cancelled"])),
                        name="clock_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("warn_at", None), ("warn_at__lte", models.F("first_due_at")), _connector="OR"
                        ),
                        name="clock_warns_before_due",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["running", "paused"])),
                        fields=("purpose", "subject"),
                        name="one_open_clock_per_purpose_and_subject",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("approver_id", models.UUIDField()),
                ("paused_at", models.DateTimeField()),
                ("resumed_at", models.DateTimeField(null=True)),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="clocks.clock"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="clock_pause_has_a_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("resumed_at", None)), fields=("clock",), name="one_open_pause_per_clock"
                    ),
                ],
            },
        ),
        guard_rows("clocks_clock"),
    ]
