"""Crews and their vehicles, routes with their gates, voice checks, and positions in partitions of a day."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows, role


def held_to_proofs(table: str, *people: str) -> migrations.RunSQL:
    """Each of these people proved himself for his side of the very act that the row was written under."""
    return migrations.RunSQL(
        sql=[
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_{one}_proved FOREIGN KEY (entry_id, {one}_side, {one}_id)"
            " REFERENCES organisation_proof (act_id, side, person_id) DEFERRABLE INITIALLY DEFERRED"
            for one in people
        ],
        reverse_sql=[f"ALTER TABLE {table} DROP CONSTRAINT {table}_{one}_proved" for one in people],
    )


# The app owns no table and may make none: a function of the owner makes and drops the partition of one day. A
# partition itself is nobody's to read: row-level security stands on the whole, and holds for those who go through it.
DAY_BY_DAY = f"""
    ALTER TABLE paper_custody_position RENAME TO paper_custody_position_pattern;
    CREATE TABLE paper_custody_position
        (LIKE paper_custody_position_pattern INCLUDING DEFAULTS INCLUDING CONSTRAINTS, PRIMARY KEY (day, id))
        PARTITION BY RANGE (day);
    DROP TABLE paper_custody_position_pattern;
    CREATE TABLE paper_custody_position_rest PARTITION OF paper_custody_position DEFAULT;
    REVOKE ALL ON paper_custody_position_rest FROM {role("app")};

    CREATE FUNCTION paper_custody_make_position_day(wanted date) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE name text := 'paper_custody_position_' || to_char(wanted, 'YYYYMMDD');
    BEGIN
        IF to_regclass(name) IS NOT NULL THEN RETURN false; END IF;
        -- What came while the day had no partition of its own stays where it is, and so does the day.
        IF EXISTS (SELECT FROM paper_custody_position_rest WHERE day = wanted) THEN RETURN false; END IF;
        EXECUTE format('CREATE TABLE %I PARTITION OF paper_custody_position FOR VALUES FROM (%L) TO (%L)',
            name, wanted, wanted + 1);
        EXECUTE format('REVOKE ALL ON %I FROM %I', name, '{role("app")}');
        RETURN true;
    END $$;

    CREATE FUNCTION paper_custody_drop_position_day(wanted date) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE name text := 'paper_custody_position_' || to_char(wanted, 'YYYYMMDD');
    BEGIN
        ALTER TABLE paper_custody_position_rest DISABLE TRIGGER USER;
        DELETE FROM paper_custody_position_rest WHERE day = wanted;
        ALTER TABLE paper_custody_position_rest ENABLE TRIGGER USER;
        IF to_regclass(name) IS NULL THEN RETURN false; END IF;
        EXECUTE format('DROP TABLE %I', name);
        RETURN true;
    END $$;

    REVOKE ALL ON FUNCTION paper_custody_make_position_day(date), paper_custody_drop_position_day(date) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION paper_custody_make_position_day(date), paper_custody_drop_position_day(date)
        TO {role("app")};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0001_units_people_posts_logins"),
        ("paper_custody", "0004_blind_counts_and_paper_forms"),
        ("venues", "0001_venues_sessions_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="escort",
            name="convoy",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.CreateModel(
            name="PositionSource",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("name", models.TextField()),
                ("feed", models.TextField()),
                ("secret_hash", models.BinaryField(unique=True)),
                ("closed_at", models.DateTimeField(null=True)),
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
            ],
        ),
        migrations.CreateModel(
            name="PositionKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("key", models.TextField()),
                ("day", models.DateField()),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="paper_custody.positionsource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PositionDevice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("native_id", models.TextField()),
                ("bound_at", models.DateTimeField()),
                ("unbound_at", models.DateTimeField(null=True)),
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
                    "vehicle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.container"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="paper_custody.positionsource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("day", models.DateField()),
                ("fix_at", models.DateTimeField()),
                ("device_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("standing", models.TextField()),
                ("longitude", models.FloatField()),
                ("latitude", models.FloatField()),
                ("speed_kmh", models.FloatField(null=True)),
                ("course", models.FloatField(null=True)),
                ("accuracy_m", models.FloatField(null=True)),
                ("is_valid", models.BooleanField()),
                ("off_m", models.FloatField(null=True)),
                ("is_outside", models.BooleanField()),
                ("sha256", models.BinaryField()),
                ("body", models.BinaryField()),
                (
                    "escort",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="paper_custody.escort",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="paper_custody.container",
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="paper_custody.positiondevice",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="paper_custody.positionsource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoadAlarm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "escort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="alarms", to="paper_custody.escort"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Route",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("direction", models.TextField()),
                ("line", models.JSONField()),
                ("width_m", models.PositiveIntegerField()),
                ("stops", models.JSONField(default=list)),
                ("gates", models.JSONField(default=list)),
                ("status", models.TextField(default="drawn")),
                ("drawn_at", models.DateTimeField()),
                (
                    "drawn_by",
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
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="routes", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RouteApproval",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
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
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "route",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approval", to="paper_custody.route"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("reason", models.TextField()),
                ("device", models.TextField(blank=True, default="")),
                ("received_at", models.DateTimeField()),
                ("sha256", models.BinaryField()),
                ("body", models.BinaryField(null=True)),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="set_aside",
                        to="paper_custody.positionsource",
                    ),
                ),
            ],
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
        ),
        migrations.CreateModel(
            name="VoiceCheck",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("answer", models.TextField()),
                ("gate", models.PositiveIntegerField(null=True)),
                ("words", models.TextField(blank=True, default="")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "escort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voice_checks",
                        to="paper_custody.escort",
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
                    "spoke_with",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
            ],
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
            name="GateDue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("number", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("longitude", models.FloatField()),
                ("latitude", models.FloatField()),
                ("radius_m", models.PositiveIntegerField()),
                ("not_before", models.DateTimeField()),
                ("not_after", models.DateTimeField()),
                ("is_arrival", models.BooleanField()),
                ("status", models.TextField(default="waiting")),
                ("passed_at", models.DateTimeField(null=True)),
                ("told_by", models.TextField(blank=True, default="")),
                (
                    "escort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gates", to="paper_custody.escort"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("escort", "number"), name="gates_of_a_run_are_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "on_time", "early", "missed", "late"])),
                        name="gate_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_by__in", ["", "voice", "arrival", "position"])),
                        name="gate_source_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("not_before__lte", models.F("not_after"))),
                        name="gate_opens_before_it_closes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed_at", None), ("status__in", ["waiting", "missed"])),
                            models.Q(
                                models.Q(("status__in", ["waiting", "missed"]), _negated=True),
                                ("passed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="passed_gate_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PositionApproval",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("document", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_on", models.DateField()),
                ("valid_until", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", ""), _negated=True), models.Q(("decided_by", ""), _negated=True)
                        ),
                        name="approval_says_by_whom",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("exam",),
                        name="one_position_approval_at_a_time",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="positionsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("feed__in", ["traccar", "owntracks", "osmand"])), name="position_feed_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="positionsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="position_source_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="positionkey",
            constraint=models.UniqueConstraint(fields=("source", "key"), name="position_comes_once_from_a_source"),
        ),
        migrations.AddConstraint(
            model_name="positiondevice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unbound_at", None)),
                fields=("source", "native_id"),
                name="device_rides_in_one_vehicle",
            ),
        ),
        migrations.AddIndex(
            model_name="position",
            index=models.Index(fields=["escort", "-exam_at"], name="positions_of_a_run"),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["live", "late", "future"])), name="position_standing_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="roadalarm",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["deviated", "stopped", "silent"])), name="road_alarm_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="roadalarm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("escort", "kind"), name="one_open_alarm_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ["outward", "return"])), name="route_direction_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["drawn", "approved", "replaced"])), name="route_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(condition=models.Q(("width_m__gte", 1)), name="corridor_has_a_width"),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "approved")),
                fields=("exam", "venue", "direction"),
                name="one_approved_route_to_a_venue_each_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="routeapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="route_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="routeapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")),
                name="route_approval_has_its_two_sides",
            ),
        ),
        migrations.AddIndex(
            model_name="setaside",
            index=models.Index(fields=["exam", "-received_at"], name="what_was_set_aside"),
        ),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        [
                            "positions_not_approved",
                            "device_unknown",
                            "no_device_id",
                            "unreadable_position",
                            "position_too_large",
                            "event",
                        ],
                    )
                ),
                name="reason_of_setting_aside_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.UniqueConstraint(fields=("source", "sha256", "reason"), name="body_is_set_aside_once"),
        ),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason__in", ["positions_not_approved", "position_too_large"]), _negated=True),
                    ("body", None),
                    _connector="OR",
                ),
                name="nothing_is_kept_without_an_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="vehicleuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("escort",), name="papers_ride_in_one_vehicle_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="vehicleuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"),
                name="vehicle_use_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="vehicleuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), ("ended_at__isnull", False), _connector="OR"),
                name="only_a_vehicle_that_was_left_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="voicecheck",
            index=models.Index(fields=["escort", "exam_at"], name="voice_checks_of_a_run"),
        ),
        migrations.AddConstraint(
            model_name="voicecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["all_well", "trouble", "no_answer"])), name="voice_answer_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="voicecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "no_answer"), ("spoke_with", None)),
                    models.Q(models.Q(("answer", "no_answer"), _negated=True), ("spoke_with__isnull", False)),
                    _connector="OR",
                ),
                name="voice_check_says_who_answered",
            ),
        ),
        guard_rows("paper_custody_vehicleuse"),
        guard_rows("paper_custody_crewmember"),
        guard_rows("paper_custody_route"),
        guard_rows("paper_custody_routeapproval"),
        guard_rows("paper_custody_gatedue"),
        guard_rows("paper_custody_voicecheck"),
        *append_only("paper_custody_routeapproval"),
        *append_only("paper_custody_voicecheck"),
        held_to_proofs("paper_custody_routeapproval", "first", "second"),
        migrations.RunSQL(
            sql=DAY_BY_DAY,
            reverse_sql=[
                "DROP FUNCTION paper_custody_make_position_day(date)",
                "DROP FUNCTION paper_custody_drop_position_day(date)",
            ],
        ),
        guard_rows("paper_custody_positionapproval"),
        guard_rows("paper_custody_positionsource"),
        guard_rows("paper_custody_positiondevice"),
        guard_rows("paper_custody_positionkey"),
        guard_rows("paper_custody_position"),
        guard_rows("paper_custody_setaside"),
        guard_rows("paper_custody_roadalarm"),
        *append_only("paper_custody_position"),
    ]
