"""What is left after the exam, the points of a handover, returns that are waited for, and seals of locks."""

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
        ("organisation", "0002_signings"),
        ("paper_custody", "0005_crews_routes_positions"),
        ("venues", "0001_venues_sessions_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="BagHold",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("incident", models.UUIDField()),
                ("held_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DestroyedBag",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("first_side", models.TextField(default="first")),
                ("second_side", models.TextField(default="second")),
                ("certificate", models.TextField()),
                ("place", models.TextField()),
                ("witnesses", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="HandoverCheck",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("step", models.TextField()),
                ("node", models.TextField()),
                ("version", models.PositiveIntegerField()),
                ("amiss", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="KeptBag",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("printed", models.PositiveIntegerField()),
                ("pieces", models.PositiveIntegerField()),
                ("reason", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="ResultsDay",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("day", models.DateField()),
                ("document", models.TextField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="bag",
            name="bag_status_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="bag",
            name="bag_node_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="bagstep",
            name="step_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="bagstep",
            name="step_node_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="furthersigner",
            name="further_step_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="handover",
            name="handover_step_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="handover",
            name="handover_node_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="leftout",
            name="left_out_step_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="paperform",
            name="form_step_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="paperpassage",
            name="passage_node_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="papersignature",
            name="signature_step_is_known",
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
                            "kept",
                            "destroyed",
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
                    (
                        "node__in",
                        ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14", "N15"],
                    )
                ),
                name="bag_node_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bagstep",
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
                            "keep",
                            "destroy",
                            "isolate",
                            "release",
                            "void",
                        ],
                    )
                ),
                name="step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bagstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "node__in",
                        ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14", "N15"],
                    )
                ),
                name="step_node_is_known",
            ),
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
                            "keep",
                            "destroy",
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
                            "keep",
                            "destroy",
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
                    (
                        "node__in",
                        ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14", "N15"],
                    )
                ),
                name="handover_node_is_known",
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
                            "keep",
                            "destroy",
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
                            "keep",
                            "destroy",
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
            model_name="paperpassage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "node__in",
                        ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14", "N15"],
                    )
                ),
                name="passage_node_is_known",
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
                            "keep",
                            "destroy",
                            "isolate",
                            "release",
                            "void",
                        ],
                    )
                ),
                name="signature_step_is_known",
            ),
        ),
        migrations.AddField(
            model_name="baghold",
            name="bag",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="paper_custody.bag"
            ),
        ),
        migrations.AddField(
            model_name="baghold",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="baghold",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="baghold",
            name="lifted_entry",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
            ),
        ),
        migrations.AddField(
            model_name="destroyedbag",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="destruction",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="first",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="second",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="destroyedbag",
            name="destruction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bags", to="paper_custody.destruction"
            ),
        ),
        migrations.AddField(
            model_name="handovercheck",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="handovercheck",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="keptbag",
            name="bag",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="kept", to="paper_custody.bag"
            ),
        ),
        migrations.AddField(
            model_name="keptbag",
            name="cabinet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="paper_custody.container"
            ),
        ),
        migrations.AddField(
            model_name="keptbag",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="keptbag",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="destroyedbag",
            name="kept",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="destroyed", to="paper_custody.keptbag"
            ),
        ),
        migrations.AddField(
            model_name="resultsday",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="resultsday",
            name="exam",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"
            ),
        ),
        migrations.AddField(
            model_name="resultsday",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddIndex(
            model_name="baghold",
            index=models.Index(fields=["incident"], name="holds_of_an_incident"),
        ),
        migrations.AddConstraint(
            model_name="baghold",
            constraint=models.UniqueConstraint(fields=("bag", "incident"), name="bag_is_held_once_by_an_incident"),
        ),
        migrations.AddConstraint(
            model_name="baghold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at", None), ("lifted_entry", None)),
                    models.Q(("lifted_at__isnull", False), ("lifted_entry__isnull", False)),
                    _connector="OR",
                ),
                name="lifted_hold_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="destruction",
            constraint=models.UniqueConstraint(fields=("exam", "certificate"), name="certificates_are_used_once"),
        ),
        migrations.AddConstraint(
            model_name="destruction",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="destruction_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="destruction",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_side", "first"), ("second_side", "second")),
                name="destruction_has_its_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="destruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("certificate", ""), _negated=True), models.Q(("place", ""), _negated=True)
                ),
                name="destruction_names_certificate_and_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="handovercheck",
            constraint=models.UniqueConstraint(fields=("entry",), name="a_signing_is_checked_once"),
        ),
        migrations.AddConstraint(
            model_name="handovercheck",
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
                            "keep",
                            "destroy",
                            "isolate",
                            "release",
                            "void",
                        ],
                    )
                ),
                name="checked_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handovercheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "node__in",
                        ["N1", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12", "N13", "N14", "N15"],
                    )
                ),
                name="checked_node_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptbag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pieces", models.F("printed")), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="pieces_other_than_printed_have_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="resultsday",
            constraint=models.CheckConstraint(
                condition=models.Q(("document", ""), _negated=True), name="results_day_names_its_document"
            ),
        ),
        held_to_proofs("paper_custody_destruction", "first", "second"),
        migrations.RunSQL(
            sql="ALTER TABLE paper_custody_destruction ADD CONSTRAINT destruction_has_two_witnesses"
            " CHECK (jsonb_typeof(witnesses) = 'array' AND jsonb_array_length(witnesses) >= 2)",
            reverse_sql="ALTER TABLE paper_custody_destruction DROP CONSTRAINT destruction_has_two_witnesses",
        ),
        guard_rows("paper_custody_resultsday"),
        guard_rows("paper_custody_keptbag"),
        guard_rows("paper_custody_destruction"),
        guard_rows("paper_custody_destroyedbag"),
        guard_rows("paper_custody_baghold"),
        *append_only("paper_custody_resultsday"),
        *append_only("paper_custody_keptbag"),
        *append_only("paper_custody_destruction"),
        *append_only("paper_custody_destroyedbag"),
        guard_rows("paper_custody_handovercheck"),
        *append_only("paper_custody_handovercheck"),
    ]
