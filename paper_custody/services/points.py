"""Parts: the ten points of a handover, looked at before it and kept with it."""

from __future__ import annotations

from kernel.act import Asked
from paper_custody.models import HandoverCheck
from paper_custody.policies.points import check_points, check_points_told
from paper_custody.services.scanning import Scanned
from paper_custody.states import NODE_OF, Node, Step


def look_at_points(asked: Asked, scanned: Scanned, *, step: Step) -> None:
    """Part: refuse where a point that stops a handover is not in order; else keep what was found."""
    if scanned.batch.points is None:
        return
    check_points(scanned.batch.points, step=step, node=_node(scanned, step), bags=scanned.bags)
    _keep(asked, scanned, step)


def keep_points(asked: Asked, scanned: Scanned, *, step: Step) -> None:
    """Part: keep what stands on a form that was signed on paper. It is done already, and can be refused no longer."""
    if scanned.batch.points is not None:
        check_points_told(scanned.batch.points)
        _keep(asked, scanned, step)


def _keep(asked: Asked, scanned: Scanned, step: Step) -> None:
    told = scanned.batch.points
    if told is None:
        return
    HandoverCheck.objects.create(
        exam_id=scanned.bags[0].exam_id,
        scope=scanned.bags[0].exam.scope,
        step=step,
        node=_node(scanned, step),
        version=told.version,
        amiss={code: words.strip() for code, words in told.amiss.items()},
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )


def _node(scanned: Scanned, step: Step) -> Node:
    return NODE_OF.get(step, Node(scanned.bags[0].node))
