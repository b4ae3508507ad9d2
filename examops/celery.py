"""Celery: the schedule of what is periodic, in code."""

from __future__ import annotations

import os

from celery import Celery

from desk.states import BACK_UP, BACK_UP_EVERY, RULES, RUN_CHECK, RUN_FIRST_CHECKS
from notices.states import SEND, SEND_EVERY
from paper_custody.states.evidence import LOOK_AFTER_EVIDENCE
from paper_custody.states.positions import KEEP_POSITION_DAYS, WATCH_POSITIONS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "examops.settings")

app = Celery("examops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

BEAT: dict[str, dict[str, object]] = {
    f"standing check {check}": {"task": RUN_CHECK, "schedule": rule.every, "args": (check.value,)}
    for check, rule in RULES.items()
}
BEAT["first checks"] = {"task": RUN_FIRST_CHECKS, "schedule": 20.0}
# Looks whether one is due, so that a stop over the hour loses none.
BEAT["backup"] = {"task": BACK_UP, "schedule": BACK_UP_EVERY, "options": {"expires": BACK_UP_EVERY.total_seconds()}}
# Every ten seconds: a drill is scheduled to the minute.
BEAT["drills"] = {"task": "drills.begin_due_drills", "schedule": 10.0}
# What changes on the boards by the clock alone: the watchman's findings, what has become due.
BEAT["boards"] = {"task": "board.refresh_boards", "schedule": 5.0, "options": {"expires": 5.0}}
# Workbooks hold names and telephone numbers: none is kept longer than its page says.
BEAT["old workbooks"] = {"task": "intake.let_go_of_old", "schedule": 600.0}
# A position that does not come is told of within one such turn.
BEAT["positions"] = {"task": WATCH_POSITIONS, "schedule": 10.0, "options": {"expires": 10.0}}
BEAT["days of positions"] = {"task": KEEP_POSITION_DAYS, "schedule": 3600.0}
# Packs that a worker was killed over are taken up again; files are removed when they were kept long enough.
BEAT["evidence"] = {"task": LOOK_AFTER_EVIDENCE, "schedule": 30.0, "options": {"expires": 30.0}}
# What is to go outside, and what was not seen there within its minute. A turn that comes late is not made up for.
BEAT["messages"] = {"task": SEND, "schedule": SEND_EVERY, "options": {"expires": SEND_EVERY}}
app.conf.beat_schedule = BEAT
