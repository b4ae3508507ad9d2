import datetime
import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from kernel.rows import guard_rows, role

# A proof by a signing tells the signing's two people and its moment word for word, and the first of them has
# proved himself for the very same act. What the keys cannot say: that the signing is open, and (the trigger sees
# with the act's own sight) of the exam in hand.
HELD_TO_SIGNING = [
    "ALTER TABLE organisation_proof ADD CONSTRAINT proof_as_its_signing_tells"
    " FOREIGN KEY (signing_id, person_id, beside_id, proved_at)"
    " REFERENCES organisation_signing (id, second_id, first_id, proved_at) DEFERRABLE INITIALLY DEFERRED",
    "ALTER TABLE organisation_proof ADD CONSTRAINT proof_beside_the_first_of_its_signing"
    " FOREIGN KEY (act_id, beside_id) REFERENCES organisation_proof (act_id, person_id) DEFERRABLE INITIALLY DEFERRED",
    """
    CREATE FUNCTION organisation_signing_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM organisation_signing WHERE id = NEW.signing_id AND ended_at IS NULL) THEN
            RAISE EXCEPTION 'signing is over, or of another exam' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER organisation_proof_signing_is_open BEFORE INSERT ON organisation_proof"
    " FOR EACH ROW WHEN (NEW.signing_id IS NOT NULL) EXECUTE FUNCTION organisation_signing_is_open()",
]
NO_LONGER_HELD = [
    "DROP TRIGGER organisation_proof_signing_is_open ON organisation_proof",
    "DROP FUNCTION organisation_signing_is_open()",
    "ALTER TABLE organisation_proof DROP CONSTRAINT proof_beside_the_first_of_its_signing",
    "ALTER TABLE organisation_proof DROP CONSTRAINT proof_as_its_signing_tells",
]


def only_its_end() -> migrations.RunSQL:
    """Of a signing nothing is ever changed but that it ended, and that once."""
    app = role("app")
    return migrations.RunSQL(
        sql=[
            f"REVOKE UPDATE, DELETE, TRUNCATE ON organisation_signing FROM {app}",
            f"GRANT UPDATE (ended_at) ON organisation_signing TO {app}",
            "CREATE TRIGGER organisation_signing_stays_ended BEFORE UPDATE ON organisation_signing"
            " FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION examops_refuse_change()",
        ],
        reverse_sql=[
            "DROP TRIGGER organisation_signing_stays_ended ON organisation_signing",
            f"GRANT UPDATE, DELETE ON organisation_signing TO {app}",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0001_units_people_posts_logins"),
    ]

    operations = [
        migrations.AddField(
            model_name="proof",
            name="beside",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.CreateModel(
            name="Signing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("exam_id", models.UUIDField()),
                ("scope", models.TextField(db_collation="C")),
                ("purpose", models.TextField()),
                ("session_hash", models.TextField()),
                ("token_hash", models.TextField(unique=True)),
                ("second_mark", models.TextField()),
                ("proved_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "login",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "second_login",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="proof",
            name="signing",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.signing",
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("beside__isnull", False), ("method", "signing"), ("signing__isnull", False)),
                    models.Q(models.Q(("method", "signing"), _negated=True), ("beside", None), ("signing", None)),
                    _connector="OR",
                ),
                name="proof_by_signing_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="signing",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="signing_takes_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="signing",
            constraint=models.CheckConstraint(
                condition=models.Q(("login", models.F("second_login")), _negated=True), name="signing_takes_two_logins"
            ),
        ),
        migrations.AddConstraint(
            model_name="signing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__gt", models.F("proved_at")),
                    (
                        "until__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("proved_at"), "+", models.Value(datetime.timedelta(seconds=600))
                        ),
                    ),
                ),
                name="signing_lasts_minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="signing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("session_hash", "exam_id", "purpose"),
                name="one_open_signing_per_screen",
            ),
        ),
        migrations.AddConstraint(
            model_name="signing",
            constraint=models.UniqueConstraint(
                fields=("id", "second", "first", "proved_at"), name="signing_as_a_proof_tells_it"
            ),
        ),
        guard_rows("organisation_signing"),
        only_its_end(),
        migrations.RunSQL(sql=[*HELD_TO_SIGNING], reverse_sql=[*NO_LONGER_HELD]),
    ]
