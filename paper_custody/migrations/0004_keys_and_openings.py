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
        ("paper_custody", "0001_bags_seals_handovers_counts"),
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
        guard_rows("paper_custody_setinuse"),
        *append_only("paper_custody_setinuse"),
    ]
