"""Roles with one holder at any instant, call-outs, the county's own choices, situation reports, files."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows, role

# No two stretches of one role of one incident overlap. Incident and role stand in it as one number, since ranges
# alone need no extension (btree_gist is not in every PostgreSQL): that two of 2^64 fall together refuses a
# handover and lets none pass.
ONE_HOLDER = """
    ALTER TABLE incidents_roletenure ADD CONSTRAINT roles_are_held_by_one_at_a_time EXCLUDE USING gist (
        numrange(hashtextextended(incident_id::text || role, 0)::numeric,
                 hashtextextended(incident_id::text || role, 0)::numeric, '[]') WITH &&,
        tstzrange(started_at, ended_at) WITH &&
    )
"""

# The commander whom an incident names and the holder of that role are one truth: asked at the end of each
# transaction that touched either. Once closed, an incident names its last.
ONE_COMMANDER = """
    CREATE FUNCTION incidents_one_commander() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        touched uuid;
        named uuid;
        holds uuid;
    BEGIN
        IF TG_TABLE_NAME = 'incidents_incident' THEN
            touched := NEW.id;
        ELSE
            touched := NEW.incident_id;
        END IF;
        SELECT commander_id INTO named FROM incidents_incident WHERE id = touched;
        SELECT person_id INTO holds FROM incidents_roletenure
            WHERE incident_id = touched AND role = 'commander' AND (ended_at IS NULL OR "left" = 'closed');
        IF named IS DISTINCT FROM holds THEN
            RAISE EXCEPTION 'incident % names another commander than who holds the role', touched
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
"""
ASKS_COMMANDER = """
    CREATE CONSTRAINT TRIGGER {table}_names_one_commander AFTER INSERT OR UPDATE ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION incidents_one_commander()
"""
COMMANDED = ("incidents_incident", "incidents_roletenure")

# Whoever answered before there were roles has held the commander's from then on.
COMMANDERS_SO_FAR = """
    INSERT INTO incidents_roletenure
        (id, exam_id, scope, incident_id, role, person_id, how, started_at, entry_id, words, "left", ended_at,
         end_entry_id)
    SELECT gen_random_uuid(), exam_id, scope, id, 'commander', commander_id, 'taken', acknowledged_at, entry_id, '',
           CASE WHEN closed_at IS NULL THEN '' ELSE 'closed' END, closed_at,
           CASE WHEN closed_at IS NULL THEN NULL ELSE entry_id END
    FROM incidents_incident WHERE commander_id IS NOT NULL
"""
EVERYTHING = "SELECT set_config('examops.scope', '/', true), set_config('examops.exam', '*', true)"


def held_to_proofs(entry: str, side: str) -> migrations.RunSQL:
    """Giver and receiver of a role each proved himself for his side of that very act; empty where nobody gave."""
    name = f"incidents_roletenure_{side}_proved"
    return migrations.RunSQL(
        sql=f"ALTER TABLE incidents_roletenure ADD CONSTRAINT {name} FOREIGN KEY ({entry}, {side}_side, person_id)"
        " REFERENCES organisation_proof (act_id, side, person_id) DEFERRABLE INITIALLY DEFERRED",
        reverse_sql=f"ALTER TABLE incidents_roletenure DROP CONSTRAINT {name}",
    )


def never_deleted(table: str) -> migrations.RunSQL:
    """What happened to a row may be added to it; the row itself stays."""
    return migrations.RunSQL(
        sql=f"REVOKE DELETE, TRUNCATE ON {table} FROM {role('app')}",
        reverse_sql=f"GRANT DELETE ON {table} TO {role('app')}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("incidents", "0004_triage_and_merging"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0002_signings"),
    ]

    operations = [
        migrations.CreateModel(
            name="CallOut",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("number", models.IntegerField()),
                ("party", models.TextField()),
                ("part", models.TextField()),
                ("status", models.TextField(default="called")),
                ("called_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("overdue_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("caller_sealed", models.BinaryField(default=b"")),
                ("words", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("number", models.IntegerField()),
                ("matter", models.TextField()),
                ("options", models.JSONField()),
                ("chosen", models.IntegerField()),
                ("reason", models.TextField()),
                ("risk", models.TextField()),
                ("role", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="ChoiceReview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="IncidentFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("number", models.IntegerField()),
                ("name", models.TextField()),
                ("kind", models.TextField()),
                ("size", models.IntegerField()),
                ("sha256", models.TextField()),
                ("content", models.BinaryField()),
                ("permission", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="RoleTenure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("role", models.TextField()),
                ("how", models.TextField()),
                ("started_at", models.DateTimeField()),
                ("receiver_side", models.TextField(null=True)),
                ("words", models.TextField(blank=True, default="")),
                ("left", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(null=True)),
                ("giver_side", models.TextField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Situation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("number", models.IntegerField()),
                ("kind", models.TextField()),
                ("standing", models.TextField()),
                ("doing", models.TextField()),
                ("needs", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="logentry",
            name="log_kind_is_known",
        ),
        migrations.AddConstraint(
            model_name="logentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "opened",
                            "attached",
                            "acknowledged",
                            "lapsed",
                            "escalated",
                            "step_done",
                            "step_waived",
                            "overdue",
                            "noted",
                            "level_changed",
                            "reported",
                            "requested",
                            "decided",
                            "clock_paused",
                            "clock_resumed",
                            "close_proposed",
                            "close_withdrawn",
                            "closed",
                            "reviewed",
                            "archived",
                            "role_taken",
                            "role_handed_over",
                            "role_taken_over",
                            "role_laid_down",
                            "called_out",
                            "call_confirmed",
                            "call_keyed",
                            "call_unreachable",
                            "call_replaced",
                            "call_overdue",
                            "situation",
                            "situation_missed",
                            "chosen",
                            "choice_corrected",
                            "choice_reviewed",
                            "filed",
                        ],
                    )
                ),
                name="log_kind_is_known",
            ),
        ),
        migrations.AddField(
            model_name="callout",
            name="answer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
            ),
        ),
        migrations.AddField(
            model_name="callout",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="callout",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="callout",
            name="exam",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
        ),
        migrations.AddField(
            model_name="callout",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="incidents.incident"
            ),
        ),
        migrations.AddField(
            model_name="callout",
            name="keyed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="callout",
            name="liaison",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="callout",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AddField(
            model_name="choice",
            name="corrects",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="incidents.choice",
            ),
        ),
        migrations.AddField(
            model_name="choice",
            name="decider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="choice",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="choice",
            name="exam",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
        ),
        migrations.AddField(
            model_name="choice",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="choices", to="incidents.incident"
            ),
        ),
        migrations.AddField(
            model_name="choicereview",
            name="choice",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="review", to="incidents.choice"
            ),
        ),
        migrations.AddField(
            model_name="choicereview",
            name="decider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="choicereview",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="choicereview",
            name="exam",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
        ),
        migrations.AddField(
            model_name="choicereview",
            name="reviewer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="incidentfile",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="incidentfile",
            name="exam",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
        ),
        migrations.AddField(
            model_name="incidentfile",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="incidents.incident"
            ),
        ),
        migrations.AddField(
            model_name="incidentfile",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="roletenure",
            name="approver",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="roletenure",
            name="end_entry",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
            ),
        ),
        migrations.AddField(
            model_name="roletenure",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="roletenure",
            name="exam",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
        ),
        migrations.AddField(
            model_name="roletenure",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tenures", to="incidents.incident"
            ),
        ),
        migrations.AddField(
            model_name="roletenure",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="situation",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="situation",
            name="exam",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
        ),
        migrations.AddField(
            model_name="situation",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="situations", to="incidents.incident"
            ),
        ),
        migrations.AddField(
            model_name="situation",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddIndex(
            model_name="callout",
            index=models.Index(
                condition=models.Q(("status", "confirmed"), _negated=True),
                fields=["exam", "unit"],
                name="calls_unconfirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="callout",
            constraint=models.UniqueConstraint(fields=("incident", "number"), name="calls_are_numbered_in_an_incident"),
        ),
        migrations.AddConstraint(
            model_name="callout",
            constraint=models.UniqueConstraint(
                fields=("incident", "party", "unit"), name="unit_is_called_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="callout",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["called", "unreachable", "confirmed"])), name="call_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="callout",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["lead", "supporting", "further"])), name="call_part_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="callout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("status", "confirmed"), _negated=True), ("answer", None), ("confirmed_at", None)
                    ),
                    models.Q(
                        ("answer__isnull", False),
                        ("confirmed_at__isnull", False),
                        ("status", "confirmed"),
                        models.Q(
                            models.Q(("caller_sealed", b""), ("confirmed_by__isnull", False), ("keyed_by", None)),
                            models.Q(
                                ("confirmed_by", None),
                                ("keyed_by__isnull", False),
                                models.Q(("caller_sealed", b""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="confirmation_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="callout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "unreachable"), _negated=True),
                    ("liaison", None),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="unreachable_liaison_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(
                fields=("incident", "number"), name="choices_are_numbered_in_an_incident"
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("matter", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("risk", ""), _negated=True),
                ),
                name="choice_says_what_why_and_at_what_risk",
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(condition=models.Q(("chosen__gte", 1)), name="choice_chooses_one"),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(
                condition=models.Q(("corrects", models.F("pk")), _negated=True), name="choice_corrects_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="choicereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviewer", models.F("decider")), _negated=True),
                name="choice_is_reviewed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="choicereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="review_says_what_was_found"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentfile",
            constraint=models.UniqueConstraint(fields=("incident", "number"), name="files_are_numbered_in_an_incident"),
        ),
        migrations.AddConstraint(
            model_name="incidentfile",
            constraint=models.UniqueConstraint(fields=("incident", "sha256"), name="file_is_added_once"),
        ),
        migrations.AddConstraint(
            model_name="incidentfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pdf", "word", "sheet", "text", "picture"])), name="file_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentfile",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), ("size__gt", 0)), name="file_is_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "picture"), _negated=True),
                    models.Q(("permission", ""), _negated=True),
                    _connector="OR",
                ),
                name="picture_has_its_permission",
            ),
        ),
        migrations.AddConstraint(
            model_name="roletenure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["commander", "deputy", "on_scene", "recorder", "contact", "spokesperson", "secrecy"])
                ),
                name="role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="roletenure",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["taken", "handed_over", "taken_over"])),
                name="role_is_taken_in_a_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="roletenure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left__in", ["", "handed_over", "taken_over", "laid_down", "lapsed", "moved_up", "closed"])
                ),
                name="role_is_left_in_a_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="roletenure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_entry", None), ("ended_at", None), ("left", "")),
                    models.Q(
                        models.Q(("left", ""), _negated=True),
                        ("end_entry__isnull", False),
                        ("ended_at__gte", models.F("started_at")),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="role_that_ended_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="roletenure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "handed_over"), ("receiver_side", "receiver")),
                    models.Q(models.Q(("how", "handed_over"), _negated=True), ("receiver_side", None)),
                    _connector="OR",
                ),
                name="role_handed_over_has_a_receiver",
            ),
        ),
        migrations.AddConstraint(
            model_name="roletenure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("giver_side", "giver"), ("left", "handed_over")),
                    models.Q(models.Q(("left", "handed_over"), _negated=True), ("giver_side", None)),
                    _connector="OR",
                ),
                name="role_handed_over_has_a_giver",
            ),
        ),
        migrations.AddConstraint(
            model_name="roletenure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("how", "taken_over"),
                        models.Q(("words", ""), _negated=True),
                        ("approver__isnull", False),
                        models.Q(("approver", models.F("person")), _negated=True),
                    ),
                    models.Q(models.Q(("how", "taken_over"), _negated=True), ("approver", None)),
                    _connector="OR",
                ),
                name="role_taken_over_has_reason_and_approver",
            ),
        ),
        migrations.AddConstraint(
            model_name="roletenure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("incident", "role"), name="one_holder_of_a_role"
            ),
        ),
        migrations.AddIndex(
            model_name="situation",
            index=models.Index(fields=["incident", "kind", "-exam_at"], name="situations_latest"),
        ),
        migrations.AddConstraint(
            model_name="situation",
            constraint=models.UniqueConstraint(
                fields=("incident", "number"), name="situations_are_numbered_in_an_incident"
            ),
        ),
        migrations.AddConstraint(
            model_name="situation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["tactical", "command"])), name="situation_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="situation",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("standing", ""), _negated=True), models.Q(("doing", ""), _negated=True)),
                name="situation_says_how_it_stands",
            ),
        ),
        guard_rows("incidents_roletenure"),
        never_deleted("incidents_roletenure"),
        migrations.RunSQL(
            sql=ONE_HOLDER,
            reverse_sql="ALTER TABLE incidents_roletenure DROP CONSTRAINT roles_are_held_by_one_at_a_time",
        ),
        held_to_proofs("end_entry_id", "giver"),
        held_to_proofs("entry_id", "receiver"),
        migrations.RunSQL(
            sql=[ONE_COMMANDER, *(ASKS_COMMANDER.format(table=table) for table in COMMANDED)],
            reverse_sql=[
                *(f"DROP TRIGGER {table}_names_one_commander ON {table}" for table in COMMANDED),
                "DROP FUNCTION incidents_one_commander()",
            ],
        ),
        guard_rows("incidents_callout"),
        never_deleted("incidents_callout"),
        guard_rows("incidents_situation"),
        *append_only("incidents_situation"),
        guard_rows("incidents_choice"),
        *append_only("incidents_choice"),
        guard_rows("incidents_choicereview"),
        *append_only("incidents_choicereview"),
        guard_rows("incidents_incidentfile"),
        *append_only("incidents_incidentfile"),
        migrations.RunSQL(
            sql=[EVERYTHING, COMMANDERS_SO_FAR, "SET CONSTRAINTS ALL IMMEDIATE"], reverse_sql=migrations.RunSQL.noop
        ),
    ]
