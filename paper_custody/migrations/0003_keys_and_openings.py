"""Locks, keys and who received a code; openings by force; which set is in use; the register of spares."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows


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
        ("paper_custody", "0002_secure_room"),
        ("venues", "0001_venues_sessions_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("place", models.TextField()),
                ("form", models.TextField(default="key")),
                ("signatures", models.JSONField(default=list)),
                ("status", models.TextField(default="in_safe")),
                ("means", models.TextField(null=True)),
                ("since", models.DateTimeField(null=True)),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "holder",
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
            name="KeyMove",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("step", models.TextField()),
                ("giver_side", models.TextField(default="giver")),
                ("receiver_side", models.TextField(default="receiver")),
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
                    "giver",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="paper_custody.key"
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="key",
            name="last_move",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.keymove"
            ),
        ),
        migrations.CreateModel(
            name="Lock",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("kind", models.TextField()),
                ("place", models.TextField()),
                ("batch", models.TextField(blank=True, default="")),
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
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="locks", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="key",
            name="lock",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="paper_custody.lock"
            ),
        ),
        migrations.CreateModel(
            name="HeldOfRoom",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("place", models.TextField()),
                ("means", models.TextField()),
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
                    "lock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.lock"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CodeReceipt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("place", models.TextField()),
                ("channel", models.TextField()),
                ("received_at", models.DateTimeField()),
                ("giver_side", models.TextField(default="giver")),
                ("receiver_side", models.TextField(default="receiver")),
                ("means", models.TextField(default="code", null=True)),
                (
                    "ended_entry",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
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
                    "giver",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "lock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="code_receipts",
                        to="paper_custody.lock",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CodeChange",
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
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "lock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="code_changes",
                        to="paper_custody.lock",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LockFailure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("cause", models.TextField()),
                ("words", models.TextField(blank=True, default="")),
                ("planned_at", models.DateTimeField(null=True)),
                ("noticed_at", models.DateTimeField()),
                ("status", models.TextField(default="reported")),
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
                    "lock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="failures", to="paper_custody.lock"
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.session"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lock_failures",
                        to="venues.venue",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LockWarning",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("warned_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "acknowledged_entry",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
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
                    "failure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warnings",
                        to="paper_custody.lockfailure",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lock_warnings", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpeningDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("authority", models.TextField()),
                ("verdict", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("channel", models.TextField()),
                ("document", models.TextField(blank=True, default="")),
                ("asked_at", models.DateTimeField()),
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
                    "failure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="paper_custody.lockfailure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ForcedOpening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("verdict", models.TextField(default="granted")),
                ("video", models.TextField()),
                ("old_seal", models.TextField()),
                ("disposal", models.TextField()),
                ("new_seal", models.TextField()),
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
                    "failure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forced",
                        to="paper_custody.lockfailure",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="paper_custody.openingdecision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SetInUse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("authority", models.TextField()),
                ("verdict", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("channel", models.TextField()),
                ("document", models.TextField(blank=True, default="")),
                ("paper_set", models.TextField()),
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
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.session"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sets_in_use", to="exams.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SpareApproval",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("authority", models.TextField()),
                ("verdict", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("channel", models.TextField()),
                ("document", models.TextField(blank=True, default="")),
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
        ),
        migrations.CreateModel(
            name="SpareUse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("number", models.PositiveIntegerField()),
                ("seat", models.TextField(blank=True, default="")),
                ("material", models.TextField()),
                ("cause", models.TextField()),
                ("own_fault", models.BooleanField()),
                ("status", models.TextField(default="asked")),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
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
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.room"),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spare_uses", to="exams.session"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spare_uses", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SpareGiven",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("verdict", models.TextField(default="granted")),
                ("number", models.TextField()),
                ("old_number", models.TextField()),
                ("seconds_lost", models.PositiveIntegerField()),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.spareapproval"
                    ),
                ),
                (
                    "bag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.bag"
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
                    "use",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="given", to="paper_custody.spareuse"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="spareapproval",
            name="use",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="paper_custody.spareuse"
            ),
        ),
        migrations.CreateModel(
            name="TimeLost",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("rooms", models.JSONField()),
                ("lost_from", models.DateTimeField()),
                ("lost_until", models.DateTimeField()),
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
                    "failure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lost", to="paper_custody.lockfailure"
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
        ),
        migrations.AddIndex(
            model_name="keymove",
            index=models.Index(fields=["key", "at"], name="moves_of_a_key"),
        ),
        migrations.AddConstraint(
            model_name="keymove",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True), name="key_move_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="keymove",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver_side", "giver"), ("receiver_side", "receiver")),
                name="key_move_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="keymove",
            constraint=models.UniqueConstraint(fields=("entry", "key"), name="key_moves_once_under_an_entry"),
        ),
        migrations.AddConstraint(
            model_name="keymove",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["issue", "hand_over", "return"])), name="key_step_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="keymove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", None), ("step", "return")),
                    models.Q(
                        ("holder", models.F("receiver")),
                        ("holder__isnull", False),
                        ("step__in", ["issue", "hand_over"]),
                    ),
                    _connector="OR",
                ),
                name="key_is_held_by_who_received_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="lock",
            constraint=models.UniqueConstraint(fields=("exam", "code"), name="lock_codes_are_unique_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="lock",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["door", "cabinet", "cargo_door", "box"])), name="lock_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="lock",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="lock_closes_some_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.UniqueConstraint(fields=("exam", "code"), name="key_codes_are_unique_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["key", "bag"])), name="key_form_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["in_safe", "held", "lost"])), name="key_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", None), ("means__isnull", True)),
                    models.Q(("holder__isnull", False), ("last_move__isnull", False), ("means", "key")),
                    _connector="OR",
                ),
                name="held_key_opens_its_lock",
            ),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "lost"),
                    models.Q(("holder", None), ("status", "in_safe")),
                    models.Q(("holder__isnull", False), ("status", "held")),
                    _connector="OR",
                ),
                name="key_in_hands_has_a_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldofroom",
            constraint=models.UniqueConstraint(fields=("exam", "place", "person"), name="one_means_a_person_in_a_room"),
        ),
        migrations.AddConstraint(
            model_name="heldofroom",
            constraint=models.UniqueConstraint(
                fields=("exam", "place", "person", "lock", "means"), name="what_a_person_holds_of_a_room"
            ),
        ),
        migrations.AddConstraint(
            model_name="heldofroom",
            constraint=models.CheckConstraint(
                condition=models.Q(("means__in", ["key", "code"])), name="means_is_known"
            ),
        ),
        migrations.AddIndex(
            model_name="codereceipt",
            index=models.Index(fields=["lock", "at"], name="code_receipts_of_a_lock"),
        ),
        migrations.AddConstraint(
            model_name="codereceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True), name="code_receipt_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="codereceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver_side", "giver"), ("receiver_side", "receiver")),
                name="code_receipt_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="codereceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["sealed_letter", "in_person", "secure_phone", "at_the_time"])),
                name="code_channel_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="codereceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_entry", None), ("means", "code"), ("means__isnull", False)),
                    models.Q(("ended_entry__isnull", False), ("means__isnull", True)),
                    _connector="OR",
                ),
                name="known_code_is_a_means",
            ),
        ),
        migrations.AddConstraint(
            model_name="codechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="code_change_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="codechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")),
                name="code_change_has_its_two_sides",
            ),
        ),
        migrations.AddIndex(
            model_name="lockfailure",
            index=models.Index(fields=["exam", "venue", "noticed_at"], name="lock_failures_of_a_venue"),
        ),
        migrations.AddConstraint(
            model_name="lockfailure",
            constraint=models.CheckConstraint(
                condition=models.Q(("cause__in", ["time_lock", "key_damaged", "key_lost", "code_refused", "jammed"])),
                name="failure_cause_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="lockfailure",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["reported", "granted", "refused", "opened", "forced"])),
                name="failure_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="lockfailure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["reported", "granted", "refused"])),
                fields=("lock",),
                name="lock_has_one_failure_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="lockwarning",
            constraint=models.UniqueConstraint(fields=("failure", "venue"), name="venue_is_warned_once_of_a_failure"),
        ),
        migrations.AddConstraint(
            model_name="lockwarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acknowledged_at", None), ("acknowledged_by", None), ("acknowledged_entry", None)),
                    models.Q(
                        ("acknowledged_at__isnull", False),
                        ("acknowledged_by__isnull", False),
                        ("acknowledged_entry__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="warning_says_who_took_note",
            ),
        ),
        migrations.AddIndex(
            model_name="openingdecision",
            index=models.Index(fields=["failure", "at"], name="decisions_on_a_failure"),
        ),
        migrations.AddConstraint(
            model_name="openingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["granted", "refused"])), name="opening_verdict_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="openingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["phone", "in_person", "document"])), name="opening_channel_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="openingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", ""), _negated=True), name="opening_says_who_decided"
            ),
        ),
        migrations.AddConstraint(
            model_name="openingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel", "in_person"), models.Q(("document", ""), _negated=True), _connector="OR"
                ),
                name="opening_names_call_or_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("authority__in", ["county", "province"])), name="force_is_allowed_from_above"
            ),
        ),
        migrations.AddConstraint(
            model_name="openingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_at__lte", models.F("decided_at"))), name="opening_is_asked_for_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="forcedopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="force_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="forcedopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")), name="force_has_its_two_sides"
            ),
        ),
        migrations.AddConstraint(
            model_name="forcedopening",
            constraint=models.CheckConstraint(condition=models.Q(("verdict", "granted")), name="force_is_granted"),
        ),
        migrations.AddConstraint(
            model_name="forcedopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("disposal__in", ["kept_sealed", "given_to_police", "given_to_secrecy"])),
                name="seal_disposal_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="forcedopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("video", ""), _negated=True),
                    models.Q(("old_seal", ""), _negated=True),
                    models.Q(("new_seal", ""), _negated=True),
                    models.Q(("old_seal", models.F("new_seal")), _negated=True),
                ),
                name="force_names_recording_and_both_seals",
            ),
        ),
        migrations.AddIndex(
            model_name="setinuse",
            index=models.Index(fields=["subject", "at"], name="sets_of_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="setinuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["granted", "refused"])), name="set_verdict_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="setinuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["phone", "in_person", "document"])), name="set_channel_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="setinuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", ""), _negated=True), name="set_says_who_decided"
            ),
        ),
        migrations.AddConstraint(
            model_name="setinuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel", "in_person"), models.Q(("document", ""), _negated=True), _connector="OR"
                ),
                name="set_names_call_or_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="setinuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper_set", ""), _negated=True), name="set_in_use_is_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="spareuse",
            constraint=models.UniqueConstraint(
                fields=("exam", "venue", "number"), name="spare_uses_of_a_venue_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="spareuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("material__in", ["papers", "cards"])), name="spare_material_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="spareuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("cause__in", ["misprint", "pages_missing", "soiled", "torn", "wrongly_filled"])),
                name="spare_cause_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="spareuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["asked", "approved", "refused", "given"])),
                name="spare_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sparegiven",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="spare_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="sparegiven",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")), name="spare_has_its_two_sides"
            ),
        ),
        migrations.AddConstraint(
            model_name="sparegiven",
            constraint=models.CheckConstraint(condition=models.Q(("verdict", "granted")), name="spare_is_granted"),
        ),
        migrations.AddConstraint(
            model_name="sparegiven",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", ""), _negated=True),
                    models.Q(("old_number", ""), _negated=True),
                    models.Q(("number", models.F("old_number")), _negated=True),
                ),
                name="spare_and_old_one_have_their_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="spareapproval",
            index=models.Index(fields=["use", "at"], name="approvals_of_a_spare"),
        ),
        migrations.AddConstraint(
            model_name="spareapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["granted", "refused"])), name="spare_verdict_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="spareapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["phone", "in_person", "document"])), name="spare_channel_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="spareapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", ""), _negated=True), name="spare_says_who_decided"
            ),
        ),
        migrations.AddConstraint(
            model_name="spareapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel", "in_person"), models.Q(("document", ""), _negated=True), _connector="OR"
                ),
                name="spare_names_call_or_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="spareapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("authority__in", ["venue_head", "county", "province"])),
                name="spare_approver_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="timelost",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="time_lost_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="timelost",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")),
                name="time_lost_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="timelost",
            constraint=models.CheckConstraint(
                condition=models.Q(("lost_from__lt", models.F("lost_until"))), name="time_lost_is_some_time"
            ),
        ),
        # A key, a code and what a person holds of a room are of the very room that their lock closes.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE paper_custody_lock ADD CONSTRAINT lock_and_its_place UNIQUE (id, exam_id, place)",
                *(
                    f"ALTER TABLE paper_custody_{table} ADD CONSTRAINT {table}_is_of_its_locks_place"
                    " FOREIGN KEY (lock_id, exam_id, place) REFERENCES paper_custody_lock (id, exam_id, place)"
                    for table in ("heldofroom", "key", "codereceipt")
                ),
            ],
            reverse_sql=[
                *(
                    f"ALTER TABLE paper_custody_{table} DROP CONSTRAINT {table}_is_of_its_locks_place"
                    for table in ("heldofroom", "key", "codereceipt")
                ),
                "ALTER TABLE paper_custody_lock DROP CONSTRAINT lock_and_its_place",
            ],
        ),
        # One row says what a person holds of a room; every key in his hands and every code that he knows is held
        # against it. A second key of the room, or a code beside a key, has no row to stand on.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE paper_custody_key ADD CONSTRAINT key_is_what_its_holder_holds"
                " FOREIGN KEY (exam_id, place, holder_id, lock_id, means)"
                " REFERENCES paper_custody_heldofroom (exam_id, place, person_id, lock_id, means)"
                " DEFERRABLE INITIALLY DEFERRED",
                "ALTER TABLE paper_custody_codereceipt ADD CONSTRAINT code_is_what_its_receiver_holds"
                " FOREIGN KEY (exam_id, place, receiver_id, lock_id, means)"
                " REFERENCES paper_custody_heldofroom (exam_id, place, person_id, lock_id, means)"
                " DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[
                "ALTER TABLE paper_custody_codereceipt DROP CONSTRAINT code_is_what_its_receiver_holds",
                "ALTER TABLE paper_custody_key DROP CONSTRAINT key_is_what_its_holder_holds",
            ],
        ),
        # Who holds a key is who received it under two proofs, and nobody else.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE paper_custody_keymove ADD CONSTRAINT key_move_and_its_holder UNIQUE (id, key_id, holder_id)",
                "ALTER TABLE paper_custody_key ADD CONSTRAINT key_is_held_by_its_last_move"
                " FOREIGN KEY (last_move_id, id, holder_id) REFERENCES paper_custody_keymove (id, key_id, holder_id)"
                " DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[
                "ALTER TABLE paper_custody_key DROP CONSTRAINT key_is_held_by_its_last_move",
                "ALTER TABLE paper_custody_keymove DROP CONSTRAINT key_move_and_its_holder",
            ],
        ),
        # Nobody both issues and receives a bag (rule K5 of key_rules.yaml): out to the venue, and back.
        migrations.RunSQL(
            sql=[
                """
                CREATE FUNCTION paper_custody_received_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (
                        SELECT 1 FROM paper_custody_handover
                        WHERE bag_id = NEW.bag_id AND giver_id = NEW.receiver_id
                        AND step = CASE NEW.step WHEN 'arrive' THEN 'load' ELSE 'return' END
                    ) THEN
                        RAISE EXCEPTION 'bag_is_received_by_another_than_issued_it' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END $$
                """,
                "CREATE TRIGGER bag_is_received_by_another BEFORE INSERT ON paper_custody_handover FOR EACH ROW"
                " WHEN (NEW.step IN ('arrive', 'store_answers'))"
                " EXECUTE FUNCTION paper_custody_received_by_another()",
            ],
            reverse_sql=[
                "DROP TRIGGER bag_is_received_by_another ON paper_custody_handover",
                "DROP FUNCTION paper_custody_received_by_another()",
            ],
        ),
        held_to_proofs("paper_custody_keymove", "giver", "receiver"),
        held_to_proofs("paper_custody_codereceipt", "giver", "receiver"),
        held_to_proofs("paper_custody_codechange", "first", "second"),
        guard_rows("paper_custody_lock"),
        guard_rows("paper_custody_heldofroom"),
        guard_rows("paper_custody_key"),
        guard_rows("paper_custody_keymove"),
        guard_rows("paper_custody_codereceipt"),
        guard_rows("paper_custody_codechange"),
        *append_only("paper_custody_keymove"),
        *append_only("paper_custody_codechange"),
        # A lock is broken open on a decision about this very failure that granted it, and on no other.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE paper_custody_openingdecision ADD CONSTRAINT decision_and_what_it_said"
                " UNIQUE (id, failure_id, verdict)",
                "ALTER TABLE paper_custody_forcedopening ADD CONSTRAINT forced_on_a_decision_that_granted_it"
                " FOREIGN KEY (decision_id, failure_id, verdict)"
                " REFERENCES paper_custody_openingdecision (id, failure_id, verdict) DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[
                "ALTER TABLE paper_custody_forcedopening DROP CONSTRAINT forced_on_a_decision_that_granted_it",
                "ALTER TABLE paper_custody_openingdecision DROP CONSTRAINT decision_and_what_it_said",
            ],
        ),
        held_to_proofs("paper_custody_forcedopening", "first", "second"),
        held_to_proofs("paper_custody_timelost", "first", "second"),
        guard_rows("paper_custody_lockfailure"),
        guard_rows("paper_custody_openingdecision"),
        guard_rows("paper_custody_forcedopening"),
        guard_rows("paper_custody_lockwarning"),
        guard_rows("paper_custody_timelost"),
        *append_only("paper_custody_openingdecision"),
        *append_only("paper_custody_forcedopening"),
        *append_only("paper_custody_timelost"),
        # A spare is given on an approval of this very use, and on no other.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE paper_custody_spareapproval ADD CONSTRAINT approval_and_what_it_said"
                " UNIQUE (id, use_id, verdict)",
                "ALTER TABLE paper_custody_sparegiven ADD CONSTRAINT given_on_an_approval_that_granted_it"
                " FOREIGN KEY (approval_id, use_id, verdict)"
                " REFERENCES paper_custody_spareapproval (id, use_id, verdict) DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[
                "ALTER TABLE paper_custody_sparegiven DROP CONSTRAINT given_on_an_approval_that_granted_it",
                "ALTER TABLE paper_custody_spareapproval DROP CONSTRAINT approval_and_what_it_said",
            ],
        ),
        held_to_proofs("paper_custody_sparegiven", "first", "second"),
        guard_rows("paper_custody_spareuse"),
        guard_rows("paper_custody_spareapproval"),
        guard_rows("paper_custody_sparegiven"),
        *append_only("paper_custody_spareapproval"),
        *append_only("paper_custody_sparegiven"),
        guard_rows("paper_custody_setinuse"),
        *append_only("paper_custody_setinuse"),
    ]
