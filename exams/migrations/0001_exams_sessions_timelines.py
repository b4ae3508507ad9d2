import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0001_units_people_posts_logins"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exam",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("code", models.TextField()),
                ("name", models.TextField()),
                ("status", models.TextField(default="open")),
                ("preset_code", models.TextField()),
                ("preset_version", models.IntegerField()),
                ("rules", models.JSONField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "drilled_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="drills", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("name", models.TextField()),
                ("name_en", models.TextField()),
                ("kind", models.TextField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("opening_from", models.DateTimeField()),
                ("opening_until", models.DateTimeField()),
                ("distribution_from", models.DateTimeField()),
                ("distribution_until", models.DateTimeField()),
                ("latest_entry_at", models.DateTimeField()),
                ("earliest_leave_at", models.DateTimeField(null=True)),
                ("last_card_change_at", models.DateTimeField()),
                ("roll_up_cut_off_at", models.DateTimeField()),
                ("quiet_from", models.DateTimeField(null=True)),
                ("quiet_until", models.DateTimeField(null=True)),
                ("collected_with", models.TextField(blank=True, default="")),
                ("returned_with", models.TextField(blank=True, default="")),
                (
                    "exam",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MilestonePlan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("number", models.IntegerField(null=True)),
                ("report", models.TextField(blank=True, default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField()),
                ("rule", models.TextField()),
                ("planned_at", models.DateTimeField()),
                ("tolerance", models.DurationField()),
                ("who", models.TextField()),
                ("reach", models.TextField()),
                ("quiet", models.BooleanField()),
                ("source", models.TextField()),
                (
                    "exam",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="exams.exam"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="exams.session"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("step", models.TextField()),
                ("planned", models.TextField()),
                ("done", models.TextField()),
                ("reason", models.TextField()),
                ("document", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                (
                    "approver",
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="departures", to="exams.exam"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departures",
                        to="exams.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("name", models.TextField()),
                ("name_en", models.TextField()),
                (
                    "exam",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="exams.exam"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="exams.session"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TimelineSegment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("real_from", models.DateTimeField()),
                ("exam_from", models.DateTimeField()),
                ("rate", models.IntegerField()),
                (
                    "exam",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="segments", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Timeline",
            fields=[
                (
                    "exam",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="timeline",
                        serialize=False,
                        to="exams.exam",
                    ),
                ),
                ("scope", models.TextField(db_collation="C")),
                ("state", models.TextField()),
                ("rate", models.IntegerField(default=1)),
                ("is_real", models.BooleanField()),
                ("started_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["running", "paused", "stepped"])),
                        name="timeline_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gte", 1), ("rate__lte", 60)), name="timeline_rate_is_1_to_60"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_real", False), models.Q(("rate", 1), ("state", "running")), _connector="OR"
                        ),
                        name="real_exam_runs_with_the_wall_clock",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="exam",
            index=models.Index(fields=["scope", "-opened_at"], name="exams_of_a_county"),
        ),
        migrations.AddConstraint(
            model_name="exam",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["real", "drill"])), name="exam_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="exam",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "closed"])), name="exam_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="exam",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("status", "closed")),
                    models.Q(("closed_at", None), ("status", "open")),
                    _connector="OR",
                ),
                name="closed_exam_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="exam",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "drill"), ("drilled_from", None), _connector="OR"),
                name="only_a_drill_is_drilled",
            ),
        ),
        migrations.AddConstraint(
            model_name="exam",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "real")), fields=("scope", "code"), name="real_exam_has_its_code_alone"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["exam", "starts_at"], name="sessions_in_order"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("exam", "code"), name="session_codes_are_unique_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["chinese", "foreign_language", "other"])), name="session_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="session_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opening_from__lte", models.F("opening_until")), ("opening_until__lte", models.F("starts_at"))
                ),
                name="papers_are_opened_before_the_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quiet_from", None), ("quiet_until", None)),
                    ("quiet_from__lt", models.F("quiet_until")),
                    _connector="OR",
                ),
                name="quiet_window_has_two_ends",
            ),
        ),
        migrations.AddIndex(
            model_name="milestoneplan",
            index=models.Index(fields=["exam", "planned_at"], name="minute_tables_in_order"),
        ),
        migrations.AddConstraint(
            model_name="milestoneplan",
            constraint=models.UniqueConstraint(
                fields=("session", "code"), name="milestone_codes_are_unique_in_a_session"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestoneplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["county", "venue", "room"])), name="milestone_reach_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestoneplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("report__in", ["", "R0", "R1", "R2"])), name="milestone_report_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestoneplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", None), ("quiet", True), ("report", "")), ("quiet", False), _connector="OR"
                ),
                name="quiet_line_demands_nothing",
            ),
        ),
        migrations.AddIndex(
            model_name="departure",
            index=models.Index(fields=["exam", "exam_at"], name="departures_in_order"),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="departure_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.CheckConstraint(
                condition=models.Q(("approver", models.F("recorded_by")), _negated=True),
                name="departure_is_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(fields=("exam", "code"), name="subject_codes_are_unique_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="timelinesegment",
            constraint=models.UniqueConstraint(fields=("exam", "number"), name="segments_of_a_timeline_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="timelinesegment",
            constraint=models.CheckConstraint(
                condition=models.Q(("rate__gte", 0), ("rate__lte", 60)), name="segment_rate_is_0_to_60"
            ),
        ),
        guard_rows("exams_exam", by_exam=False),
        guard_rows("exams_timeline"),
        guard_rows("exams_session"),
        guard_rows("exams_subject"),
        guard_rows("exams_milestoneplan"),
        guard_rows("exams_departure"),
        *append_only("exams_departure"),
        *append_only("exams_timelinesegment"),
    ]
