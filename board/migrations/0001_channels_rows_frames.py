import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import guard_exam_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.TextField(db_collation="C")),
                ("number", models.BigIntegerField(default=0)),
                ("facts_told", models.BigIntegerField(default=0)),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("exam", "channel"), name="channel_of_an_exam_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("facts_told__gte", 0), ("number__gte", 0)), name="channel_counts_from_zero"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Frame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.TextField(db_collation="C")),
                ("number", models.BigIntegerField()),
                ("text", models.TextField()),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("exam", "channel", "number"), name="frame_of_a_channel_is_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Row",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("key", models.TextField(db_collation="C")),
                ("body", models.JSONField()),
                ("number", models.BigIntegerField()),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("exam", "channel", "kind", "key"), name="row_of_a_channel_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["exam", "venue", "incident", "papers", "fact", "watch"])),
                        name="row_kind_is_known",
                    ),
                ],
            },
        ),
        guard_exam_rows("board_channel"),
        guard_exam_rows("board_row"),
        guard_exam_rows("board_frame"),
    ]
