import uuid

import django.db.models.deletion
from django.db import migrations, models

from kernel.rows import append_only, guard_rows, role

# The shipped catalogue is everybody's to read; a county's own versions are the county's.
PLANS_SEEN = (
    "current_setting('examops.scope', true) <> ''"
    " AND (scope = '/' OR starts_with(scope, current_setting('examops.scope', true)))"
)
PLANS_WRITTEN = (
    "current_setting('examops.scope', true) <> '' AND starts_with(scope, current_setting('examops.scope', true))"
)
NEVER_DELETED = ("incidents_plan", "incidents_incident", "incidents_incidentstep")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("exams", "0001_exams_sessions_timelines"),
        ("journal", "0001_four_tables_and_cursors"),
        ("organisation", "0001_units_people_posts_logins"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("code", models.TextField(unique=True)),
                ("group", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("number", models.IntegerField()),
                ("authority", models.TextField()),
                ("matter", models.TextField()),
                ("outcome", models.TextField()),
                ("level", models.TextField(blank=True, default="")),
                ("decided_by", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("document", models.TextField(blank=True, default="")),
                ("words", models.TextField(blank=True, default="")),
                (
                    "approver",
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
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("number", models.IntegerField()),
                ("plan_code", models.TextField()),
                ("condition", models.TextField(blank=True, default="")),
                ("run", models.JSONField()),
                ("family", models.TextField()),
                ("openness", models.TextField()),
                ("level_initial", models.TextField()),
                ("level_confirmed", models.TextField(blank=True, default="")),
                ("status", models.TextField()),
                ("rung", models.TextField()),
                ("place", models.TextField(blank=True, default="")),
                ("place_key", models.TextField(blank=True, default="")),
                ("words", models.TextField(blank=True, default="")),
                ("opened_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("acted_at", models.DateTimeField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("proposed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "commander",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidents.decision",
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="decision",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="incidents.incident"
            ),
        ),
        migrations.CreateModel(
            name="IncidentStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("number", models.IntegerField()),
                ("name", models.TextField()),
                ("name_en", models.TextField()),
                ("who", models.JSONField()),
                ("due_at", models.DateTimeField(null=True)),
                ("every", models.DurationField(null=True)),
                ("asks", models.TextField(blank=True, default="")),
                ("needs", models.TextField(blank=True, default="")),
                ("protects_life", models.BooleanField()),
                ("status", models.TextField(default="open")),
                ("words", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(null=True)),
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
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="incidents.incident"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="decision",
            name="step",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="incidents.incidentstep",
            ),
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("kind", models.TextField()),
                ("code", models.TextField(blank=True, default="")),
                ("words", models.TextField(blank=True, default="")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="log", to="incidents.incident"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidents.incidentstep",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("kind", models.TextField()),
                ("fact_kind", models.TextField(blank=True, default="")),
                ("caller_sealed", models.BinaryField(default=b"")),
                ("words", models.TextField(blank=True, default="")),
                (
                    "cause",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="origins", to="incidents.incident"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C", default="/")),
                ("number", models.IntegerField()),
                ("content", models.JSONField()),
                ("content_hash", models.TextField()),
                ("loaded_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="incidents.plan"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="incident",
            name="plan_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="incidents.planversion"
            ),
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("scope", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("exam_at", models.DateTimeField()),
                ("number", models.IntegerField()),
                ("to", models.TextField()),
                ("matter", models.TextField()),
                ("words", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "exam",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exams.exam"),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="incidents.incident"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="incidents.incidentstep",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="decision",
            name="request",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="incidents.request"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentstep",
            constraint=models.UniqueConstraint(fields=("incident", "number"), name="steps_are_numbered_in_an_incident"),
        ),
        migrations.AddConstraint(
            model_name="incidentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "done", "waived"])), name="step_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("asks__in", ["", "venue_head", "district_chief", "city", "province", "ministry"])),
                name="step_asks_a_known_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("needs__in", ["", "venue_head", "district_chief", "city", "province", "ministry"])),
                name="step_needs_a_known_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None), ("entry", None), ("status", "open")),
                    models.Q(
                        models.Q(("status", "open"), _negated=True),
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        ("entry__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="ended_step_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "waived"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="waived_step_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["incident", "at"], name="incident_log_in_order"),
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
                        ],
                    )
                ),
                name="log_kind_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="origin",
            index=models.Index(fields=["incident", "at"], name="origins_in_order"),
        ),
        migrations.AddConstraint(
            model_name="origin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["custody", "clock", "milestone", "report", "equipment", "inject", "call", "spot"])
                ),
                name="origin_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="origin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cause__isnull", False),
                        ("kind__in", ["custody", "clock", "milestone", "report", "equipment", "inject"]),
                    ),
                    models.Q(
                        models.Q(
                            ("kind__in", ["custody", "clock", "milestone", "report", "equipment", "inject"]),
                            _negated=True,
                        ),
                        ("cause", None),
                    ),
                    _connector="OR",
                ),
                name="found_incident_links_to_what_was_found",
            ),
        ),
        migrations.AddConstraint(
            model_name="origin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "call"), _negated=True),
                    models.Q(("caller_sealed", b""), _negated=True),
                    _connector="OR",
                ),
                name="call_says_who_called",
            ),
        ),
        migrations.AddConstraint(
            model_name="origin",
            constraint=models.UniqueConstraint(fields=("incident", "cause"), name="finding_is_attached_once"),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(fields=("plan", "scope", "number"), name="plan_versions_are_numbered"),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(
                    ("status__in", ["registered", "judged", "reported", "responding", "handling", "close_proposed"])
                ),
                fields=["exam", "opened_at"],
                name="incidents_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(fields=("exam", "number"), name="incidents_are_numbered_in_an_exam"),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("status__in", ["registered", "judged", "reported", "responding", "handling", "close_proposed"]),
                    models.Q(("place_key", ""), _negated=True),
                ),
                fields=("exam", "plan_code", "place_key"),
                name="same_finding_at_same_place_is_one_incident",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "registered",
                            "judged",
                            "reported",
                            "responding",
                            "handling",
                            "close_proposed",
                            "closed",
                            "reviewed",
                            "archived",
                        ],
                    )
                ),
                name="incident_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "family__in",
                        ["exam_security", "natural_disaster", "accident", "social_security", "public_health"],
                    )
                ),
                name="incident_family_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("openness__in", ["open", "internal", "restricted"])),
                name="incident_openness_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("level_initial__in", ["I", "II", "III", "IV"])), name="initial_level_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("level_confirmed__in", ["", "I", "II", "III", "IV"])),
                name="confirmed_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_by", None), ("level_confirmed", "")),
                    models.Q(models.Q(("level_confirmed", ""), _negated=True), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="level_is_confirmed_by_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("acknowledged_at", None),
                        ("commander", None),
                        ("status__in", ["registered", "judged", "reported"]),
                    ),
                    models.Q(
                        models.Q(("status__in", ["registered", "judged", "reported"]), _negated=True),
                        ("acknowledged_at__isnull", False),
                        ("commander__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="answered_incident_has_a_commander",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at", None),
                        ("closed_by", None),
                        (
                            "status__in",
                            ["registered", "judged", "reported", "responding", "handling", "close_proposed"],
                        ),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        ("proposed_by__isnull", False),
                        models.Q(
                            (
                                "status__in",
                                ["registered", "judged", "reported", "responding", "handling", "close_proposed"],
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="closed_incident_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_by", None),
                    models.Q(
                        models.Q(("closed_by", models.F("proposed_by")), _negated=True),
                        models.Q(("closed_by", models.F("commander")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="incident_is_closed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                fields=("incident", "number"), name="requests_are_numbered_in_an_incident"
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("to__in", ["venue_head", "district_chief", "city", "province", "ministry"])),
                name="request_goes_to_a_known_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "matter__in",
                        [
                            "step",
                            "level",
                            "more_time",
                            "going_on",
                            "cancelling",
                            "make_up_time",
                            "substitute_papers",
                            "other",
                        ],
                    )
                ),
                name="request_matter_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="request_says_what_is_asked"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("incident", "number"), name="decisions_are_numbered_in_an_incident"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("authority__in", ["venue_head", "district_chief", "city", "province", "ministry"])),
                name="decision_is_of_a_known_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "matter__in",
                        [
                            "step",
                            "level",
                            "more_time",
                            "going_on",
                            "cancelling",
                            "make_up_time",
                            "substitute_papers",
                            "other",
                        ],
                    )
                ),
                name="decision_matter_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["granted", "refused"])), name="decision_outcome_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", ""), _negated=True), name="decision_says_who_decided"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document", ""), _negated=True),
                    models.Q(
                        ("approver__isnull", False),
                        models.Q(("authority__in", ["city", "province", "ministry"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_has_a_document_or_its_own_login",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", ""), models.Q(("matter", "level"), _negated=True)),
                    models.Q(
                        ("matter", "level"),
                        models.Q(
                            models.Q(("authority__in", ["province", "ministry"]), ("level__in", ["I", "II"])),
                            models.Q(("authority__in", ["city", "province", "ministry"]), ("level__in", ["III", "IV"])),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="level_is_confirmed_from_above",
            ),
        ),
        migrations.RunSQL(
            sql=[
                "ALTER TABLE incidents_planversion ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE incidents_planversion FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY incidents_planversion_seen ON incidents_planversion"
                f" USING ({PLANS_SEEN}) WITH CHECK ({PLANS_WRITTEN})",
            ],
            reverse_sql=[
                "DROP POLICY incidents_planversion_seen ON incidents_planversion",
                "ALTER TABLE incidents_planversion NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE incidents_planversion DISABLE ROW LEVEL SECURITY",
            ],
        ),
        *append_only("incidents_planversion"),
        *(
            migrations.RunSQL(
                sql=f"REVOKE DELETE, TRUNCATE ON {table} FROM {role('app')}",
                reverse_sql=f"GRANT DELETE ON {table} TO {role('app')}",
            )
            for table in NEVER_DELETED
        ),
        guard_rows("incidents_incident"),
        guard_rows("incidents_incidentstep"),
        guard_rows("incidents_origin"),
        *append_only("incidents_origin"),
        guard_rows("incidents_request"),
        *append_only("incidents_request"),
        guard_rows("incidents_decision"),
        *append_only("incidents_decision"),
        guard_rows("incidents_logentry"),
        *append_only("incidents_logentry"),
    ]
