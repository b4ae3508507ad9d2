"""Celery: the schedule of what is periodic, in code."""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "examops.settings")

app = Celery("examops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

BEAT: dict[str, dict[str, str | crontab | float]] = {}
app.conf.beat_schedule = BEAT
