import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import guard_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Drill",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("name", models.TextField()),
                (
                    "form",
                    models.TextField(
                        choices=[
                            ("tabletop", "Tabletop exercise"),
                            ("functional", "Functional drill"),
                            ("full", "Full-dress drill"),
                        ]
                    ),
                ),
                ("begins_at", models.DateTimeField()),
                ("rate", models.PositiveSmallIntegerField()),
                ("status", models.TextField(default="scheduled")),
                (
                    "exam",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="drill", to="exams.exam"
                    ),
                ),
                (
                    "real",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("status", "scheduled")), fields=["begins_at"], name="drills_due")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["scheduled", "begun", "called_off"])),
                        name="drill_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["tabletop", "functional", "full"])), name="drill_form_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gte", 1), ("rate__lte", 60)), name="drill_rate_is_1_to_60"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exam__isnull", False), ("status", "begun")),
                            models.Q(models.Q(("status", "begun"), _negated=True), ("exam", None)),
                            _connector="OR",
                        ),
                        name="begun_drill_has_its_exam",
                    ),
                ],
            },
        ),
        guard_rows("drills_drill", by_exam=False),
    ]
