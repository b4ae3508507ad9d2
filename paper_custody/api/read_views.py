"""Addresses of what there is to see of papers. Every list is narrowed to what the caller may see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from kernel.actors import Actor
from kernel.api import ReadView
from kernel.errors import BadInput
from paper_custody.api import told
from paper_custody.policies import check_sees_venue, visible_to
from paper_custody.selectors.expected import EXPECTED, expected_of
from paper_custody.selectors.history import history_of
from paper_custody.selectors.lists import BagWanted, bags_wanted, by_box, seen_by
from paper_custody.selectors.overview import CustodyWanted, custody_lines
from paper_custody.selectors.places import paper_state_of_venues
from paper_custody.selectors.rooms import papers_told
from paper_custody.selectors.runs import runs_seen

MOST = 500


def _told(operation: str, answer: Any, *names: str) -> Any:
    """How a read is told in the OpenAPI document."""
    asks = [OpenApiParameter(name, str, OpenApiParameter.QUERY) for name in names]
    return extend_schema_view(get=extend_schema(operation_id=operation, responses=answer, parameters=asks))


def _number(request: Request, name: str, otherwise: int) -> int:
    given = request.query_params.get(name, "")
    return int(given) if given.isdecimal() else otherwise


def _asked(request: Request, names: list[str]) -> dict[str, str]:
    return {name: request.query_params[name].strip() for name in names if name in request.query_params}


def _escort(request: Request) -> UUID | None:
    named = request.query_params.get("escort", "")
    try:
        return UUID(named) if named else None
    except ValueError as error:
        raise BadInput(fields={"escort": ["UUID"]}) from error


@_told("papers_bags", told.BagsOut, *BagWanted.names(), "limit", "after")
class BagsView(ReadView):
    """GET: bags by code, narrowed and searched; ``after`` is the last code of the part before."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """A part of the list, and how many there are."""
        wanted = BagWanted(**_asked(request, BagWanted.names()))
        bags = bags_wanted(exam_of(exam).pk, actor, wanted)
        rest = bags.filter(code__gt=request.query_params["after"]) if "after" in request.query_params else bags
        limit = min(_number(request, "limit", MOST), MOST)
        return told.BagsOut({"total": bags.count(), "bags": seen_by(rest[:limit], actor)}).data


@_told("papers_bag", told.HistoryOut)
class BagView(ReadView):
    """GET: a bag and everything that was done with it."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Not yours and not there look alike."""
        history = history_of(exam_of(exam).pk, names["code"], actor)
        return told.history_told(history, seen_by([history.bag], actor)[0])


@_told("papers_expected", told.ExpectedOut, "step", "venue", "sessions", "escort")
class ExpectedView(ReadView):
    """GET: what a batch of a step will be held against, by box: ``step`` is receive, store, load, arrive or return."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Codes only; ``sessions`` are separated by commas."""
        step, sessions = request.query_params.get("step", ""), request.query_params.get("sessions", "")
        if step not in EXPECTED:
            raise BadInput(fields={"step": [", ".join(EXPECTED)]})
        bags = expected_of(
            exam_of(exam).pk,
            step,
            venue=request.query_params.get("venue", ""),
            sessions=[code for code in sessions.split(",") if code],
            escort=_escort(request),
        )
        boxes = by_box(visible_to(bags, actor))
        return told.ExpectedOut({"total": sum(len(codes) for codes in boxes.values()), "boxes": boxes}).data


@_told("papers_lines", told.LineOut(many=True), *CustodyWanted.names())
class LinesView(ReadView):
    """GET: every venue's papers session by session, the worst first."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """As far as the caller may see bags."""
        wanted = CustodyWanted(**_asked(request, CustodyWanted.names()))
        return told.LineOut(custody_lines(exam_of(exam).pk, actor, wanted), many=True).data


@_told("papers_runs", told.RunOut(many=True))
class RunsView(ReadView):
    """GET: escorts' runs, for those who may follow them."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Those under way first; none when the exam is over."""
        return told.RunOut(runs_seen(exam_of(exam), actor)[:MOST], many=True).data


@_told("papers_states", OpenApiTypes.OBJECT)
class StatesView(ReadView):
    """GET: 待发, 在途 or 已到 of each venue by its code. All that those who do not follow the convoys see."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """pending, in_transit or arrived."""
        return paper_state_of_venues(exam_of(exam).pk)


@_told("papers_of_venue", told.VenuePapersOut, "session")
class VenuePapersView(ReadView):
    """GET: a venue's papers of a session, room by room."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For the venue's own office and those who follow its papers."""
        venue = check_sees_venue(exam_of(exam), actor, names["venue"])
        return told.venue_told(papers_told(exam_of(exam).pk, venue, request.query_params.get("session", "")))
