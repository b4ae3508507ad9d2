"""Drawing the boards anew from the journal."""

from __future__ import annotations

from django.db.models import F

from board.models import Channel, Frame, Row
from journal.models import Cursor
from kernel.actors import SYSTEM
from kernel.scope import reading


def rebuild(consumer: str) -> int:
    """Forget all rows and frames and let the projection begin again. Returns how many channels there are.

    Each channel's number moves on by one without a frame: a screen that is told of the next frame
    finds a hole before it and asks for a fresh snapshot, and no number ever means two things.
    """
    with reading(SYSTEM):
        # First the cursors, as the projection itself does: whoever takes locks in another order can be stuck.
        for cursor in Cursor.objects.select_for_update().filter(consumer=consumer).order_by("pk"):
            Cursor.objects.filter(pk=cursor.pk).update(position=0, attempts=0, failure="")
        channels = list(Channel.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        Row.objects.all().delete()
        Frame.objects.all().delete()
        return Channel.objects.filter(pk__in=channels).update(number=F("number") + 1, facts_told=0)
