"""Ways to make the board move that no story of the domain needs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import redis
from django.conf import settings
from django.db import connection

from board.models import Channel, Row
from board.services.frames import lock_channels, send
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.servers import superuser
from tests.world import World


def send_rows(exam_id: UUID, bodies: dict[tuple[str, str], dict[str, Any] | None], channel: str = "wall") -> None:
    """Send one frame with these rows, whatever the domain says."""
    with reading(SYSTEM, exam_id):
        send(exam_id, lock_channels(exam_id), {channel: bodies})


def number_of(exam_id: UUID, channel: str = "wall") -> int:
    """The number of the last frame of a channel."""
    with reading(SYSTEM, exam_id):
        return Channel.objects.get(exam_id=exam_id, channel=channel).number


def rows_stored(exam_id: UUID, channel: str = "wall") -> dict[tuple[str, str], Any]:
    """The rows of a channel as they are stored."""
    with reading(SYSTEM, exam_id):
        rows = Row.objects.filter(exam_id=exam_id, channel=channel)
        return {(kind, key): body for kind, key, body in rows.values_list("kind", "key", "body")}


def change(world: World, times: int = 1) -> None:
    """Let something happen that the wall shows: the drill's clock is moved."""
    for _time in range(times):
        world.fast_forward(minutes=1)


def end_subscriptions() -> None:
    """Cut every subscription to Redis, as a restart of Redis would."""
    client = redis.from_url(settings.REDIS_URL)
    client.client_kill_filter(_type="pubsub")
    client.close()


def end_database_sessions() -> None:
    """Cut every session of the app's role but this one's, as a restart of PostgreSQL would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        mine = cursor.fetchone()[0]
    root = superuser()
    try:
        with root.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND pid <> %s",
                [f"{settings.DB_ROLE_PREFIX}_app", mine],
            )
    finally:
        root.close()
