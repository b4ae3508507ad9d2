"""The secure room's tables: two proofs under every signature, counties and exams apart, nothing signed rewritten."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows

SCOPED = (
    "secureroomstate", "roomcertificate", "roomrecord", "dutyroster", "dutyshift", "shiftperson", "shifthandover",
    "vaultround", "vaultdue", "storagewaiver", "roomvisit", "roomsource", "roomsignal", "roomcoverage",
)  # fmt: skip
SIGNED_BY_TWO = ("roomrecord", "shifthandover", "vaultround")
STAYS = (
    "roomcertificate", "roomrecord", "dutyroster", "dutyshift", "shiftperson", "shifthandover", "vaultround",
    "storagewaiver", "roomsignal", "roomcoverage",
)  # fmt: skip


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


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0001_units_people_posts_logins"),
        ("paper_custody", "0001_bags_seals_handovers_counts"),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyRoster",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
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
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DutyShift",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="paper_custody.dutyroster",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoomCertificate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("number", models.TextField()),
                ("issued_by", models.JSONField(default=list)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField()),
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
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoomRecord",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("kind", models.TextField()),
                ("version", models.IntegerField(null=True)),
                ("points", models.JSONField(default=dict)),
                ("words", models.TextField(blank=True, default="")),
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
            name="RoomSource",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("name", models.TextField()),
                ("kind", models.TextField()),
                ("secret_hash", models.TextField()),
                ("status", models.TextField(default="unknown")),
                ("since", models.DateTimeField()),
                ("lost", models.BooleanField(default=False)),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoomSignal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("received_at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("body", models.BinaryField(default=b"")),
                ("body_hash", models.TextField()),
                ("refused", models.TextField(blank=True, default="")),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signals",
                        to="paper_custody.roomsource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoomCoverage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("coverage", models.TextField()),
                ("told_at", models.DateTimeField()),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="paper_custody.roomsource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoomVisit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("status", models.TextField(default="booked")),
                ("visitors", models.TextField()),
                ("many", models.PositiveIntegerField()),
                ("purpose", models.TextField()),
                ("planned_at", models.DateTimeField()),
                ("booked_at", models.DateTimeField()),
                ("phones_surrendered", models.BooleanField(default=False)),
                ("room_status", models.TextField(blank=True, default="")),
                ("in_at", models.DateTimeField(null=True)),
                ("out_at", models.DateTimeField(null=True)),
                (
                    "booked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "escort",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
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
            name="SecureRoom",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C", unique=True)),
                ("name", models.TextField()),
                ("place", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="secure_room_has_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecureRoomState",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("status", models.TextField(default="not_enabled")),
                ("since", models.DateTimeField()),
                ("locks_due", models.BooleanField(default=False)),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShiftHandover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("words", models.TextField(blank=True, default="")),
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
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="paper_custody.dutyshift",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShiftPerson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
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
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="paper_custody.dutyshift"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StorageWaiver",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("document", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
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
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VaultDue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("duty", models.TextField()),
                ("status", models.TextField(default="running")),
                ("opens_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("late_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="paper_custody.dutyshift",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VaultRound",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("round", models.TextField()),
                ("done_at", models.DateTimeField()),
                ("covers_from", models.DateTimeField(null=True)),
                ("late", models.BooleanField(default=False)),
                ("form", models.TextField(blank=True, default="")),
                ("amiss", models.TextField(blank=True, default="")),
                ("units", models.JSONField(default=dict)),
                ("gap", models.PositiveIntegerField(default=0)),
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
        migrations.AddIndex(
            model_name="dutyroster",
            index=models.Index(fields=["exam", "at"], name="rosters_of_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="dutyshift",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="shift_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyshift",
            constraint=models.UniqueConstraint(fields=("roster", "starts_at", "ends_at"), name="shift_is_planned_once"),
        ),
        migrations.AddIndex(
            model_name="roomcertificate",
            index=models.Index(fields=["exam", "at"], name="certificates_of_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="roomcertificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="certificate_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomcertificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_from__lte", models.F("valid_until"))),
                name="certificate_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="roomrecord",
            index=models.Index(fields=["exam", "at"], name="room_records_of_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="roomrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="room_record_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")),
                name="room_record_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["acceptance", "before_exam", "enabled", "used_otherwise", "locks_changed", "retired"])
                ),
                name="room_record_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["acceptance", "before_exam"]), _negated=True),
                    ("version__isnull", False),
                    _connector="OR",
                ),
                name="room_check_names_its_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomsource",
            constraint=models.UniqueConstraint(fields=("exam", "code"), name="source_codes_are_unique_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="roomsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["alarm", "camera", "recording"])), name="source_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["unknown", "ok", "fault", "alarm"])), name="source_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("lost", False), models.Q(("status", "ok"), _negated=True), _connector="OR"),
                name="a_source_in_order_is_not_lost",
            ),
        ),
        migrations.AddIndex(
            model_name="roomsignal",
            index=models.Index(fields=["exam", "-received_at"], name="signals_of_an_exam"),
        ),
        migrations.AddIndex(
            model_name="roomcoverage",
            index=models.Index(fields=["exam", "starts_at"], name="coverage_of_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="roomcoverage",
            constraint=models.CheckConstraint(
                condition=models.Q(("coverage__in", ["full", "partial", "none"])), name="coverage_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomcoverage",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="coverage_is_of_a_period"
            ),
        ),
        migrations.AddIndex(
            model_name="roomvisit",
            index=models.Index(fields=["exam", "planned_at"], name="visits_of_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="roomvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["booked", "inside", "left", "called_off"])),
                name="visit_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomvisit",
            constraint=models.CheckConstraint(condition=models.Q(("many__gte", 1)), name="somebody_visits"),
        ),
        migrations.AddConstraint(
            model_name="roomvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(("room_status__in", ["", "not_enabled", "accepted", "enabled"])),
                name="nobody_visits_papers",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("in_at", None), ("status__in", ["booked", "called_off"])),
                    models.Q(
                        ("escort__isnull", False),
                        ("in_at__isnull", False),
                        ("phones_surrendered", True),
                        ("room_status__in", ["not_enabled", "accepted", "enabled"]),
                        ("status__in", ["inside", "left"]),
                    ),
                    _connector="OR",
                ),
                name="visitors_go_in_escorted_without_phones",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("out_at__isnull", False), ("status", "left")),
                    models.Q(models.Q(("status", "left"), _negated=True), ("out_at", None)),
                    _connector="OR",
                ),
                name="visitors_who_left_say_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="secureroomstate",
            constraint=models.UniqueConstraint(fields=("exam",), name="exam_has_one_secure_room"),
        ),
        migrations.AddConstraint(
            model_name="secureroomstate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["not_enabled", "accepted", "enabled", "papers_stored", "answers_only", "cleared", "retired"],
                    )
                ),
                name="secure_room_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="secureroomstate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("locks_due", False), ("status__in", ["not_enabled", "accepted", "retired"]), _connector="OR"
                ),
                name="old_locks_keep_no_papers",
            ),
        ),
        migrations.AddConstraint(
            model_name="shifthandover",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="shift_handover_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="shifthandover",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")),
                name="shift_handover_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="shifthandover",
            constraint=models.UniqueConstraint(fields=("shift",), name="shift_is_handed_over_once"),
        ),
        migrations.AddConstraint(
            model_name="shiftperson",
            constraint=models.UniqueConstraint(fields=("shift", "person"), name="person_keeps_a_shift_once"),
        ),
        migrations.AddConstraint(
            model_name="storagewaiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document", ""), _negated=True), models.Q(("decided_by", ""), _negated=True)
                ),
                name="waiver_names_its_document",
            ),
        ),
        migrations.AddIndex(
            model_name="vaultdue",
            index=models.Index(fields=["exam", "due_at"], name="vault_dues_of_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="vaultdue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "duty__in",
                        ["patrol", "playback", "distribution", "joint_check", "handover", "on_post", "storage"],
                    )
                ),
                name="vault_duty_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultdue",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["running", "met", "missed", "stopped"])),
                name="vault_due_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultdue",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__lte", models.F("late_at")), ("opens_at__lte", models.F("due_at"))),
                name="vault_due_opens_before_it_is_late",
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultdue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("status", "running")),
                    models.Q(models.Q(("status", "running"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="ended_vault_due_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultdue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "running")),
                fields=("exam", "duty"),
                name="one_running_vault_due_per_duty",
            ),
        ),
        migrations.AddIndex(
            model_name="vaultround",
            index=models.Index(fields=["exam", "round", "done_at"], name="rounds_of_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="vaultround",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="round_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultround",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")), name="round_has_its_two_sides"
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultround",
            constraint=models.CheckConstraint(
                condition=models.Q(("round__in", ["patrol", "playback", "joint_check"])), name="round_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultround",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at__lte", models.F("exam_at"))), name="round_is_not_of_the_future"
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultround",
            constraint=models.CheckConstraint(
                condition=models.Q(("late", False), models.Q(("form", ""), _negated=True), _connector="OR"),
                name="late_round_names_its_form",
            ),
        ),
        *[held_to_proofs(f"paper_custody_{table}", "first", "second") for table in SIGNED_BY_TWO],
        guard_rows("paper_custody_secureroom", by_exam=False),
        *[guard_rows(f"paper_custody_{table}") for table in SCOPED],
        *[operation for table in STAYS for operation in append_only(f"paper_custody_{table}")],
    ]
