"""The venue's tablet: enrolled, a person's key on it, its queue, and the keys of receipts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ACCEPTED, ActView, ReadView, actor_of
from kernel.errors import NotThere
from kernel.scope import reading
from kernel.time import now
from organisation import services as organisation
from organisation.errors import CodeNotValid, TooManyTries
from organisation.events import DeviceEnrolled, PersonKeyRegistered
from organisation.models import Device
from organisation.selectors import device_for, names_of, receipt_keys
from organisation.states import HealthTold, TabletTold
from tablet import services
from tablet.api import fields
from tablet.gateways import receipts
from tablet.policies import check_new_key
from tablet.states import Sent

# Eight letters cannot be guessed in ten minutes; who tries is stopped all the same.
TRIES = {"enrol_tablet": "10/5m/key"}


@extend_schema_view(
    post=extend_schema(operation_id="tablet_enrol", request=fields.EnrolInput, responses={200: fields.EnrolledOut})
)
class EnrolView(ActView):
    """POST: enrol this tablet with the code that two officers made, by whoever of the venue is logged in on it."""

    Input = fields.EnrolInput

    def post(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Enrol it; the answer is what the tablet keeps of itself."""
        if not self._try(request, dry_run=True):
            raise TooManyTries
        try:
            response = super().post(request, exam, **names)
        except CodeNotValid:
            self._try(request, dry_run=False)
            raise
        with reading(actor_of(request)):
            device = Device.objects.select_related("unit").get(pk=response.data["fact"]["device"])
        told = {"device": device.pk, "kid": device.kid, "name": device.name, "venue": device.unit.code, "counter": 0}
        return Response(told, headers={ACCEPTED: response[ACCEPTED]})

    def act(self, asked: Asked, given: dict[str, Any]) -> DeviceEnrolled:
        """With its key."""
        return organisation.enrol_device(asked, code=given.pop("code"), told=TabletTold(**given))

    def _try(self, request: Request, *, dry_run: bool) -> bool:
        key = str(actor_of(request).login_id)
        return bool(
            ratelimit.consume(
                request, app="organisation", action="enrol_tablet", config=TRIES, key=key, dry_run=dry_run
            )
        )


@extend_schema_view(
    post=extend_schema(
        operation_id="tablet_person_key", request=fields.EnvelopeInput, responses={200: fields.PersonKeyOut}
    )
)
class PersonKeyView(ActView):
    """POST: the person logged in gets a key of his own on this tablet, which the tablet itself sealed."""

    Input = fields.EnvelopeInput

    def post(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Register it."""
        response = super().post(request, exam, **names)
        fact = response.data["fact"]
        person = UUID(fact["person"])
        with reading(actor_of(request)):
            name = names_of({person}).get(person, "")
        return Response({"kid": fact["kid"], "person": person, "name": name}, headers={ACCEPTED: response[ACCEPTED]})

    def act(self, asked: Asked, given: dict[str, Any]) -> PersonKeyRegistered:
        """For the one who asks."""
        with reading(asked.actor):
            device = device_for(asked.actor, given["device"])
        if device is None:
            raise NotThere
        spki = check_new_key(given["envelope"], device=device, actor=asked.actor)
        return organisation.register_person_key(asked, device_id=device.pk, spki=spki)


class QueueView(APIView):
    """POST: what a tablet sealed. Each act has its own transaction, and its own verdict; nothing is ever dropped."""

    @extend_schema(operation_id="tablet_acts", request=fields.QueueInput, responses={200: fields.QueueOut})
    def post(self, request: Request) -> Response:
        """Take the queue, then sign what became of it."""
        actor = actor_of(request)
        given = fields.QueueInput(data=request.data)
        given.is_valid(raise_exception=True)
        told = dict(given.validated_data)
        health = told.pop("health")
        sent = Sent(received_at=now(), **told)
        taken = services.take_queue(actor, sent, health=None if health is None else _health(health))
        organisation.keep_receipt_key(receipts.public_half())
        return Response(fields.queue_told(sent, taken))


def _health(told: dict[str, Any]) -> HealthTold:
    return HealthTold(
        oldest_at=told["oldest"],
        app_version=told["app"],
        **{name: value for name, value in told.items() if name not in {"oldest", "app"}},
    )


@extend_schema_view(get=extend_schema(operation_id="tablet_keys", responses=fields.KeysOut))
class KeysView(ReadView):
    """GET: the public keys with which receipts are checked."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Of every process that ever signed, so that an old receipt can be checked, too."""
        return fields.KeysOut({"keys": receipt_keys()}).data
