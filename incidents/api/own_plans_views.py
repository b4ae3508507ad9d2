"""Addresses of a county's own texts: what is in force, what waits, and every act on one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from exams.selectors.sessions import exam_of
from incidents import services
from incidents.api import own_plans_fields as fields
from incidents.api.catalogue_views import CatalogueView
from incidents.policies import check_reads_catalogue, check_seen, check_sees_coverage
from incidents.selectors.coverage import CoverageWanted, coverage_of
from incidents.selectors.own_plans import (
    against_shipped,
    changes_between,
    frozen_changes,
    frozen_ladder_changes,
    in_force,
    text_shown,
    texts_of,
    wrongs_of,
)
from incidents.selectors.story import incident_called
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, Nothing, ReadView, actor_of
from kernel.events import DomainEvent
from kernel.scope import reading
from organisation.policies import county_of


def act_named(name: str, view: type[ActView]) -> type[ActView]:
    """How the OpenAPI document calls an act."""
    given = None if view.Input is Nothing else view.Input
    post = extend_schema(operation_id=f"catalogue_{name}", request=given, responses={200: OpenApiTypes.OBJECT})
    return extend_schema_view(post=post)(view)


@extend_schema_view(get=extend_schema(operation_id="catalogue_own_texts", responses=fields.OwnTextOut(many=True)))
class OwnTextsView(CatalogueView):
    """GET: every text of the county's own, the newest first."""

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """Without what they say."""
        return [fields.text_told(text) for text in texts_of(county)]


@extend_schema_view(
    get=extend_schema(operation_id="catalogue_in_force", responses=fields.InForceOut),
    post=extend_schema(
        operation_id="catalogue_propose", request=fields.ProposeInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class OwnSubjectView(CatalogueView, ActView):
    """GET: what is in force of a plan (or ``ladder``). POST: propose a text of the county's own."""

    Input = fields.ProposeInput

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """With what the newest shipped text says otherwise."""
        subject = names["subject"]
        return fields.force_told(against_shipped(subject, county), list(texts_of(county).filter(subject=subject)))

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Propose it."""
        told = fields.readable_text(given, given["subject"])
        return services.propose_own_text(asked, subject=given["subject"], told=told, words=given["words"])


class CheckTextView(ReadView):
    """POST: what is wrong with a text, or what it would change. Nothing is recorded."""

    http_method_names = ["post", "options"]

    @extend_schema(operation_id="catalogue_check", request=fields.TextInput, responses={200: fields.CheckOut})
    def post(self, request: Request, subject: str) -> Response:
        """Read it by the parser of the shipped text."""
        actor = actor_of(request)
        given = fields.TextInput(data=request.data)
        given.is_valid(raise_exception=True)
        told, wrong = fields.text_of(given.validated_data)
        with reading(actor):
            check_reads_catalogue(actor)
            force = in_force(subject, county_of(actor.scope))
            wrong = wrong or wrongs_of(subject, told, shipped=force.shipped)
            changes = [] if wrong else changes_between(subject, force.content, told)  # type: ignore[arg-type]  # what is not wrong is a mapping
            return Response({"wrong": fields.wrongs_told(wrong), "changes": fields.changes_told(changes)})


@extend_schema_view(get=extend_schema(operation_id="catalogue_own_text", responses=fields.OwnTextWholeOut))
class OwnTextView(CatalogueView):
    """GET: one text of the county's own, with what it changes."""

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """Refused (``own_text_unknown``) where there is none."""
        return fields.shown_told(text_shown(county, names["subject"], names["number"]))


class EndView(ActView):
    """POST: propose that the shipped text holds again."""

    Input = fields.WhyInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Propose it."""
        return services.propose_shipped_text(asked, **given)


class ApproveView(ActView):
    """POST: approve a text, as the first or as the second of two."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Approve it."""
        return services.approve_own_text(asked, **given)


class ProposeShippedView(ActView):
    """POST: propose to make shipped texts the county's own, all by one act."""

    Input = fields.ShippedInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Propose them."""
        return services.propose_shipped_texts(asked, **given)


class ApproveTextsView(ActView):
    """POST: approve several texts by one act. One that cannot be approved refuses all, and is named."""

    Input = fields.TextsInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Approve them."""
        named = [told.split("/") for told in given["texts"]]
        return services.approve_own_texts(
            asked, texts=[services.TextNamed(subject, int(number)) for subject, number in named]
        )


class RejectView(ActView):
    """POST: say no to a text, and why."""

    Input = fields.WhyInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Reject it."""
        return services.reject_own_text(asked, **given)


class WithdrawView(ActView):
    """POST: take a text back, and say why."""

    Input = fields.WhyInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Withdraw it."""
        return services.withdraw_own_text(asked, **given)


class OwnersView(ActView):
    """POST: name who owns plans."""

    Input = fields.OwnersInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Name the owner."""
        owner = services.OwnerTold(role=given["role"], staff_number=given["staff_number"])
        return services.name_plan_owners(asked, plans=given["plans"], owner=owner)


for name, view in {
    "give_up": EndView,
    "approve": ApproveView,
    "approve_all": ApproveTextsView,
    "propose_shipped": ProposeShippedView,
    "reject": RejectView,
    "withdraw": WithdrawView,
    "name_owners": OwnersView,
}.items():
    act_named(name, view)

LACKS = ["owner", "approved", "exercised", "any"]


@extend_schema_view(
    get=extend_schema(
        operation_id="catalogue_coverage",
        responses=fields.CoverageOut(many=True),
        parameters=[
            OpenApiParameter("kind", str, enum=["plans", "procedures"]),
            OpenApiParameter("group", str),
            OpenApiParameter("lacks", str, enum=LACKS),
        ],
    )
)
class CoverageView(ReadView):
    """GET: each plan's owner, approval and last exercise."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For those who see the county's board as a whole."""
        county = county_of(actor.scope)
        check_sees_coverage(actor, county)
        asked = {name: request.query_params[name] for name in CoverageWanted.names() if name in request.query_params}
        return [fields.line_told(line) for line in coverage_of(county, actor, CoverageWanted(**asked)).lines]


@extend_schema_view(get=extend_schema(operation_id="incident_frozen_plan", responses=fields.FrozenOut))
class FrozenPlanView(ReadView):
    """GET: what changed in plan and clocks since an incident was opened. It keeps what it was opened with."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Refused where the incident is not for the reader."""
        incident = incident_called(exam_of(exam).pk, names["number"])
        check_seen(incident, actor)
        return {
            "plan": incident.plan_code,
            "version": incident.plan_version.number,
            "own": incident.plan_version.own_id is not None,
            "plan_changes": fields.changes_told(frozen_changes(incident)),
            "ladder_changes": fields.changes_told(frozen_ladder_changes(incident)),
        }
