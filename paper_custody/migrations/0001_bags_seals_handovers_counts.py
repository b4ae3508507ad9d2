"""The papers' tables, and the law that PostgreSQL keeps about them: two proofs, a balanced count, nothing rewritten."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
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
    initial = True

    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0001_units_people_posts_logins"),
        ("venues", "0001_venues_sessions_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Container",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("kind", models.TextField()),
                (
                    "exam",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
                    ),
                ),
                (
                    "inside",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boxes",
                        to="paper_custody.container",
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
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Escort",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("direction", models.TextField()),
                ("sessions", models.JSONField(default=list)),
                ("status", models.TextField(default="under_way")),
                ("begun_at", models.DateTimeField()),
                ("expected_at", models.DateTimeField()),
                ("departed_at", models.DateTimeField(null=True)),
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
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "vehicle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="paper_custody.container"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="escorts", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Bag",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("code", models.TextField()),
                ("kind", models.TextField()),
                ("paper_set", models.TextField(blank=True, default="")),
                ("nominal", models.PositiveIntegerField()),
                ("status", models.TextField(default="registered")),
                ("before", models.TextField(blank=True, default="")),
                ("node", models.TextField(default="N1")),
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
                (
                    "room",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="bags", to="venues.room"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bags", to="exams.session"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.subject"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bags", to="venues.venue"
                    ),
                ),
                (
                    "container",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bags",
                        to="paper_custody.container",
                    ),
                ),
                (
                    "escort",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bags",
                        to="paper_custody.escort",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("step", models.TextField()),
                ("reason", models.TextField()),
                (
                    "bag",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.bag"
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.room"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.session"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperSignature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("step", models.TextField()),
                ("form", models.TextField()),
                ("names", models.TextField(blank=True, default="")),
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.room"
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
        migrations.CreateModel(
            name="RoomCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("material", models.TextField()),
                ("nominal", models.PositiveIntegerField()),
                ("spare_issued", models.PositiveIntegerField()),
                ("used_by_present", models.PositiveIntegerField()),
                ("blank_for_absent", models.PositiveIntegerField()),
                ("surplus_blank", models.PositiveIntegerField()),
                ("voided_replaced", models.PositiveIntegerField()),
                ("seats", models.PositiveIntegerField()),
                ("present", models.PositiveIntegerField()),
                ("absent", models.PositiveIntegerField()),
                ("balanced", models.BooleanField()),
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
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.room"),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="room_counts", to="exams.session"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.subject"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="room_counts", to="venues.venue"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AcceptedCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("balanced", models.BooleanField(default=True)),
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
                    "count",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptance",
                        to="paper_custody.roomcount",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("number", models.TextField()),
                ("state", models.TextField(default="applied")),
                ("applied_at", models.DateTimeField()),
                ("broken_at", models.DateTimeField(null=True)),
                (
                    "bag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="paper_custody.bag",
                    ),
                ),
                (
                    "broken_entry",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "container",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="paper_custody.container",
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
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("step", models.TextField()),
                ("node", models.TextField()),
                ("giver_side", models.TextField(default="giver")),
                ("receiver_side", models.TextField(default="receiver")),
                (
                    "bag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="paper_custody.bag"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
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
                    "seal",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="paper_custody.seal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BagStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("step", models.TextField()),
                ("node", models.TextField()),
                ("done_at", models.DateTimeField()),
                ("reason", models.TextField(default="")),
                (
                    "bag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="paper_custody.bag"
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
            ],
            options={
                "indexes": [models.Index(fields=["bag", "at"], name="steps_of_a_bag")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first", models.F("second")), _negated=True), name="step_takes_two_people"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_side", "first"), ("second_side", "second")),
                        name="step_has_its_two_sides",
                    ),
                    models.UniqueConstraint(fields=("entry", "bag"), name="bag_steps_once_under_an_entry"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                [
                                    "receive",
                                    "store",
                                    "load",
                                    "depart",
                                    "arrive",
                                    "hand_over",
                                    "issue",
                                    "open",
                                    "use",
                                    "open_spare",
                                    "collect",
                                    "accept",
                                    "seal",
                                    "return",
                                    "store_answers",
                                    "hand_on",
                                    "isolate",
                                    "release",
                                    "void",
                                ],
                            )
                        ),
                        name="step_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "node__in",
                                ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14"],
                            )
                        ),
                        name="step_node_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step__in", ["isolate", "release", "void", "open_spare"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unplanned_step_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.UniqueConstraint(fields=("exam", "code"), name="container_codes_are_unique_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["box", "cabinet", "vehicle"])), name="container_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "box"), _negated=True),
                    models.Q(("session__isnull", False), ("venue__isnull", False)),
                    _connector="OR",
                ),
                name="box_is_of_one_venue_and_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "box"), ("inside", None), _connector="OR"),
                name="only_boxes_stand_in_something",
            ),
        ),
        migrations.AddIndex(
            model_name="escort",
            index=models.Index(fields=["exam", "venue", "begun_at"], name="escorts_of_a_venue"),
        ),
        migrations.AddConstraint(
            model_name="escort",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ["outward", "return"])), name="escort_direction_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="escort",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["under_way", "overdue", "arrived"])), name="escort_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="escort",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("arrived_at__isnull", False), ("status", "arrived")),
                    models.Q(models.Q(("status", "arrived"), _negated=True), ("arrived_at", None)),
                    _connector="OR",
                ),
                name="arrived_escort_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="bag",
            index=models.Index(fields=["exam", "venue", "session", "room"], name="bags_of_a_room"),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.UniqueConstraint(fields=("exam", "code"), name="bag_codes_are_unique_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["paper", "half", "card", "spare", "scratch", "barcode", "media"])),
                name="bag_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "registered",
                            "sealed",
                            "in_vault",
                            "checked_out",
                            "in_transit",
                            "at_venue",
                            "in_store",
                            "issued",
                            "opened",
                            "in_use",
                            "collected",
                            "accepted",
                            "resealed",
                            "returning",
                            "answers_stored",
                            "handed_on",
                            "locked",
                            "voided",
                            "spare_opened",
                        ],
                    )
                ),
                name="bag_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("node__in", ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14"])
                ),
                name="bag_node_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(condition=models.Q(("nominal__gte", 1)), name="bag_holds_something"),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["barcode", "card", "half", "paper"]), _negated=True),
                    ("room__isnull", False),
                    _connector="OR",
                ),
                name="bag_of_a_room_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "locked"), models.Q(("before", ""), _negated=True)),
                    models.Q(models.Q(("status", "locked"), _negated=True), ("before", "")),
                    _connector="OR",
                ),
                name="locked_bag_says_from_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="bag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("node__in", ["N12", "N5", "N6"]), _negated=True),
                    models.Q(("escort__isnull", False), ("holder__isnull", False)),
                    _connector="OR",
                ),
                name="bag_on_the_road_is_in_somebodys_hands",
            ),
        ),
        migrations.AddConstraint(
            model_name="leftout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "receive",
                            "store",
                            "load",
                            "depart",
                            "arrive",
                            "hand_over",
                            "issue",
                            "open",
                            "use",
                            "open_spare",
                            "collect",
                            "accept",
                            "seal",
                            "return",
                            "store_answers",
                            "hand_on",
                            "isolate",
                            "release",
                            "void",
                        ],
                    )
                ),
                name="left_out_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="leftout",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="what_is_left_out_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="leftout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bag__isnull", False), ("room", None)),
                    models.Q(("bag", None), ("room__isnull", False)),
                    _connector="OR",
                ),
                name="a_bag_or_a_room_is_left_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="papersignature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "receive",
                            "store",
                            "load",
                            "depart",
                            "arrive",
                            "hand_over",
                            "issue",
                            "open",
                            "use",
                            "open_spare",
                            "collect",
                            "accept",
                            "seal",
                            "return",
                            "store_answers",
                            "hand_on",
                            "isolate",
                            "release",
                            "void",
                        ],
                    )
                ),
                name="signature_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="papersignature",
            constraint=models.CheckConstraint(
                condition=models.Q(("form", ""), _negated=True), name="signature_names_its_form"
            ),
        ),
        migrations.AddIndex(
            model_name="roomcount",
            index=models.Index(fields=["session", "room", "at"], name="counts_of_a_room"),
        ),
        migrations.AddConstraint(
            model_name="roomcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="count_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")), name="count_has_its_two_sides"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("material__in", ["papers", "cards"])), name="counted_material_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("balanced", True),
                        (
                            "nominal",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("used_by_present"), "+", models.F("blank_for_absent")
                                        ),
                                        "+",
                                        models.F("surplus_blank"),
                                    ),
                                    "+",
                                    models.F("voided_replaced"),
                                ),
                                "-",
                                models.F("spare_issued"),
                            ),
                        ),
                        (
                            "seats",
                            django.db.models.expressions.CombinedExpression(
                                models.F("present"), "+", models.F("absent")
                            ),
                        ),
                        ("used_by_present", models.F("present")),
                    ),
                    models.Q(
                        ("balanced", False),
                        models.Q(
                            (
                                "nominal",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("used_by_present"), "+", models.F("blank_for_absent")
                                            ),
                                            "+",
                                            models.F("surplus_blank"),
                                        ),
                                        "+",
                                        models.F("voided_replaced"),
                                    ),
                                    "-",
                                    models.F("spare_issued"),
                                ),
                            ),
                            (
                                "seats",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("present"), "+", models.F("absent")
                                ),
                            ),
                            ("used_by_present", models.F("present")),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="count_is_balanced_when_it_balances",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="acceptance_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")),
                name="acceptance_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("balanced", True)), name="only_a_balanced_count_is_accepted"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("exam", "number"), name="seal_numbers_are_unique_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["applied", "broken", "replaced"])), name="seal_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="seal_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bag__isnull", False), ("container", None)),
                    models.Q(("bag", None), ("container__isnull", False)),
                    _connector="OR",
                ),
                name="seal_closes_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "applied")), fields=("bag",), name="bag_has_one_whole_seal"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "applied")), fields=("container",), name="box_has_one_whole_seal"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("broken_at", None), ("broken_entry", None), ("state", "applied")),
                    models.Q(
                        models.Q(("state", "applied"), _negated=True),
                        ("broken_at__isnull", False),
                        ("broken_entry__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="broken_seal_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["bag", "at"], name="handovers_of_a_bag"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True), name="handover_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver_side", "giver"), ("receiver_side", "receiver")),
                name="handover_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(fields=("entry", "bag"), name="bag_passes_once_under_an_entry"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "receive",
                            "store",
                            "load",
                            "depart",
                            "arrive",
                            "hand_over",
                            "issue",
                            "open",
                            "use",
                            "open_spare",
                            "collect",
                            "accept",
                            "seal",
                            "return",
                            "store_answers",
                            "hand_on",
                            "isolate",
                            "release",
                            "void",
                        ],
                    )
                ),
                name="handover_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("node__in", ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14"])
                ),
                name="handover_node_is_known",
            ),
        ),
        held_to_proofs("paper_custody_handover", "giver", "receiver"),
        held_to_proofs("paper_custody_bagstep", "first", "second"),
        held_to_proofs("paper_custody_roomcount", "first", "second"),
        held_to_proofs("paper_custody_acceptedcount", "first", "second"),
        # A room is accepted on a count that balances, and on no other.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE paper_custody_roomcount ADD CONSTRAINT count_and_whether_it_balances UNIQUE (id, balanced)",
                "ALTER TABLE paper_custody_acceptedcount ADD CONSTRAINT accepted_on_a_balanced_count"
                " FOREIGN KEY (count_id, balanced) REFERENCES paper_custody_roomcount (id, balanced)"
                " DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[
                "ALTER TABLE paper_custody_acceptedcount DROP CONSTRAINT accepted_on_a_balanced_count",
                "ALTER TABLE paper_custody_roomcount DROP CONSTRAINT count_and_whether_it_balances",
            ],
        ),
        guard_rows("paper_custody_container"),
        guard_rows("paper_custody_escort"),
        guard_rows("paper_custody_bag"),
        guard_rows("paper_custody_seal"),
        guard_rows("paper_custody_handover"),
        guard_rows("paper_custody_bagstep"),
        guard_rows("paper_custody_leftout"),
        guard_rows("paper_custody_papersignature"),
        guard_rows("paper_custody_roomcount"),
        guard_rows("paper_custody_acceptedcount"),
        *append_only("paper_custody_handover"),
        *append_only("paper_custody_bagstep"),
        *append_only("paper_custody_leftout"),
        *append_only("paper_custody_papersignature"),
        *append_only("paper_custody_roomcount"),
        *append_only("paper_custody_acceptedcount"),
    ]
