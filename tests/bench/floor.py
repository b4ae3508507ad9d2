"""The product's addresses, and beside them the floor that they are measured against: DRF, one row, nothing asked."""

from __future__ import annotations

import uuid

from django.db import connection
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.time import now

FLOOR = "/bench/insert/"


class InsertView(APIView):
    """POST: insert one row."""

    authentication_classes = ()
    permission_classes = ()

    def post(self, request: Request) -> Response:
        """Read the body, insert, answer."""
        given: dict[str, int] = dict(request.data)
        values = (str(uuid.uuid4()), now(), given["pid"])
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kernel_heartbeat (process, beat_at, pid) VALUES (%s, %s, %s)", values)
        return Response({"ok": True})


urlpatterns = [path("bench/insert/", InsertView.as_view()), path("", include("examops.urls"))]
