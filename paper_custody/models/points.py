"""What both sides found at the ten points of a handover."""

from __future__ import annotations

from django.db import models

from paper_custody.models.base import Recorded, known
from paper_custody.states import Node, Step


class HandoverCheck(Recorded):
    """All ten points in order, except ``amiss``: remarks by the point's code. One row for a signing."""

    step = models.TextField()
    node = models.TextField()
    version = models.PositiveIntegerField()
    amiss = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry"], name="a_signing_is_checked_once"),
            known("step", Step, "checked_step_is_known"),
            known("node", Node, "checked_node_is_known"),
        ]
