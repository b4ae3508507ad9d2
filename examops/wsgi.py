"""Pages and API. Django costs a WSGI worker an eighth of what it costs an ASGI one."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "examops.settings")

application = get_wsgi_application()
