"""Celery's worker with the schedule in it."""

from typing import Any

from django.core.management.base import BaseCommand

from examops.processes import work


class Command(BaseCommand):
    help = "Run the worker: scheduled checks, drills, sending. Only one of them may run."

    def handle(self, *args: Any, **options: Any) -> None:
        work()
