"""Counts that nobody can copy, papers' forms entered afterwards, what was checked, and what PostgreSQL keeps of it."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from kernel.rows import append_only, guard_rows

COUNTED = (
    "session_id, room_id, subject_id, material, nominal, seats, spare_issued, used_by_present, blank_for_absent,"
    " surplus_blank, voided_replaced, present, absent, balanced"
)


SIDES = {"person": "side"}


def held_to_proofs(table: str, *people: str) -> migrations.RunSQL:
    """Each of these people proved himself for his side of the very act that the row was written under."""
    return migrations.RunSQL(
        sql=[
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_{one}_proved FOREIGN KEY (entry_id, {SIDES.get(one, f'{one}_side')}, {one}_id)"
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
        ("paper_custody", "0003_keys_and_openings"),
        ("venues", "0001_venues_sessions_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="FurtherSigner",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("step", models.TextField()),
                ("side", models.TextField()),
                ("rule", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="PaperCall",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("kind", models.TextField()),
                ("caller", models.TextField()),
                ("call_number_sealed", models.BinaryField()),
                ("called_at", models.DateTimeField()),
                ("words", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="PaperForm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("number", models.TextField()),
                ("step", models.TextField()),
                ("signed_at", models.DateTimeField()),
                ("givers", models.JSONField()),
                ("receivers", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="PaperPassage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("node", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="WrongCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("reason", models.TextField()),
            ],
        ),
        migrations.AlterField(
            model_name="acceptedcount",
            name="count",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acceptance",
                to="paper_custody.roomcount",
            ),
        ),
        migrations.CreateModel(
            name="BlindCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
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
                ("counter_side", models.TextField(default="first")),
                (
                    "counter",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.session"
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CountAgreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
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
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.blindcount"
                    ),
                ),
                (
                    "one_person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.blindcount"
                    ),
                ),
                (
                    "other_person",
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.session"
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
                ),
            ],
        ),
        migrations.AddField(
            model_name="acceptedcount",
            name="agreement",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acceptance",
                to="paper_custody.countagreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreement", None), ("count__isnull", False)),
                    models.Q(("agreement__isnull", False), ("count", None)),
                    _connector="OR",
                ),
                name="acceptance_stands_on_one_result",
            ),
        ),
        migrations.AddField(
            model_name="furthersigner",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="furthersigner",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="furthersigner",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="papercall",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="papercall",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="papercall",
            name="keyed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="papercall",
            name="session",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.session"),
        ),
        migrations.AddField(
            model_name="papercall",
            name="venue",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="venues.venue"),
        ),
        migrations.AddField(
            model_name="paperform",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="paperform",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="paperform",
            name="first",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="paperform",
            name="second",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="paperpassage",
            name="bag",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="on_paper", to="paper_custody.bag"
            ),
        ),
        migrations.AddField(
            model_name="paperpassage",
            name="escort",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="paper_custody.escort",
            ),
        ),
        migrations.AddField(
            model_name="paperpassage",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="paperpassage",
            name="form",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="passages", to="paper_custody.paperform"
            ),
        ),
        migrations.AddField(
            model_name="wrongcount",
            name="about",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
            ),
        ),
        migrations.AddField(
            model_name="wrongcount",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="wrongcount",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="wrongcount",
            name="first",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="wrongcount",
            name="second",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddIndex(
            model_name="blindcount",
            index=models.Index(fields=["session", "room", "at"], name="blind_counts_of_a_room"),
        ),
        migrations.AddConstraint(
            model_name="blindcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("counter_side", "first")), name="blind_count_has_its_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("material__in", ["papers", "cards"])), name="blind_material_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindcount",
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
                name="blind_count_is_balanced_when_it_balances",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindcount",
            constraint=models.UniqueConstraint(
                fields=("entry", "room", "subject", "material"), name="one_counts_a_thing_once_under_an_entry"
            ),
        ),
        migrations.AddIndex(
            model_name="countagreement",
            index=models.Index(fields=["session", "room"], name="agreements_of_a_room"),
        ),
        migrations.AddConstraint(
            model_name="countagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("one_person", models.F("other_person")), _negated=True),
                name="agreement_takes_two_counters",
            ),
        ),
        migrations.AddConstraint(
            model_name="countagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("balanced", True)), name="only_balanced_counts_agree"
            ),
        ),
        migrations.AddConstraint(
            model_name="countagreement",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="two_counts_agree_once"),
        ),
        migrations.AddConstraint(
            model_name="furthersigner",
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
                name="further_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="furthersigner",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["giver", "receiver"])), name="further_side_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="furthersigner",
            constraint=models.UniqueConstraint(fields=("entry", "person"), name="signs_once_beside_the_first"),
        ),
        migrations.AddIndex(
            model_name="papercall",
            index=models.Index(fields=["exam", "venue", "session"], name="calls_of_a_venue"),
        ),
        migrations.AddConstraint(
            model_name="papercall",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["departed", "arrived", "handed_over"])), name="call_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="papercall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("caller", ""), _negated=True), models.Q(("call_number_sealed", b""), _negated=True)
                ),
                name="call_names_caller_and_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperform",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="form_takes_two_clerks"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperform",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")), name="form_has_its_two_clerks"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperform",
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
                name="form_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperform",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="form_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperform",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("givers", []), _negated=True), models.Q(("receivers", []), _negated=True)),
                name="form_names_both_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperform",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed_at__lte", models.F("exam_at"))), name="form_was_signed_before"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperform",
            constraint=models.UniqueConstraint(fields=("exam", "number"), name="form_is_entered_once"),
        ),
        migrations.AddConstraint(
            model_name="paperpassage",
            constraint=models.UniqueConstraint(fields=("form", "bag"), name="bag_stands_once_on_a_form"),
        ),
        migrations.AddConstraint(
            model_name="paperpassage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("node__in", ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14"])
                ),
                name="passage_node_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="wrong_count_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")),
                name="wrong_count_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="wrong_count_says_why"
            ),
        ),
        held_to_proofs("paper_custody_blindcount", "counter"),
        held_to_proofs("paper_custody_wrongcount", "first", "second"),
        # Two counts agree when every number of theirs is the same, they balance, and two people counted.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE paper_custody_blindcount ADD CONSTRAINT count_and_all_that_was_counted"
                f" UNIQUE (id, counter_id, {COUNTED})",
                *(
                    f"ALTER TABLE paper_custody_countagreement ADD CONSTRAINT {side}_counted_exactly_this"
                    f" FOREIGN KEY ({side}_id, {side}_person_id, {COUNTED})"
                    f" REFERENCES paper_custody_blindcount (id, counter_id, {COUNTED}) DEFERRABLE INITIALLY DEFERRED"
                    for side in ("one", "other")
                ),
            ],
            reverse_sql=[
                "ALTER TABLE paper_custody_countagreement DROP CONSTRAINT one_counted_exactly_this",
                "ALTER TABLE paper_custody_countagreement DROP CONSTRAINT other_counted_exactly_this",
                "ALTER TABLE paper_custody_blindcount DROP CONSTRAINT count_and_all_that_was_counted",
            ],
        ),
        guard_rows("paper_custody_blindcount"),
        guard_rows("paper_custody_countagreement"),
        guard_rows("paper_custody_wrongcount"),
        *append_only("paper_custody_blindcount"),
        *append_only("paper_custody_countagreement"),
        *append_only("paper_custody_wrongcount"),
        held_to_proofs("paper_custody_paperform", "first", "second"),
        guard_rows("paper_custody_paperform"),
        guard_rows("paper_custody_paperpassage"),
        guard_rows("paper_custody_papercall"),
        *append_only("paper_custody_paperform"),
        *append_only("paper_custody_paperpassage"),
        *append_only("paper_custody_papercall"),
        held_to_proofs("paper_custody_furthersigner", "person"),
        guard_rows("paper_custody_furthersigner"),
        *append_only("paper_custody_furthersigner"),
    ]
