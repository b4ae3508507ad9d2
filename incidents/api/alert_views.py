"""Warnings: where services send them, what came, and who may send."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from incidents import services
from incidents.api.views import act_called
from incidents.policies import check_reads_catalogue
from incidents.selectors.alerts import AlertTold, alerts_of, rejects_of
from incidents.states import MOST_ALERT_BYTES
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.errors import DomainError
from kernel.events import DomainEvent

LEAST_SECRET = 24


def secret_of(request: HttpRequest) -> str:
    """The secret that the source shows: as ``Authorization: Bearer``, or as the password of ``Basic``."""
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return shown.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(shown, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


@method_decorator(csrf_exempt, name="dispatch")
class CapIngestView(View):
    """POST a message of CAP as it is. 2xx says that it is on record; a refusal is JSON like every other."""

    http_method_names = ["post"]  # Django's own name

    def post(self, request: HttpRequest) -> HttpResponse:
        """The body as it came, one byte more than is taken at most. Nobody is logged in here."""
        body = request.read(MOST_ALERT_BYTES + 1)
        try:
            services.take_from_source(secret=secret_of(request), body=body)
        except DomainError as refusal:
            return HttpResponse(json.dumps(refusal.answer()), content_type="application/json", status=refusal.status)
        return HttpResponse("{}", content_type="application/json")


class AlertOut(serializers.Serializer[Any]):
    """A warning that was taken, and the incidents that it led to."""

    identifier = serializers.CharField()
    sender = serializers.CharField()
    sent_at = serializers.DateTimeField()
    msg_type = serializers.CharField()
    event = serializers.CharField()
    event_code = serializers.CharField()
    severity = serializers.CharField()
    headline = serializers.CharField()
    area = serializers.CharField()
    hazard = serializers.CharField()
    is_over = serializers.BooleanField()
    sha256 = serializers.CharField()
    incidents = serializers.ListField(child=serializers.IntegerField())


class RejectOut(serializers.Serializer[Any]):
    """A message that was set aside."""

    reason = serializers.CharField()
    detail = serializers.CharField()
    received_at = serializers.DateTimeField()
    sha256 = serializers.CharField()


class AlertsOut(serializers.Serializer[Any]):
    """What came."""

    taken = AlertOut(many=True)
    set_aside = RejectOut(many=True)


class AlertSourceInput(serializers.Serializer[None]):
    """A source of warnings, and the secret that it will show."""

    name = serializers.CharField(max_length=100)
    secret = serializers.CharField(min_length=LEAST_SECRET, max_length=200)


@extend_schema_view(get=extend_schema(operation_id="alerts_list", responses=AlertsOut))
class AlertsView(ReadView):
    """GET: the warnings that came, newest first, and what was set aside."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For who reads plans: warnings are public."""
        check_reads_catalogue(actor)
        row = exam_of(exam)
        return {
            "taken": [_told(one) for one in alerts_of(row, actor)],
            "set_aside": [
                {
                    "reason": one.reason,
                    "detail": one.detail,
                    "received_at": one.received_at,
                    "sha256": bytes(one.sha256).hex(),
                }
                for one in rejects_of(row)
            ],
        }


def _told(one: AlertTold) -> dict[str, Any]:
    names = ("identifier", "sender", "sent_at", "msg_type", "event", "event_code", "severity", "headline", "area")
    return {
        **{name: getattr(one.row, name) for name in names},
        "hazard": one.row.hazard,
        "is_over": one.row.over_by_id is not None,
        "sha256": bytes(one.row.sha256).hex(),
        "incidents": list(one.incidents),
    }


@act_called("open_alert_source")
class AlertSourcesView(ActView):
    """POST: let a service send warnings under a secret of its own."""

    Input = AlertSourceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Of its secret the hash is kept."""
        return services.open_alert_source(asked, **given)


@act_called("close_alert_source")
class CloseAlertSourceView(ActView):
    """POST: let it send no longer."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Its secret opens nothing from here on."""
        return services.close_alert_source(asked, **given)
