from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("paper_custody", "0008_evidence_packs_and_inward_convoys")]

    operations = [
        migrations.AddField(
            model_name="forcedopening",
            name="witnesses",
            field=models.JSONField(default=list),
        ),
        # Not held against what was opened before: such a row is never changed.
        migrations.RunSQL(
            sql="ALTER TABLE paper_custody_forcedopening ADD CONSTRAINT force_has_a_witness"
            " CHECK (jsonb_typeof(witnesses) = 'array' AND jsonb_array_length(witnesses) >= 1) NOT VALID",
            reverse_sql="ALTER TABLE paper_custody_forcedopening DROP CONSTRAINT force_has_a_witness",
        ),
    ]
