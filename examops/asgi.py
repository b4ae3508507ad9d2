"""Sockets. Only ``/ws/`` is routed here."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "examops.settings")

# Before anything of ours is imported: it loads the apps.
pages = get_asgi_application()

from examops.sockets import SOCKETS  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(URLRouter(SOCKETS)),
    }
)
