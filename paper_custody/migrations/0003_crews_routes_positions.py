"""Crews and their vehicles, routes with their gates, voice checks, and positions in partitions of a day."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import guard_rows


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0001_units_people_posts_logins"),
        ("paper_custody", "0001_bags_seals_handovers_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="escort",
            name="convoy",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.CreateModel(
            name="CrewMember",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("duty", models.TextField()),
                ("aboard_from", models.DateTimeField()),
                ("aboard_until", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "escort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="crew", to="paper_custody.escort"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "vehicle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.container"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("aboard_until", None)), fields=["exam", "person"], name="who_is_aboard"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("duty__in", ["leader", "escort", "police", "driver"])),
                        name="crew_duty_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("aboard_until", None)),
                        fields=("escort", "person"),
                        name="person_rides_once_with_a_run",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("aboard_until", None), ("aboard_until__gte", models.F("aboard_from")), _connector="OR"
                        ),
                        name="crew_leaves_after_it_boarded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VehicleUse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "escort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vehicles", to="paper_custody.escort"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "vehicle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.container"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("escort",),
                        name="papers_ride_in_one_vehicle_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"
                        ),
                        name="vehicle_use_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), ("ended_at__isnull", False), _connector="OR"),
                        name="only_a_vehicle_that_was_left_says_why",
                    ),
                ],
            },
        ),
        guard_rows("paper_custody_vehicleuse"),
        guard_rows("paper_custody_crewmember"),
    ]
