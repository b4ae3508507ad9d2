"""Addresses of locks and keys. Each is one signing by two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from paper_custody.api import key_fields as fields
from paper_custody.selectors.keys import locks_told
from paper_custody.services import keys as services


def _told(operation: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@extend_schema_view(get=extend_schema(operation_id="keys_list", responses=fields.LockOut(many=True)))
class KeysView(ReadView):
    """GET: locks with their keys and holders, and who received a code."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """As far as the caller may see them."""
        return fields.LockOut(locks_told(exam_of(exam), actor), many=True).data


@_told("keys_register_lock", fields.LockInput)
class RegisterLockView(ActView):
    """POST: a lock and its keys come onto the list."""

    Input = fields.LockInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Two keepers of the place together."""
        return services.register_lock(asked, second=given["second"], lock=fields.lock_of(given))


@_told("keys_issue", fields.KeysInput)
class IssueKeysView(ActView):
    """POST: issue keys from the safe. The caller keeps it."""

    Input = fields.KeysInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The receiver holds them from now on."""
        return services.issue_keys(asked, receiver=given["receiver"], keys=given["keys"])


@_told("keys_hand_over", fields.KeysInput)
class HandOverKeysView(ActView):
    """POST: hand keys over. The caller holds them."""

    Input = fields.KeysInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """From hand to hand."""
        return services.hand_over_keys(asked, receiver=given["receiver"], keys=given["keys"])


@_told("keys_return", fields.KeysInput)
class ReturnKeysView(ActView):
    """POST: return keys to the safe. The caller holds them."""

    Input = fields.KeysInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The receiver keeps the safe."""
        return services.return_keys(asked, receiver=given["receiver"], keys=given["keys"])


@_told("keys_code_received", fields.CodeInput)
class ReceiveCodeView(ActView):
    """POST: the receiver got a lock's code from the caller. Nothing of the code is asked for."""

    Input = fields.CodeInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Who, when, by which channel."""
        return services.receive_code(asked, receiver=given["receiver"], receipt=fields.receipt_of(given))


@_told("keys_code_changed", fields.CodeChangedInput)
class ChangeCodeView(ActView):
    """POST: a lock's code was changed."""

    Input = fields.CodeChangedInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """By two keepers."""
        return services.change_code(asked, second=given["second"], lock=given["lock"])
