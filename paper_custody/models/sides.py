"""Those who sign a handover beside the giver and the receiver."""

from __future__ import annotations

from django.db import models

from organisation.states import Side
from paper_custody.models.base import Recorded, known
from paper_custody.states import Step


class FurtherSigner(Recorded):
    """Somebody who signed a handover beside the first of his side, as its rule wants.

    PostgreSQL holds (entry, side, person) against the proof of that very act; that he stands on one side only is
    the proofs' own law.
    """

    step = models.TextField()
    side = models.TextField()
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    rule = models.TextField()

    class Meta:
        constraints = [
            known("step", Step, "further_step_is_known"),
            models.CheckConstraint(
                condition=models.Q(side__in=[Side.GIVER.value, Side.RECEIVER.value]), name="further_side_is_known"
            ),
            models.UniqueConstraint(fields=["entry", "person"], name="signs_once_beside_the_first"),
        ]
