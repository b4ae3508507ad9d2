"""Tablets of venues, as officers of the county keep them; and what one signed on a tablet oneself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ACCEPTED, ActView, ReadView
from organisation import services
from organisation.api import device_fields as fields
from organisation.events import DeviceRevoked, OfflineSignaturesConfirmed, SlotApproved, SlotOpened
from organisation.policies import check_keeps_devices
from organisation.selectors import devices_of, signed_offline
from organisation.states import DrawnCode


@extend_schema_view(get=extend_schema(operation_id="devices_list", responses=fields.DeviceOut(many=True)))
class DevicesView(ReadView):
    """GET: the tablets of the county."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """By venue and name."""
        check_keeps_devices(actor, actor.scope)
        return fields.DeviceOut(devices_of(actor.scope), many=True).data


@extend_schema_view(
    post=extend_schema(
        operation_id="devices_open_slot", request=fields.OpenSlotInput, responses={200: fields.SlotOpenedOut}
    )
)
class OpenSlotView(ActView):
    """POST: open a place for a tablet. The answer alone holds the code; it works when another officer approved it."""

    Input = fields.OpenSlotInput
    drawn: DrawnCode

    def post(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Open it. A repeated request finds its place, but the code was told once and is nowhere."""
        response = super().post(request, exam, **names)
        fact = response.data["fact"]
        told = {
            "act_id": response.data["act_id"],
            "slot": fact["slot"],
            "code": self.drawn.code if fact["slot"] == str(self.drawn.slot_id) else None,
            "expires_at": fact["expires_at"],
        }
        return Response(told, headers={ACCEPTED: response[ACCEPTED], "Cache-Control": "no-store"})

    def act(self, asked: Asked, given: dict[str, Any]) -> SlotOpened:
        """With a code drawn for it."""
        self.drawn = services.draw_code()
        return services.open_slot(asked, venue=given["venue"], name=given["name"], drawn=self.drawn)


@extend_schema_view(
    post=extend_schema(operation_id="devices_approve_slot", request=None, responses={200: OpenApiTypes.OBJECT})
)
class ApproveSlotView(ActView):
    """POST: approve a place that another officer opened."""

    def act(self, asked: Asked, given: dict[str, Any]) -> SlotApproved:
        """As the second of two."""
        return services.approve_slot(asked, slot_id=given["slot"])


@extend_schema_view(
    post=extend_schema(operation_id="devices_revoke", request=fields.RevokeInput, responses={200: OpenApiTypes.OBJECT})
)
class RevokeView(ActView):
    """POST: trust a tablet no longer, from a time on."""

    Input = fields.RevokeInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DeviceRevoked:
        """Say why and since when."""
        return services.revoke_device(asked, device_id=given["device"], reason=given["reason"], since=given["since"])


@extend_schema_view(
    get=extend_schema(operation_id="offline_signatures_list", responses=fields.SignedOfflineOut(many=True)),
    post=extend_schema(
        operation_id="offline_signatures_confirm",
        request=fields.ConfirmOfflineInput,
        responses={200: OpenApiTypes.OBJECT},
    ),
)
class OfflineSignaturesView(ReadView, ActView):
    """GET: what I signed on a tablet without network and have not confirmed. POST: confirm that it was I."""

    Input = fields.ConfirmOfflineInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In order."""
        return fields.SignedOfflineOut(signed_offline(actor), many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> OfflineSignaturesConfirmed:
        """One's own only."""
        return services.confirm_offline_signatures(asked, acts=given["acts"])
