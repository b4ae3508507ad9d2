"""Evidence packs, with who took them; convoys from the city, with who rides along."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows, role


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0002_signings"),
        ("paper_custody", "0007_returns_waited_for"),
        ("venues", "0001_venues_sessions_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidencePack",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("language", models.TextField()),
                ("status", models.TextField(default="asked")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("sha256", models.TextField(blank=True, default="")),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("facts", models.PositiveIntegerField(default=0)),
                ("forms", models.PositiveIntegerField(default=0)),
                ("refusal", models.JSONField(null=True)),
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
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["venue", "session", "-at"], name="packs_of_a_session"),
                    models.Index(fields=["status", "ended_at"], name="packs_to_look_after"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "building", "ready", "refused", "failed", "removed"])
                        ),
                        name="pack_status_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "building"])),
                        fields=("venue", "session", "taken_by"),
                        name="pack_is_made_once_at_a_time_for_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("size__gt", 0),
                                ("status__in", ["ready", "removed"]),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status__in", ["ready", "removed"]), _negated=True),
                                ("sha256", ""),
                                ("size", 0),
                            ),
                            _connector="OR",
                        ),
                        name="made_pack_has_its_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refusal__isnull", False), ("status", "refused")),
                            models.Q(models.Q(("status", "refused"), _negated=True), ("refusal__isnull", True)),
                            _connector="OR",
                        ),
                        name="refused_pack_says_why",
                    ),
                ],
            },
        ),
        guard_rows("paper_custody_evidencepack"),
        # Its file is removed after a while; that somebody took it is not.
        migrations.RunSQL(
            sql=f"REVOKE DELETE, TRUNCATE ON paper_custody_evidencepack FROM {role('app')}",
            reverse_sql=f"GRANT DELETE ON paper_custody_evidencepack TO {role('app')}",
        ),
        migrations.CreateModel(
            name="InwardConvoy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("vehicle", models.TextField()),
                ("sessions", models.JSONField()),
                ("document", models.TextField()),
                ("status", models.TextField(default="under_way")),
                ("left_at", models.DateTimeField()),
                ("expected_at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField(null=True)),
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
                    "keyed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InwardCrew",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("duty", models.TextField()),
                ("vehicle", models.TextField()),
                (
                    "convoy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crew",
                        to="paper_custody.inwardconvoy",
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
            ],
        ),
        migrations.AddConstraint(
            model_name="inwardconvoy",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["under_way", "overdue", "arrived"])), name="inward_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="inwardconvoy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("arrived_at__isnull", False), ("status", "arrived")),
                    models.Q(models.Q(("status", "arrived"), _negated=True), ("arrived_at", None)),
                    _connector="OR",
                ),
                name="inward_convoy_says_when_it_came",
            ),
        ),
        migrations.AddConstraint(
            model_name="inwardconvoy",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("document", ""), _negated=True), models.Q(("vehicle", ""), _negated=True)),
                name="inward_convoy_names_list_and_vehicle",
            ),
        ),
        migrations.AddConstraint(
            model_name="inwardconvoy",
            constraint=models.UniqueConstraint(
                fields=("exam", "document"), name="issue_list_of_the_city_is_brought_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="inwardcrew",
            constraint=models.CheckConstraint(
                condition=models.Q(("duty__in", ["leader", "escort", "police", "driver"])), name="inward_duty_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="inwardcrew",
            constraint=models.UniqueConstraint(fields=("convoy", "person"), name="person_rides_once_with_a_convoy"),
        ),
        guard_rows("paper_custody_inwardconvoy"),
        guard_rows("paper_custody_inwardcrew"),
        *append_only("paper_custody_inwardcrew"),
    ]
