"""Celery begins drills at their time."""

from __future__ import annotations

from celery import shared_task

from drills.errors import PapersAreHere
from drills.selectors import drills_due
from drills.services import begin_drill, call_off_drill
from kernel.act import asked_by_system
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now


@shared_task(name="drills.begin_due_drills")
def begin_due_drills() -> int:
    """Begin every scheduled drill whose moment has come. Returns how many began."""
    with reading(SYSTEM):
        due = list(drills_due(now()).select_related("real"))
    begun = 0
    for drill in due:
        try:
            begin_drill(drill)
        except PapersAreHere:
            calling_off = asked_by_system(cause=drill.pk, purpose="papers are here", exam_id=None)
            call_off_drill(calling_off, drill_id=drill.pk)
        else:
            begun += 1
    return begun
