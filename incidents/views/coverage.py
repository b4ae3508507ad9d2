"""The page of who owns each plan, whether the county approved it, and whether it was exercised; and its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.gateways import groups
from incidents.policies import check_sees_coverage, may_propose_texts
from incidents.selectors.catalogue import group_codes
from incidents.selectors.coverage import Coverage, CoverageLine, CoverageWanted, coverage_of
from incidents.templatetags.incident_words import in_language
from incidents.templatetags.own_words import role_word
from incidents.views.catalogue import CatalogueBase
from kernel.time import now
from organisation.gateways import roles
from organisation.models import Person
from organisation.selectors import posts_held
from paper_custody.gateways.tables import TYPES, Cell, Table, written

COLUMNS = (
    gettext_lazy("Code"),
    gettext_lazy("Name"),
    gettext_lazy("Owner"),
    gettext_lazy("Post"),
    gettext_lazy("Owner is there"),
    gettext_lazy("The county's own version"),
    gettext_lazy("Waits for approval"),
    gettext_lazy("Exercised in twelve months"),
    gettext_lazy("Exercised at"),
    gettext_lazy("Incident of the drill"),
)


class CoverageBase(CatalogueBase):
    """What both show: for those who see the county as a whole."""

    def coverage(self, request: HttpRequest) -> tuple[CoverageWanted, Coverage]:
        """As narrowed in the address."""
        asked = {name: request.GET[name].strip() for name in CoverageWanted.names() if name in request.GET}
        wanted = CoverageWanted(**asked)
        return wanted, coverage_of(self.county, self.actor, wanted)


class CoveragePage(CoverageBase):
    """``/catalogue/coverage/``: all plans and procedures. Filters stand in the address."""

    def get(self, request: HttpRequest, **names: Any) -> HttpResponse:
        """The page, which also prints."""
        check_sees_coverage(self.actor, self.county)
        return super().get(request, **names)

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The list, and whom to name as owner."""
        wanted, coverage = self.coverage(request)
        may_name = may_propose_texts(self.actor, self.county)
        held = posts_held(now()).filter(unit__path__startswith=self.county)
        people = Person.objects.filter(posts__in=held).distinct().order_by("pinyin") if may_name else []
        return "incidents/coverage.html", {
            "coverage": coverage,
            "wanted": wanted,
            "groups": [(code, f"{code} {in_language(groups()[code])}") for code in group_codes(wanted.kind)],
            "may_name": may_name,
            "people": [(one.staff_number, one.name) for one in people],
            "roles": [(code, role_word(code)) for code in roles()],
            "asked": request.GET.urlencode(),
        }


class CoverageFile(CoverageBase):
    """``/catalogue/coverage.<csv or xlsx>``: the list as the page shows it."""

    def get(self, request: HttpRequest, **names: Any) -> HttpResponseBase:  # type: ignore[override]  # a file is no page
        """The file."""
        check_sees_coverage(self.actor, self.county)
        kind = names["kind"]
        if kind not in TYPES:
            raise Http404
        _wanted, coverage = self.coverage(request)
        file = written(self._table(coverage), kind=kind, zone=get_current_timezone())
        response = FileResponse(file, as_attachment=True, filename=f"coverage.{kind}", content_type=TYPES[kind])
        response["Cache-Control"] = "no-store"
        return response

    def _table(self, coverage: Coverage) -> Table:
        at = date_format(localtime(now()), "Y-m-d H:i:s")
        return Table(
            name=str(_("Coverage of plans")),
            about=_("Coverage of plans, exported %(at)s") % {"at": at},
            columns=[str(name) for name in COLUMNS],
            rows=(list(_cells(line)) for line in coverage.lines),
        )


def _cells(line: CoverageLine) -> Iterator[Cell]:
    said = {True: _("yes"), False: _("no"), None: _("for named roles")}
    yield from (line.plan.code, in_language(line.plan.name), line.owner_name)
    yield role_word(line.owner_role) if line.owner_role else ""
    yield from (said[line.owner_there], line.approved, line.waiting, said[line.exercised])
    yield from (line.exercised_at, line.incident)
