"""What went out to a venue is waited for until all of it is back."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import guard_rows


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("paper_custody", "0006_leftovers_and_points"),
        ("venues", "0001_venues_sessions_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnDue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("status", models.TextField(default="out")),
                ("due_at", models.DateTimeField()),
                ("missed_at", models.DateTimeField(null=True)),
                ("back_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.session"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exam", "venue", "session"), name="papers_of_a_venue_and_session_are_waited_for_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["out", "missed", "back"])), name="return_status_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "back"), ("back_at__isnull", False)),
                            models.Q(models.Q(("status", "back"), _negated=True), ("back_at", None)),
                            _connector="OR",
                        ),
                        name="what_is_back_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "missed"), _negated=True), ("missed_at__isnull", False), _connector="OR"
                        ),
                        name="missed_return_says_when",
                    ),
                ],
            },
        ),
        guard_rows("paper_custody_returndue"),
    ]
