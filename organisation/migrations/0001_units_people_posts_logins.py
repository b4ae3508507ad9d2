import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kernel.rows import append_only, guard_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("journal", "0001_four_tables_and_cursors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("staff_number", models.TextField()),
                ("name", models.TextField()),
                ("pinyin", models.TextField(db_index=True, default="")),
                ("initials", models.TextField(db_index=True, default="")),
                ("phone_sealed", models.BinaryField(default=b"")),
                ("phone_hash", models.BinaryField(db_index=True, default=b"")),
                ("id_suffix_sealed", models.BinaryField(default=b"")),
            ],
        ),
        migrations.CreateModel(
            name="Login",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("username", models.TextField(unique=True)),
                ("language", models.TextField(default="zh-hans")),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="login",
                        to="organisation.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("code", models.TextField()),
                ("name", models.TextField()),
                (
                    "level",
                    models.TextField(
                        choices=[
                            ("nation", "Nation"),
                            ("province", "Province"),
                            ("city", "City"),
                            ("county", "County"),
                            ("unit", "Unit of the county"),
                        ]
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("district", "Exam district"),
                            ("department", "Department"),
                            ("venue", "Venue"),
                            ("township", "Township"),
                        ]
                    ),
                ),
                ("path", models.TextField(db_collation="C", unique=True)),
                ("duties", models.TextField(blank=True, default="")),
                ("number", models.IntegerField(default=0)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisation.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("role", models.TextField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="organisation.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="person",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="people", to="organisation.unit"
            ),
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.TextField()),
                ("method", models.TextField()),
                ("proved_at", models.DateTimeField()),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("act", "side", "person"), name="proof_is_of_one_act_side_and_person"
                    ),
                    models.UniqueConstraint(fields=("act", "person"), name="nobody_stands_on_both_sides"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["giver", "receiver", "first", "second"])),
                        name="proof_side_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("code_hash", models.TextField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "login",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slips", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_at", None)), fields=("login",), name="one_open_slip_per_login"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__endswith", "/"), ("path__startswith", "/")), name="unit_path_has_its_slashes"
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["nation", "province", "city", "county", "unit"])),
                name="unit_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["district", "department", "venue", "township"])),
                name="unit_kind_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["person", "starts_at", "ends_at"], name="posts_held"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="post_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                fields=("person", "unit", "role", "starts_at"), name="post_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                fields=("scope", "staff_number"), name="staff_numbers_are_unique_in_a_county"
            ),
        ),
        guard_rows("organisation_person", by_exam=False),
        guard_rows("organisation_post", by_exam=False),
        *append_only("organisation_proof"),
    ]
