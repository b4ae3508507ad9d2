"""Addresses of the secure room: what two people sign there, who keeps it, who visits it, and what watches it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exams.selectors.sessions import exam_of
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from paper_custody.api import secure_room_fields as fields
from paper_custody.policies.secure_room import check_sees_room
from paper_custody.selectors.vault_overview import room_shown
from paper_custody.services import duty_roster, secure_room, vault_duties, vault_signals, vault_visits
from paper_custody.states.secure_room import CheckKind, SourceStatus

SECRET = "Source-Secret"  # noqa: S105 - the name of a header


def _told(operation: str, request: Any = None) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@extend_schema_view(get=extend_schema(operation_id="vault", responses=OpenApiTypes.OBJECT))
class RoomView(ReadView):
    """GET: where the room stands, what is owed by when, who is on post, and what is wrong."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For those who keep the room or follow the papers."""
        found = exam_of(exam)
        check_sees_room(actor, found.scope)
        return fields.room_told(room_shown(found))


@_told("vault_describe", fields.DescribeInput)
class DescribeView(ActView):
    """POST: name and place the county's secure room."""

    Input = fields.DescribeInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Not in a drill."""
        return secure_room.describe_room(asked, name=given["name"], place=given["place"])


@_told("vault_certificate", fields.CertificateInput)
class CertificateView(ActView):
    """POST: enter the certificate."""

    Input = fields.CertificateInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The newest counts."""
        return secure_room.record_certificate(asked, given=fields.certificate_of(given))


@_told("vault_check", fields.CheckInput)
class CheckView(ActView):
    """POST: the room gone through point by point by its head and another keeper."""

    Input = fields.CheckInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """All in order, except the points named."""
        return secure_room.check_room(
            asked,
            second=given["second"],
            kind=CheckKind(given["kind"]),
            version=given["version"],
            wrong=given["faults"],
        )


@_told("vault_enable", fields.TwoInput)
class EnableView(ActView):
    """POST: enable the accepted, certified room."""

    Input = fields.TwoInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Signed by two."""
        return secure_room.enable_room(asked, second=given["second"])


@_told("vault_used_otherwise", fields.SaidByTwoInput)
class UsedOtherwiseView(ActView):
    """POST: the room served something else."""

    Input = fields.SaidByTwoInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Its locks are due."""
        return secure_room.use_otherwise(asked, second=given["second"], words=given["words"])


@_told("vault_locks_changed", fields.SaidByTwoInput)
class LocksChangedView(ActView):
    """POST: both locks and codes were changed."""

    Input = fields.SaidByTwoInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """That they were, never to what."""
        return secure_room.change_locks(asked, second=given["second"], words=given["words"])


@_told("vault_retire", fields.TwoInput)
class RetireView(ActView):
    """POST: take the cleared room out of use."""

    Input = fields.TwoInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Signed by two."""
        return secure_room.retire_room(asked, second=given["second"])


@_told("vault_roster", fields.RosterInput)
class RosterView(ActView):
    """POST: plan all shifts anew."""

    Input = fields.RosterInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The rosters before stay on record."""
        return duty_roster.set_roster(asked, shifts=fields.shifts_of(given))


@_told("vault_hand_over_shift", fields.HandOverShiftInput)
class HandOverShiftView(ActView):
    """POST: one shift hands over to the next."""

    Input = fields.HandOverShiftInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The caller gives, the second person takes."""
        return duty_roster.hand_over_shift(asked, second=given["second"], shift=given["shift"], words=given["words"])


@_told("vault_round", fields.RoundInput)
class RoundView(ActView):
    """POST: a patrol, a playback review or a joint check, by two."""

    Input = fields.RoundInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Now, or with its time and form where it is entered afterwards."""
        return vault_duties.record_round(asked, second=given["second"], told=fields.round_of(given))


@_told("vault_waiver", fields.WaiverInput)
class WaiverView(ActView):
    """POST: the province's word on the storage limit, as it was received."""

    Input = fields.WaiverInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Recorded here, decided there."""
        return vault_duties.record_waiver(asked, told=fields.waiver_of(given))


@_told("vault_visit_book", fields.VisitInput)
class BookVisitView(ActView):
    """POST: book a visit to the empty room."""

    Input = fields.VisitInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Refused from the receipt of papers on."""
        return vault_visits.book_visit(asked, visit=fields.visit_of(given))


@_told("vault_visit_in", fields.SignInInput)
class VisitInView(ActView):
    """POST: let visitors in."""

    Input = fields.SignInInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Without phones, with somebody."""
        return vault_visits.sign_visitors_in(asked, visit=given["visit"], told=fields.sign_in_of(given))


@_told("vault_visit_out")
class VisitOutView(ActView):
    """POST: visitors have left."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """When they did."""
        return vault_visits.sign_visitors_out(asked, visit=given["visit"])


@_told("vault_visit_call_off")
class VisitCallOffView(ActView):
    """POST: a visit does not take place."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """It stays on record."""
        return vault_visits.call_visit_off(asked, visit=given["visit"])


@_told("vault_source", fields.SourceInput)
class SourceView(ActView):
    """POST: register an alarm, a camera or a recorder."""

    Input = fields.SourceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Its secret is told to nobody again."""
        return vault_signals.register_source(asked, source=fields.source_of(given))


@_told("vault_source_status", fields.StatusInput)
class StatusView(ActView):
    """POST: what a guard sees of a source."""

    Input = fields.StatusInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent | None:
        """Nothing is kept where it is as it was."""
        return vault_signals.report_status(asked, code=given["source"], status=SourceStatus(given["status"]))


@_told("vault_signal")
class SignalView(APIView):
    """POST: what a source says of itself, proved by its secret in the ``Source-Secret`` header.

    ``{"status": "ok" | "fault" | "alarm"}``, or ``{"coverage": 1 | -1 | -2, "from": ..., "until": ...}``.
    """

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def post(self, request: Request, exam: UUID, source: str) -> Response:
        """Taken in byte for byte; answered with its hash."""
        signal = vault_signals.take_signal(exam, code=source, secret=request.headers.get(SECRET, ""), body=request.body)
        return Response({"signal": str(signal.pk), "sha256": signal.body_hash})
