from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0001_channels_rows_frames"),
        ("exams", "0001_exams_sessions_timelines"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="row",
            name="row_kind_is_known",
        ),
        migrations.AddConstraint(
            model_name="row",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["exam", "venue", "incident", "papers", "fact", "watch", "vault"])),
                name="row_kind_is_known",
            ),
        ),
    ]
