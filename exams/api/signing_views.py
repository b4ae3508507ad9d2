"""Addresses of signings. They lie below an exam, of which ``organisation`` knows nothing but the id."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from exams.api import fields
from exams.selectors.sessions import exam_of
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView, actor_of
from kernel.scope import reading
from organisation import services
from organisation.api.fields import screen_of
from organisation.events import SigningBegun, SigningEnded
from organisation.selectors import names_of, signings_with
from organisation.states import DrawnSigning


@extend_schema_view(
    get=extend_schema(operation_id="signings_list", responses=fields.SigningOut(many=True)),
    post=extend_schema(
        operation_id="signings_begin", request=fields.BeginSigningInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class SigningsView(ReadView, ActView):
    """GET: the open signings in which I am one of the two. POST: the second person stays at this screen."""

    Input = fields.BeginSigningInput
    drawn: DrawnSigning

    def post(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Begin it; the answer alone holds the token.

        A repeated request finds the signing that it began, but its token was told once and is nowhere: then
        there is none in the answer, and the second person proves himself again.
        """
        response = super().post(request, exam, **names)
        begun = response.data["fact"]["signing"] == str(self.drawn.signing_id)
        with reading(actor_of(request), exam):
            second = UUID(response.data["fact"]["second"])
            response.data["name"] = names_of({second}).get(second, "")
        response.data["token"] = self.drawn.token if begun else None
        response["Cache-Control"] = "no-store"
        return response

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The latest first."""
        return fields.SigningOut(signings_with(actor, exam_of(exam).pk), many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> SigningBegun:
        """At this screen, for acts at this address."""
        self.drawn = services.draw_signing(lasts=dt.timedelta(minutes=given["minutes"]))
        screen = screen_of(self.request, asked.exam_id, given["purpose"])
        return services.begin_signing(asked, second=given["second"], screen=screen, drawn=self.drawn)


@extend_schema_view(post=extend_schema(operation_id="signings_end", request=None, responses={200: OpenApiTypes.OBJECT}))
class EndSigningView(ActView):
    """POST: end a signing, as either of its two."""

    def act(self, asked: Asked, given: dict[str, Any]) -> SigningEnded:
        """At once."""
        return services.end_signing(asked, signing_id=given["signing"])
