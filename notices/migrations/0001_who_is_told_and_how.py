import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows

# Keys over several columns: what is of a drill is for a player of that very drill, whatever the code says, and goes by
# that player's own channels alone. Keys see every row; no policy of sight stands between them and the truth.
KEYS = [
    ("notices_player", "player_is_of_a_drill", "exam_id, exam_kind", "exams_exam (id, kind)"),
    *(
        (table, f"{table}_is_of_that_kind_of_exam", "exam_id, exam_kind", "exams_exam (id, kind)")
        for table in ("notices_notice", "notices_message", "notices_attempt")
    ),
    *(
        (
            table,
            f"{table}_is_for_that_player",
            "player_id, exam_id, person_id",
            "notices_player (id, exam_id, person_id)",
        )
        for table in ("notices_notice", "notices_message")
    ),
    *(
        (
            table,
            f"{table}_is_of_that_message",
            "message_id, person_id, exam_kind",
            "notices_message (id, person_id, exam_kind)",
        )
        for table in ("notices_notice", "notices_attempt")
    ),
    ("notices_attempt", "attempt_goes_by_that_channel", "channel_id, own_id", "notices_channel (id, person_id)"),
]
HOLD = ["CREATE UNIQUE INDEX exams_exam_id_kind ON exams_exam (id, kind)"] + [
    f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {there} DEFERRABLE INITIALLY IMMEDIATE"
    for table, name, columns, there in KEYS
]
LET_GO = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _columns, _there in reversed(KEYS)] + [
    "DROP INDEX exams_exam_id_kind"
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("incidents", "0002_incidents_for_who_follows_escorts"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0002_signings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProviderRest",
            fields=[
                ("provider", models.TextField(primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="CallTest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("begun_at", models.DateTimeField()),
                (
                    "begun_by",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("place", models.IntegerField()),
                ("provider", models.TextField()),
                ("address_sealed", models.BinaryField(default=b"")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channels",
                        to="organisation.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channels",
                        to="organisation.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("exam_kind", models.TextField(blank=True, default="")),
                ("scope", models.TextField(db_collation="C")),
                ("number", models.IntegerField()),
                ("body", models.TextField()),
                ("urgent", models.BooleanField()),
                ("status", models.TextField(default="under_way")),
                ("made_at", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "exam",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
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
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("exam_kind", models.TextField(blank=True, default="")),
                ("scope", models.TextField(db_collation="C")),
                ("provider", models.TextField()),
                ("status", models.TextField(default="sending")),
                ("why", models.TextField(blank=True, default="")),
                ("began_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "exam",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "own",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.channel"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="notices.message"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Player",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("exam_kind", models.TextField(default="drill")),
                ("scope", models.TextField(db_collation="C")),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("exam_kind", models.TextField(blank=True, default="")),
                ("scope", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("rung", models.TextField(blank=True, default="")),
                ("matter", models.TextField(blank=True, default="")),
                ("number", models.IntegerField()),
                ("status", models.TextField(default="open")),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("called", models.TextField(blank=True, default="")),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidents.incident",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="notices.message",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "test",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="notices.calltest",
                    ),
                ),
                (
                    "player",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.player"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="player",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.player"
            ),
        ),
        migrations.AddIndex(
            model_name="calltest",
            index=models.Index(fields=["scope", "-begun_at"], name="call_tests_in_order"),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", False), ("unit", None)),
                    models.Q(("person", None), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="channel_is_of_a_person_or_of_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("person", "place"),
                name="channels_of_a_person_are_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("unit", "place"), name="channels_of_a_unit_are_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(fields=("id", "person"), name="channel_as_an_attempt_names_it"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("status", "sending")), fields=["lease_until"], name="attempts_under_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["sending", "sent", "failed", "unknown"])),
                name="attempt_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__in", ["", "refused", "no_answer", "unreadable", "not_tried", "sender_died"])),
                name="attempt_reason_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("status", "sending")),
                    models.Q(models.Q(("status", "sending"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="ended_attempt_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("own", models.F("person")), ("own__isnull", False)),
                    models.Q(("own", None), models.Q(("exam_kind", "drill"), _negated=True)),
                    _connector="OR",
                ),
                name="attempt_goes_by_own_or_by_unit_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "sending")), fields=("message",), name="message_goes_one_way_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="player",
            constraint=models.UniqueConstraint(fields=("exam", "person"), name="player_is_named_once"),
        ),
        migrations.AddConstraint(
            model_name="player",
            constraint=models.UniqueConstraint(
                fields=("id", "exam", "person"), name="player_as_what_is_told_names_him"
            ),
        ),
        migrations.AddConstraint(
            model_name="player",
            constraint=models.CheckConstraint(condition=models.Q(("exam_kind", "drill")), name="players_are_of_drills"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["person", "-at"], name="notices_to_a_person"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("status", "open")), fields=["incident"], name="open_notices_of_an_incident"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exam", None), ("exam_kind", "")),
                    models.Q(("exam__isnull", False), ("exam_kind__in", ["real", "drill"])),
                    _connector="OR",
                ),
                name="notice_says_of_what_exam",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exam_kind", "drill"), ("player__isnull", False)),
                    models.Q(models.Q(("exam_kind", "drill"), _negated=True), ("player", None)),
                    _connector="OR",
                ),
                name="notice_of_a_drill_is_for_a_player",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("cause", "person"), name="person_is_told_of_a_fact_once"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("scope", "number"), name="notice_numbers_are_unique_in_a_county"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "seen", "stopped"])), name="notice_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["opened", "escalated", "lapsed", "overdue", "everybody", "near", "called_out", "test"],
                    )
                ),
                name="notice_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("called__in", ["", "reached", "no_answer", "wrong_number"])),
                name="call_result_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 100000), ("number__lte", 999999)),
                name="notice_number_has_six_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("incident", None), ("kind", "test"), ("test__isnull", False)),
                    models.Q(models.Q(("kind", "test"), _negated=True), ("incident__isnull", False), ("test", None)),
                    _connector="OR",
                ),
                name="notice_is_of_an_incident_or_of_a_test",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("status", "open")),
                    models.Q(models.Q(("status", "open"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="ended_notice_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("status", "under_way")), fields=["next_at"], name="messages_due"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["person", "-made_at"], name="messages_to_a_person"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exam", None), ("exam_kind", "")),
                    models.Q(("exam__isnull", False), ("exam_kind__in", ["real", "drill"])),
                    _connector="OR",
                ),
                name="message_says_of_what_exam",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exam_kind", "drill"), ("player__isnull", False)),
                    models.Q(models.Q(("exam_kind", "drill"), _negated=True), ("player", None)),
                    _connector="OR",
                ),
                name="message_of_a_drill_is_for_a_player",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["under_way", "ended", "spent"])), name="message_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("body__regex", "^【演练】请登录或致电县值班室( [0-9][0-9-]{2,19})?，编号 [0-9]{6}$"),
                        ("exam_kind", "drill"),
                    ),
                    models.Q(
                        models.Q(("exam_kind", "drill"), _negated=True),
                        ("body__regex", "^请登录或致电县值班室( [0-9][0-9-]{2,19})?，编号 [0-9]{6}$"),
                    ),
                    _connector="OR",
                ),
                name="message_says_nothing_but_to_log_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("id", "person", "exam_kind"), name="message_as_its_parts_name_it"
            ),
        ),
        migrations.RunSQL(sql=tuple(HOLD), reverse_sql=tuple(LET_GO)),
        *(guard_rows(f"notices_{table}") for table in ("player", "message", "notice", "attempt")),
        *(guard_rows(f"notices_{table}", by_exam=False) for table in ("channel", "calltest")),
        *append_only("notices_player"),
    ]
