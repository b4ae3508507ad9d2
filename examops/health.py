"""Is this node well? Asked by the supervisor, by the proxy, by a rehearsal, and by people."""

from __future__ import annotations

from typing import Any

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clocks.selectors import Finding, nothing_due, watch_findings
from journal import selectors as journal
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from notices.selectors.sent import sending_findings


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """This process answers. It asks nobody else: what is broken elsewhere is not cured by a restart of this."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Database and Redis answer, and no projection stands still. 503 otherwise."""
    parts = _parts()
    failed = sorted(journal.failures()) if parts["database"] == "ok" else []
    well = set(parts.values()) == {"ok"} and not failed
    return JsonResponse({"ready": well, **parts, "failed": failed}, status=200 if well else 503)


@require_safe
@never_cache
def whole(request: HttpRequest) -> JsonResponse:
    """All that is known: the parts, the journal's lag, and what the watchman noticed. No person, place or number.

    ``settled`` is what a stepped rehearsal waits for: all is numbered, projected and reacted to, and nothing is due.
    """
    answer: dict[str, Any] = {"time": now().isoformat(), **_parts()}
    if answer["database"] == "ok":
        answer.update(_journal_and_clocks())
    well = answer["database"] == answer["redis"] == "ok" and not answer.get("findings")
    return JsonResponse({"status": "ok" if well else "ill", **answer}, json_dumps_params={"ensure_ascii": False})


def _journal_and_clocks() -> dict[str, Any]:
    with reading(SYSTEM):
        waiting = journal.waiting_count()
        lagging = [{"consumer": lag.consumer, "behind": lag.behind} for lag in journal.lagging()]
        return {
            "waiting": waiting,
            "lagging": lagging,
            "settled": waiting == 0 and not lagging and nothing_due(now()),
            "findings": [_told(finding) for finding in [*watch_findings(), *sending_findings()]],
        }


def _told(finding: Finding) -> dict[str, Any]:
    sentences = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            sentences[language] = str(finding.sentence)
    return {"code": finding.code, "names": list(finding.names), "sentence": sentences}


def _parts() -> dict[str, str]:
    parts = {"database": "ok", "redis": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        parts["database"] = "unreachable"
    try:
        cache.get("health")
    except redis.RedisError:
        parts["redis"] = "unreachable"
    return parts
