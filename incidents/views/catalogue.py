"""Pages of the catalogue: plans and procedures, member units, irregularity codes, documents and services."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from incidents.errors import PlanUnknown
from incidents.gateways import groups
from incidents.gateways.irregularities import order_33
from incidents.gateways.lists import documents, offerings
from incidents.policies import check_reads_catalogue
from incidents.selectors.catalogue import CatalogueWanted, group_codes, members_shown, plan_shown, plans_shown
from incidents.selectors.own_plans import ladder_for, texts_for, waiting_texts
from incidents.states import Level
from incidents.templatetags.incident_words import in_language
from kernel.time import now
from organisation.models import Unit
from organisation.policies import county_of
from organisation.states import Capability
from organisation.views import ActorPage


class CatalogueBase(ActorPage):
    """A page of the catalogue: for everybody with the board or who may report an incident, before any exam too."""

    @property
    def county(self) -> str:
        """The path of the reader's county."""
        return county_of(self.actor.scope)

    def get(self, request: HttpRequest, **names: Any) -> HttpResponse:
        """The page, which also prints."""
        check_reads_catalogue(self.actor)
        template, told = self.tell(request, **names)
        common = {
            "printed_at": now(),
            "unit": Unit.objects.filter(path=self.county).first(),
            "to_approve": len(texts_for(self.actor, self.county)),
        }
        return render(request, template, {**common, **told})

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The template and what it shows."""
        raise NotImplementedError


class CataloguePage(CatalogueBase):
    """``/catalogue/``: plans and procedures in force, searchable. Filters stand in the address."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The list."""
        asked = {name: request.GET[name].strip() for name in CatalogueWanted.names() if name in request.GET}
        wanted = CatalogueWanted(**asked)
        return "incidents/catalogue.html", {
            "shown": plans_shown(self.county, wanted),
            "wanted": wanted,
            "groups": [(code, f"{code} {in_language(groups()[code])}") for code in group_codes(wanted.kind)],
        }


class PlanPage(CatalogueBase):
    """``/catalogue/<code>/``: one plan or procedure whole, with the ladder and the tail that it shares with all."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The plan; one that is not there looks like nothing."""
        try:
            shown = plan_shown(names["code"], scope=self.county)
        except PlanUnknown as missing:
            raise Http404 from missing
        steps = ladder_for(self.county)
        return "incidents/plan.html", {
            "shown": shown,
            "plan": shown.plan,
            "group": in_language(groups()[shown.plan.group]),
            "rungs": steps.rungs_for(shown.plan.openness),
            "limits": [(level, steps.limits[shown.plan.family][level]) for level in Level],
            "reporting": steps.reporting[shown.plan.reporting],
            "tail": steps.tails[shown.plan.tail],
            "waiting": waiting_texts(self.county).filter(subject=shown.plan.code).first(),
            "may_open": any(held == Capability.OPEN_INCIDENT for held, _path in self.actor.grants),
        }


class UnitsPage(CatalogueBase):
    """``/catalogue/units/``: the member units with their duties, and the county's own with their liaisons."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The list."""
        shown = members_shown(self.county)
        lacking = [one for one in shown if not any(own.liaisons for own in one.own)]
        return "incidents/units.html", {"shown": shown, "lacking": len(lacking)}


class IrregularitiesPage(CatalogueBase):
    """``/catalogue/irregularities/``: the codes of Order 33, and the evidence that each record needs."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The codes by their article, and the rules of evidence."""
        order = order_33()
        by_article = [
            (article, [code for code in order.codes.values() if code.article is article])
            for article in order.articles.values()
        ]
        return "incidents/irregularities.html", {"order": order, "by_article": by_article}


class ListsPage(CatalogueBase):
    """``/catalogue/lists/``: the twelve documents and the eighteen services."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """Both lists."""
        return "incidents/lists.html", {"documents": documents().values(), "services": offerings().values()}
