"""Records: bodies as other people's tools send them. Kept with their bytes before anybody is told that they came.

A position is telemetry and stands in no journal; only what it means is a fact (``alarms``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.utils.timezone import localdate

from exams.selectors.sessions import rules_of
from exams.states import ExamStatus
from kernel.actors import SYSTEM
from kernel.errors import DomainError
from kernel.scope import reading
from kernel.time import exam_now, now
from paper_custody.errors.positions import (
    DeviceUnknown,
    NoDeviceId,
    PositionsNotApproved,
    PositionTooLarge,
    SourceUnknown,
    UnreadablePosition,
)
from paper_custody.gateways.feeds import FeedUnreadable, read_fix
from paper_custody.models import Position, PositionDevice, PositionKey, PositionSource, SetAside
from paper_custody.selectors.corridor import on_line
from paper_custody.selectors.positions import approval_in_force, moment_of, route_of, run_with, standing_of
from paper_custody.services.alarms import judge_run
from paper_custody.services.positions import hash_of_secret
from paper_custody.states.positions import MOST_BYTES, Aside, Feed, Fix, Sent, Standing

REFUSALS: dict[Aside, type[DomainError]] = {
    Aside.NOT_APPROVED: PositionsNotApproved,
    Aside.UNKNOWN_DEVICE: DeviceUnknown,
    Aside.NO_DEVICE_ID: NoDeviceId,
    Aside.UNREADABLE: UnreadablePosition,
    Aside.TOO_LARGE: PositionTooLarge,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a body: why it was set aside, if it was, and the run that its fix is news of."""

    aside: Aside | None = None
    device: str = ""
    keeps_body: bool = True
    escort_id: UUID | None = None


def take_body(*, feed: Feed, secret: str, sent: Sent) -> None:
    """Take a body of a tool: kept and committed when this returns. Then what it shows is judged.

    Refuses an unknown secret (nothing of it is kept: anybody could fill the table), and, kept with their reason,
    bodies without an approval (their hash only), of unknown devices, and such as cannot be read.
    """
    with reading(SYSTEM):
        sources = PositionSource.objects.filter(feed=feed, secret_hash=hash_of_secret(secret), closed_at=None)
        source = sources.select_related("exam").first()
    if source is None:
        raise SourceUnknown
    with reading(SYSTEM, source.exam_id):
        taken = _take(source, sent)
        if taken.aside is not None:
            _set_aside(source, sent, taken)
    if taken.aside in REFUSALS:
        raise REFUSALS[taken.aside]
    if taken.escort_id is not None:
        judge_run(exam=source.exam, escort_id=taken.escort_id)


def _take(source: PositionSource, sent: Sent) -> Taken:
    if source.exam.status != ExamStatus.OPEN or approval_in_force(source.exam_id, now()) is None:
        return Taken(Aside.NOT_APPROVED, keeps_body=False)
    if len(sent.body) > MOST_BYTES:
        return Taken(Aside.TOO_LARGE, keeps_body=False)
    try:
        fix = read_fix(Feed(source.feed), sent)
    except FeedUnreadable as refused:
        return Taken(refused.why)
    devices = PositionDevice.objects.filter(source=source, native_id=fix.device, unbound_at=None)
    device = devices.select_related("vehicle").first()
    if device is None:
        return Taken(Aside.UNKNOWN_DEVICE, device=fix.device)
    position = _position(source, device, sent, fix)
    if _is_new(position, fix):
        Position.objects.bulk_create([position])
    news = position.escort_id if position.standing == Standing.LIVE else None
    return Taken(Aside.EVENT if sent.is_event else None, device=fix.device, escort_id=news)


def _position(source: PositionSource, device: PositionDevice, sent: Sent, fix: Fix) -> Position:
    """The row of a fix, judged against the run and its route as they were then."""
    exam, at = source.exam, now()
    told = fix.fix_at or at
    moment = moment_of(exam, told) if fix.fix_at else exam_now(exam.pk, at)
    watch = rules_of(exam).escort.watch
    escort = run_with(device.vehicle, moment)
    route = None if escort is None else route_of(escort)
    line = [] if route is None else [(longitude, latitude) for longitude, latitude in route.line]
    off = on_line((fix.longitude, fix.latitude), line).off_m if route is not None else None
    return Position(
        exam=exam,
        scope=source.scope,
        day=localdate(at),
        source=source,
        device=device,
        vehicle=device.vehicle,
        escort=escort,
        fix_at=told,
        device_at=fix.device_at,
        sent_at=fix.sent_at,
        received_at=at,
        exam_at=moment,
        standing=standing_of(moment, exam_now(exam.pk, at), watch),
        longitude=fix.longitude,
        latitude=fix.latitude,
        speed_kmh=fix.speed_kmh,
        course=fix.course,
        accuracy_m=fix.accuracy_m,
        is_valid=fix.is_valid,
        off_m=off,
        is_outside=route is not None and off is not None and off > route.width_m / 2,
        sha256=hashlib.sha256(sent.body).digest(),
        body=sent.body,
    )


def _is_new(position: Position, fix: Fix) -> bool:
    """Whether it comes for the first time: by the tool's own number of it, else by its bytes."""
    key = fix.native_id or bytes(position.sha256).hex()
    _row, made = PositionKey.objects.get_or_create(
        source=position.source,
        key=key,
        defaults={"exam_id": position.exam_id, "scope": position.scope, "day": position.day},
    )
    return made


def _set_aside(source: PositionSource, sent: Sent, taken: Taken) -> None:
    """Keep what is no position, once."""
    SetAside.objects.get_or_create(
        source=source,
        sha256=hashlib.sha256(sent.body).digest(),
        reason=taken.aside,
        defaults={
            "exam_id": source.exam_id,
            "scope": source.scope,
            "device": taken.device,
            "received_at": now(),
            "body": sent.body if taken.keeps_body else None,
        },
    )
