import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from kernel.rows import append_only, guard_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0001_units_people_posts_logins"),
    ]

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("number", models.TextField()),
                ("kind", models.TextField()),
                ("seats", models.PositiveIntegerField()),
                ("floor", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="ReportDue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("planned_at", models.DateTimeField()),
                ("late_at", models.DateTimeField()),
                ("very_late_at", models.DateTimeField()),
                ("status", models.TextField(default="waiting")),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports_due", to="exams.session"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SessionReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("version", models.IntegerField()),
                ("nil", models.BooleanField()),
                ("seats", models.PositiveIntegerField(null=True)),
                ("present", models.PositiveIntegerField(null=True)),
                ("absent", models.PositiveIntegerField(null=True)),
                ("difference_reason", models.TextField(default="")),
                ("figures", models.JSONField()),
                ("reason", models.TextField(default="")),
                ("source", models.TextField()),
                ("caller", models.TextField(default="")),
                ("call_number_sealed", models.BinaryField(default=b"")),
                ("called_at", models.DateTimeField(null=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="venues.sessionreport",
                    ),
                ),
                (
                    "due",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="venues.reportdue"
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
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="reportdue",
            name="latest",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.sessionreport"
            ),
        ),
        migrations.CreateModel(
            name="ReportConfirmation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("caller", models.TextField(default="")),
                ("called_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
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
                (
                    "keyed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmation",
                        to="venues.sessionreport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C", unique=True)),
                ("code", models.TextField()),
                ("name", models.TextField()),
                ("township", models.TextField(blank=True, default="")),
                ("address", models.TextField(blank=True, default="")),
                ("phone", models.TextField(blank=True, default="")),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("datum", models.TextField(blank=True, default="")),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="venue", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoomPlan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("seats_assigned", models.PositiveIntegerField()),
                ("extra_minutes", models.PositiveIntegerField(default=0)),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="venues.room"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="room_plans", to="exams.session"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="room_plans", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="room",
            name="venue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="venues.venue"
            ),
        ),
        migrations.AddField(
            model_name="reportdue",
            name="venue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reports_due", to="venues.venue"
            ),
        ),
        migrations.CreateModel(
            name="ReadinessGate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("gate", models.TextField()),
                ("state", models.TextField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("source", models.TextField()),
                ("set_at", models.DateTimeField()),
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
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gates", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("number", models.IntegerField()),
                ("name", models.TextField()),
                ("name_en", models.TextField()),
                ("who", models.TextField()),
                ("reach", models.TextField()),
                ("planned_at", models.DateTimeField()),
                ("tolerance", models.DurationField()),
                ("late_at", models.DateTimeField()),
                ("very_late_at", models.DateTimeField()),
                ("status", models.TextField(default="expected")),
                ("reached_at", models.DateTimeField(null=True)),
                ("seconds_off", models.IntegerField(null=True)),
                ("timing", models.TextField(default="")),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="exams.session"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Equipment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("asset_code", models.TextField()),
                ("kind", models.TextField()),
                ("spare", models.BooleanField(default=False)),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="equipment", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VenueSession",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("opened_at", models.DateTimeField()),
                ("last_heard_at", models.DateTimeField(null=True)),
                ("silent_since", models.DateTimeField(null=True)),
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
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="venue_sessions", to="exams.session"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="venue_sessions", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EquipmentTest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("outcome", models.TextField()),
                ("fault", models.TextField(default="")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "equipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tests", to="venues.equipment"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "tested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["exam", "equipment", "-at"], name="equipment_test_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["passed", "failed", "silent"])),
                        name="test_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "passed"), models.Q(("fault", ""), _negated=True), _connector="OR"
                        ),
                        name="failed_test_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneTelling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("corrects", models.BooleanField(default=False)),
                ("reached_at", models.DateTimeField(null=True)),
                ("seconds_off", models.IntegerField(null=True)),
                ("timing", models.TextField(default="")),
                ("reason", models.TextField(default="")),
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
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="venues.milestone"
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("timing__in", ["early", "on_time", "late", "very_late", ""])),
                        name="telling_timing_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="correction_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("corrects", True), ("reached_at__isnull", False), _connector="OR"),
                        name="only_a_correction_takes_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomAcceptance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("checklist", models.TextField()),
                ("checklist_version", models.IntegerField()),
                ("open_points", models.JSONField(default=list)),
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
                (
                    "inspected_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acceptances", to="venues.room"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["exam", "room", "-at"], name="room_acceptance_latest")],
            },
        ),
        migrations.CreateModel(
            name="RoomException",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("reason", models.TextField()),
                ("caught_up_at", models.DateTimeField(null=True)),
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
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exceptions", to="venues.milestone"
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.room"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="excepted_room_has_a_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("caught_up_at", None)),
                        fields=("milestone", "room"),
                        name="room_is_excepted_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sessionreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["venue", "keyed"])), name="report_source_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("called_at", None), ("caller", ""), ("source", "venue")),
                    models.Q(
                        ("called_at__isnull", False),
                        ("source", "keyed"),
                        models.Q(("caller", ""), _negated=True),
                        models.Q(("call_number_sealed", b""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="keyed_report_names_its_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("corrects", None), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="corrected_report_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seats", None),
                    ("present", None),
                    (
                        "seats",
                        django.db.models.expressions.CombinedExpression(models.F("present"), "+", models.F("absent")),
                    ),
                    models.Q(("difference_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="present_and_absent_are_the_seats",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("keyed_by", models.F("confirmed_by")), _negated=True),
                name="keyed_report_is_confirmed_by_another",
            ),
        ),
        migrations.AddIndex(
            model_name="venue",
            index=models.Index(fields=["code"], name="venues_by_code"),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__isnull", False), models.Q(("datum", ""), _negated=True)),
                    _connector="OR",
                ),
                name="venue_position_says_its_datum",
            ),
        ),
        migrations.AddIndex(
            model_name="roomplan",
            index=models.Index(fields=["exam", "venue"], name="room_plans_of_a_venue"),
        ),
        migrations.AddConstraint(
            model_name="roomplan",
            constraint=models.UniqueConstraint(fields=("session", "room"), name="room_is_planned_once_a_session"),
        ),
        migrations.AddConstraint(
            model_name="roomplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["standard", "spare", "holding", "isolation"])),
                name="planned_room_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("venue", "number"), name="room_numbers_are_unique_at_a_venue"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["standard", "spare", "holding", "isolation"])),
                name="room_kind_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="reportdue",
            index=models.Index(fields=["exam", "session", "kind"], name="reports_of_a_session"),
        ),
        migrations.AddConstraint(
            model_name="reportdue",
            constraint=models.UniqueConstraint(fields=("session", "venue", "kind"), name="report_is_owed_once"),
        ),
        migrations.AddConstraint(
            model_name="reportdue",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["waiting", "overdue", "received"])), name="report_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportdue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latest__isnull", False), ("status", "received")),
                    models.Q(models.Q(("status", "received"), _negated=True), ("latest", None)),
                    _connector="OR",
                ),
                name="received_report_is_there",
            ),
        ),
        migrations.AddConstraint(
            model_name="readinessgate",
            constraint=models.UniqueConstraint(fields=("exam", "venue", "gate"), name="gate_stands_once_at_a_venue"),
        ),
        migrations.AddConstraint(
            model_name="readinessgate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "gate__in",
                        [
                            "paper",
                            "people",
                            "power",
                            "broadcast",
                            "clocks",
                            "jammers",
                            "cameras",
                            "water",
                            "medical",
                            "route",
                        ],
                    )
                ),
                name="gate_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="readinessgate",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["ready", "not_ready", "expired"])), name="gate_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="readinessgate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ready"), _negated=True), ("expires_at__isnull", False), _connector="OR"
                ),
                name="readiness_expires",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(fields=["exam", "venue", "planned_at"], name="milestones_of_a_venue"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("session", "venue", "code"), name="milestone_stands_once_at_a_venue"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["expected", "late", "very_late", "reached"])),
                name="milestone_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("timing__in", ["early", "on_time", "late", "very_late", ""])),
                name="milestone_timing_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reached_at__isnull", False), ("seconds_off__isnull", False), ("status", "reached")),
                    models.Q(
                        models.Q(("status", "reached"), _negated=True),
                        ("reached_at", None),
                        ("seconds_off", None),
                        ("timing", ""),
                    ),
                    _connector="OR",
                ),
                name="reached_milestone_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="equipment",
            constraint=models.UniqueConstraint(
                fields=("venue", "asset_code"), name="asset_codes_are_unique_at_a_venue"
            ),
        ),
        migrations.AddConstraint(
            model_name="equipment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "gate",
                            "jammer",
                            "camera",
                            "clock",
                            "id_terminal",
                            "detector",
                            "broadcast",
                            "player",
                            "generator",
                        ],
                    )
                ),
                name="equipment_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="venuesession",
            constraint=models.UniqueConstraint(fields=("session", "venue"), name="session_opens_once_at_a_venue"),
        ),
        # Who keyed a report in is told twice, and must be the same: a confirmation cannot name another to pass.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE venues_sessionreport ADD CONSTRAINT report_and_who_told_it UNIQUE (id, told_by_id)",
                "ALTER TABLE venues_reportconfirmation ADD CONSTRAINT confirmation_names_who_keyed"
                " FOREIGN KEY (report_id, keyed_by_id) REFERENCES venues_sessionreport (id, told_by_id)"
                " DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[
                "ALTER TABLE venues_reportconfirmation DROP CONSTRAINT confirmation_names_who_keyed",
                "ALTER TABLE venues_sessionreport DROP CONSTRAINT report_and_who_told_it",
            ],
        ),
        guard_rows("venues_venue", by_exam=False),
        guard_rows("venues_room", by_exam=False),
        guard_rows("venues_equipment", by_exam=False),
        guard_rows("venues_roomplan"),
        guard_rows("venues_venuesession"),
        guard_rows("venues_milestone"),
        guard_rows("venues_milestonetelling"),
        guard_rows("venues_roomexception"),
        guard_rows("venues_reportdue"),
        guard_rows("venues_sessionreport"),
        guard_rows("venues_reportconfirmation"),
        guard_rows("venues_readinessgate"),
        guard_rows("venues_roomacceptance"),
        guard_rows("venues_equipmenttest"),
        *append_only("venues_milestonetelling"),
        *append_only("venues_sessionreport"),
        *append_only("venues_reportconfirmation"),
        *append_only("venues_roomacceptance"),
        *append_only("venues_equipmenttest"),
    ]
