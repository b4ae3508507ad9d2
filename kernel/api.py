"""The base of every API view: decode, one act or one read, encode. It decides nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.core.exceptions import ObjectDoesNotExist
from rest_framework import exceptions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from kernel.act import Asked
from kernel.actors import Actor
from kernel.errors import BadInput, DomainError, NotThere
from kernel.events import DomainEvent
from kernel.played import played
from kernel.scope import reading
from kernel.time import now

ACT_ID = "Act-Id"
ACCEPTED = "Act-Accepted"


class Nothing(serializers.Serializer[None]):
    """An act that needs no fields."""


def actor_of(request: Request) -> Actor:
    """Who asks, as the authentication class found out. Refuses (401) where nobody logged in."""
    if not isinstance(request.auth, Actor):
        raise exceptions.NotAuthenticated
    return request.auth


def asked_of(request: Request, exam_id: UUID | None) -> Asked:
    """What was asked for. The hash covers who asked, where, and the very bytes: a repeat must be the same."""
    if sealed := played(request):
        return replace(sealed.asked, exam_id=exam_id)
    actor = actor_of(request)
    times = {name: _instant(request, header) for name, header in TIMES.items()}
    digest = hashlib.sha256(f"{actor.person_id}\n{request.method}\n{request.path}\n".encode())
    digest.update(request.body)
    return Asked(
        act_id=_act_id(request),
        actor=actor,
        exam_id=exam_id,
        received_at=now(),
        request_hash=digest.digest(),
        **times,
    )


TIMES = {"happened_at": "Happened-At", "sent_at": "Sent-At"}


def _act_id(request: Request) -> UUID:
    told = request.headers.get(ACT_ID)
    if told is None:
        return uuid4()
    try:
        return UUID(told)
    except ValueError as error:
        raise BadInput(act_id="a UUID is needed in the Act-Id header") from error


def _instant(request: Request, header: str) -> Any:
    told = request.headers.get(header)
    return None if told is None else serializers.DateTimeField().to_internal_value(told)


class ActView(APIView):
    """POST: one act. Subclasses name the ``Input`` fields and call the service in ``act``."""

    Input: ClassVar[type[serializers.BaseSerializer[Any]]] = Nothing

    def post(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Decode, act, and answer with the fact."""
        # The body is read before the parsers take the stream: the request's hash is over its bytes.
        asked = asked_of(request, exam)
        with reading(asked.actor, exam):
            given = self.Input(data=request.data, context={"request": request, "view": self, "asked": asked})
            given.is_valid(raise_exception=True)
        fact = self.act(asked, {**names, **(given.validated_data or {})})
        # Named in a header, so that accepted acts can be counted at the proxy, outside of this code.
        headers = {} if fact is None else {ACCEPTED: str(asked.act_id)}
        return Response(answer(asked, fact), headers=headers)

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent | None:
        """Call the one service."""
        raise NotImplementedError


def answer(asked: Asked, fact: DomainEvent | None) -> dict[str, Any]:
    """The answer to an accepted act."""
    told = None if fact is None else {"kind": fact.kind, **fact.as_json()}
    return {"act_id": str(asked.act_id), "entry": str(asked.act_id), "fact": told}


class ReadView(APIView):
    """GET: one read, in a transaction with the actor's sight."""

    def get(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Open the read transaction, read, answer."""
        actor = actor_of(request)
        with reading(actor, exam):
            return Response(self.read(actor, request=request, exam=exam, **names))

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Call the one selector and return JSON values."""
        raise NotImplementedError


def answer_refusal(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every error of every API as ``{code, message, detail}``."""
    if isinstance(error, DomainError):
        return Response(error.answer(), status=error.status)
    if isinstance(error, ObjectDoesNotExist):
        return Response(NotThere().answer(), status=NotThere.status)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, serializers.ValidationError):
        refusal = BadInput(fields=response.data)
        return Response(refusal.answer(), status=status.HTTP_400_BAD_REQUEST)
    code = getattr(error, "default_code", "refused")
    detail = {} if not isinstance(response.data, dict) else {k: v for k, v in response.data.items() if k != "detail"}
    message = response.data.get("detail", "") if isinstance(response.data, dict) else str(response.data)
    return Response(
        {"code": code, "message": str(message), "detail": detail}, status=response.status_code, headers=response.headers
    )
