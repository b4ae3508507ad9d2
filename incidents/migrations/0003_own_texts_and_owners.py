import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows, role

# What an approval, a rejection or a withdrawal writes; the text itself is never touched again.
DECIDED = "status, first_id, first_at, second_id, second_at, ended_by_id, ended_at, ended_words"

ONLY_DECIDED = migrations.RunSQL(
    sql=[
        f"REVOKE UPDATE, DELETE, TRUNCATE ON incidents_owntext FROM {role('app')}",
        f"GRANT UPDATE ({DECIDED}) ON incidents_owntext TO {role('app')}",
        # What was decided stays decided.
        "CREATE TRIGGER incidents_owntext_stays_decided BEFORE UPDATE ON incidents_owntext FOR EACH ROW"
        " WHEN (OLD.status IN ('approved', 'rejected', 'withdrawn')) EXECUTE FUNCTION examops_refuse_change()",
    ],
    reverse_sql=[
        "DROP TRIGGER incidents_owntext_stays_decided ON incidents_owntext",
        f"GRANT UPDATE, DELETE ON incidents_owntext TO {role('app')}",
    ],
)

# A county's version is the very text that two people approved, of that county and of no other.
AS_APPROVED = migrations.RunSQL(
    sql=[
        """CREATE FUNCTION incidents_version_was_approved() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM 1 FROM incidents_owntext text JOIN incidents_plan plan ON plan.id = NEW.plan_id
            WHERE text.id = NEW.own_id AND text.status = 'approved' AND text.kind = 'text'
              AND text.scope = NEW.scope AND text.subject = plan.code AND text.number = NEW.number
              AND text.content = NEW.content;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a county version needs a text that two people approved'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$""",
        "CREATE TRIGGER incidents_planversion_was_approved BEFORE INSERT ON incidents_planversion FOR EACH ROW"
        " WHEN (NEW.own_id IS NOT NULL) EXECUTE FUNCTION incidents_version_was_approved()",
    ],
    reverse_sql=[
        "DROP TRIGGER incidents_planversion_was_approved ON incidents_planversion",
        "DROP FUNCTION incidents_version_was_approved()",
    ],
)


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0002_incidents_for_who_follows_escorts"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0002_signings"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanOwner",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("subject", models.TextField()),
                ("role", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="OwnText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("subject", models.TextField()),
                ("number", models.IntegerField()),
                ("kind", models.TextField()),
                ("status", models.TextField()),
                ("content", models.JSONField()),
                ("content_hash", models.TextField()),
                ("shipped", models.JSONField()),
                ("words", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("first_at", models.DateTimeField(null=True)),
                ("second_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_words", models.TextField(blank=True, default="")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
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
                    "first",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="planversion",
            name="own",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="version", to="incidents.owntext"
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("own", None), ("scope", "/")),
                    models.Q(models.Q(("scope", "/"), _negated=True), ("own__isnull", False)),
                    _connector="OR",
                ),
                name="county_version_was_approved",
            ),
        ),
        migrations.AddField(
            model_name="planowner",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"),
        ),
        migrations.AddField(
            model_name="planowner",
            name="named_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddField(
            model_name="planowner",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="owntext",
            constraint=models.UniqueConstraint(fields=("scope", "subject", "number"), name="own_texts_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="owntext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["proposed", "endorsed"])),
                fields=("scope", "subject"),
                name="one_own_text_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="owntext",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["text", "end"])), name="own_text_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="owntext",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["proposed", "endorsed", "approved", "rejected", "withdrawn"])),
                name="own_text_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="owntext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first", None), models.Q(("first", models.F("author")), _negated=True), _connector="OR"
                ),
                name="own_text_first_is_not_its_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="owntext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second", None),
                    models.Q(
                        models.Q(("second", models.F("author")), _negated=True),
                        models.Q(("second", models.F("first")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="own_text_second_is_a_third_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="owntext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    models.Q(("first__isnull", False), ("second__isnull", False)),
                    _connector="OR",
                ),
                name="own_text_is_approved_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="owntext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "endorsed"), _negated=True), ("first__isnull", False), _connector="OR"
                ),
                name="own_text_is_endorsed_by_one",
            ),
        ),
        migrations.AddIndex(
            model_name="planowner",
            index=models.Index(fields=["scope", "subject", "-at"], name="plan_owner_latest"),
        ),
        migrations.AddConstraint(
            model_name="planowner",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("role", ""), _negated=True), ("person__isnull", False), _connector="OR"),
                name="plan_owner_is_a_post_or_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="planowner",
            constraint=models.UniqueConstraint(fields=("entry", "subject"), name="plan_gets_one_owner_at_a_time"),
        ),
        guard_rows("incidents_owntext", by_exam=False),
        guard_rows("incidents_planowner", by_exam=False),
        *append_only("incidents_planowner"),
        ONLY_DECIDED,
        AS_APPROVED,
    ]
