"""Pages of the tablet. They hold nobody's data: the app fetches what whoever is logged in may see, and keeps it."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from kernel.time import now
from organisation.policies import check_keeps_devices
from organisation.selectors import open_slots
from organisation.views import ActorPage
from tablet.gateways.shell import NotBuilt, service_worker, shell
from tablet.selectors.devices import devices_shown
from venues.selectors.places import venues_of

# The worker's address is at the root, so that it may also answer for /static/.
SCOPE = "Service-Worker-Allowed"


class ShellPage(View):
    """``/tablet/`` and ``/tablet/setup/``: an empty page that the app fills, the same for everybody.

    Nobody has to be logged in, since it comes out of the tablet's cache: an expired session must not lock a venue out
    of its own day. Whoever reads or sends anything is asked for by the API.
    """

    part = "day"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, and of which version the app is."""
        version = _built(shell).version
        return render(request, "tablet/shell.html", {"part": self.part, "version": version})


class DevicesPage(ActorPage):
    """``/devices/``: the tablets of the county, for the officers who enrol and revoke them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Places that wait for an approval, every tablet, and what of its queue needs to be looked at."""
        scope = self.actor.scope
        check_keeps_devices(self.actor, scope)
        shown = devices_shown(scope)
        told = {"devices": shown.devices, "unknown": shown.unknown, "slots": open_slots(scope, now())}
        return render(request, "tablet/devices.html", {**told, "venues": venues_of(scope), "me": self.actor.person_id})


class ServiceWorker(View):
    """``/sw.js``: the service worker with its list of files."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Never out of a cache: a browser that holds an old one would never learn of the new version."""
        script = _built(service_worker)
        headers = {SCOPE: "/", "Cache-Control": "no-cache"}
        return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


class WebManifest(View):
    """What the browser installs."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Name, colours and icons."""
        icons = [
            {"src": staticfiles_storage.url(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ]
        told: dict[str, Any] = {
            "id": "/tablet/",
            "name": _("ExamOps venue tablet"),
            "short_name": _("Venue tablet"),
            "start_url": "/tablet/",
            "scope": "/",
            "display": "standalone",
            "orientation": "any",
            "background_color": "#eef2f7",
            "theme_color": "#0d2a52",
            "icons": [*icons, {**icons[-1], "purpose": "maskable"}],
        }
        return JsonResponse(told, content_type="application/manifest+json")


def _built(read: Any) -> Any:
    try:
        return read()
    except NotBuilt as missing:
        raise Http404(f"{missing}: the front end is not built") from missing
