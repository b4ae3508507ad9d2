"""Addresses of the catalogue: what stands in it, for everybody who may report or sees the board."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from incidents.api import catalogue_fields as fields
from incidents.gateways.irregularities import order_33
from incidents.gateways.lists import documents, offerings
from incidents.policies import check_reads_catalogue
from incidents.selectors.catalogue import CatalogueWanted, members_shown, plan_shown, plans_shown
from kernel.actors import Actor
from kernel.api import ReadView
from organisation.policies import county_of

FILTERS = [
    OpenApiParameter("kind", str, enum=["plans", "procedures"]),
    OpenApiParameter("group", str),
    OpenApiParameter("search", str),
]


class CatalogueView(ReadView):
    """GET: a part of the catalogue, of the reader's own county."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Refused where the reader has no duty for which he would need it."""
        check_reads_catalogue(actor)
        return self.tell(county_of(actor.scope), request=request, **names)

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """What stands there, as JSON values."""
        raise NotImplementedError


@extend_schema_view(
    get=extend_schema(operation_id="catalogue_plans", responses=fields.CatalogueLineOut(many=True), parameters=FILTERS)
)
class CataloguePlansView(CatalogueView):
    """GET: plans and procedures in force."""

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """In the order of their codes, procedures last."""
        asked = {name: request.query_params[name] for name in CatalogueWanted.names() if name in request.query_params}
        return fields.CatalogueLineOut(plans_shown(county, CatalogueWanted(**asked)), many=True).data


@extend_schema_view(get=extend_schema(operation_id="catalogue_plan", responses=fields.CataloguePlanOut))
class PlanView(CatalogueView):
    """GET: one plan or procedure whole."""

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """Refused (``plan_unknown``) where there is none."""
        return fields.plan_told(plan_shown(names["code"], scope=county))


@extend_schema_view(get=extend_schema(operation_id="catalogue_units", responses=fields.MemberUnitOut(many=True)))
class UnitsView(CatalogueView):
    """GET: the member units with their duties and the county's liaisons."""

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """In their order."""
        return [fields.member_told(one) for one in members_shown(county)]


@extend_schema_view(get=extend_schema(operation_id="catalogue_irregularities", responses=fields.OrderOut))
class IrregularitiesView(CatalogueView):
    """GET: the codes of Order 33 with their rules of evidence."""

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """The whole list."""
        return fields.order_told(order_33())


@extend_schema_view(get=extend_schema(operation_id="catalogue_documents", responses=fields.ListedOut(many=True)))
class DocumentsView(CatalogueView):
    """GET: the twelve documents."""

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """In their order."""
        return fields.ListedOut(list(documents().values()), many=True).data


@extend_schema_view(get=extend_schema(operation_id="catalogue_services", responses=fields.ListedOut(many=True)))
class ServicesView(CatalogueView):
    """GET: the eighteen services."""

    def tell(self, county: str, *, request: Request, **names: Any) -> Any:
        """In their order."""
        return fields.ListedOut(list(offerings().values()), many=True).data
