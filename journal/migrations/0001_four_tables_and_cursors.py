import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, role

# Content is never changed; only the erasure role may delete it, when the law says so. The tree stays whole.
CONTENT_STAYS = f"""
    CREATE FUNCTION journal_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND current_user = '{role("erasure")}' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'contents of the journal are never changed' USING ERRCODE = '42501';
    END $$;
    CREATE TRIGGER journal_content_rows_stay BEFORE UPDATE OR DELETE ON journal_content
        FOR EACH ROW EXECUTE FUNCTION journal_content_stays();
    CREATE TRIGGER journal_content_stays BEFORE TRUNCATE ON journal_content
        FOR EACH STATEMENT EXECUTE FUNCTION examops_refuse_change();
    REVOKE UPDATE, DELETE, TRUNCATE ON journal_content FROM {role("app")};
    GRANT SELECT, DELETE ON journal_content TO {role("erasure")};
"""
CONTENT_MAY_GO = """
    DROP TRIGGER journal_content_rows_stay ON journal_content;
    DROP TRIGGER journal_content_stays ON journal_content;
    DROP FUNCTION journal_content_stays();
"""
SEQUENCER_ALONE_NUMBERS = f"""
    REVOKE INSERT ON journal_leaf FROM {role("app")};
    REVOKE INSERT, UPDATE, DELETE ON journal_tree FROM {role("app")};
    REVOKE UPDATE, DELETE ON journal_waiting, journal_verdict FROM {role("app")};
    GRANT SELECT ON journal_entry TO {role("sequencer")};
    GRANT SELECT, DELETE ON journal_waiting TO {role("sequencer")};
    GRANT SELECT, INSERT ON journal_leaf TO {role("sequencer")};
    GRANT SELECT, INSERT, UPDATE ON journal_tree TO {role("sequencer")};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role("sequencer")};
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kernel", "0001_roles_and_heartbeat")]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("log", models.UUIDField()),
                ("kind", models.TextField()),
                ("commitment", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Tree",
            fields=[
                ("log", models.UUIDField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("peaks", models.BinaryField()),
                ("root", models.BinaryField()),
                ("grown_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Content",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="journal.entry",
                    ),
                ),
                ("salt", models.BinaryField()),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("consumer", models.TextField()),
                ("log", models.UUIDField()),
                ("position", models.BigIntegerField(default=0)),
                ("attempts", models.IntegerField(default=0)),
                ("failure", models.TextField(default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("consumer", "log"), name="one_cursor_per_consumer_and_log")
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("act_id", models.UUIDField(primary_key=True, serialize=False)),
                ("code", models.TextField()),
                ("request_hash", models.BinaryField()),
                ("detail", models.JSONField(default=dict)),
                ("person_id", models.UUIDField(null=True)),
                ("log", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["log", "at"], name="verdicts_of_a_log")],
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("log", models.UUIDField()),
                ("entry", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="journal.entry")),
            ],
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("log", models.UUIDField()),
                ("index", models.BigIntegerField()),
                ("body", models.BinaryField()),
                ("entry", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="journal.entry")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("log", "index"), name="log_numbers_are_unique"),
                    models.CheckConstraint(condition=models.Q(("index__gte", 0)), name="log_numbers_start_at_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("consumer", models.TextField()),
                ("failure", models.TextField()),
                ("parked_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("consumer", "entry"), name="parked_once")],
            },
        ),
        *append_only("journal_entry"),
        *append_only("journal_leaf"),
        migrations.RunSQL(sql=CONTENT_STAYS, reverse_sql=CONTENT_MAY_GO),
        migrations.RunSQL(sql=SEQUENCER_ALONE_NUMBERS, reverse_sql=migrations.RunSQL.noop),
    ]
