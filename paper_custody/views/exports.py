"""Every list of papers as a file: the rows of the page for this person, as CSV or Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from exams.models import Exam
from kernel.errors import DomainError
from kernel.time import now
from paper_custody.gateways.tables import TYPES, Table, written
from paper_custody.models import Bag
from paper_custody.policies import SEES_BAGS
from paper_custody.selectors import exports
from paper_custody.selectors.lists import BagWanted
from paper_custody.selectors.overview import CustodyWanted
from paper_custody.selectors.seals import SealWanted
from paper_custody.selectors.touches import TouchWanted
from paper_custody.templatetags.custody import (
    COUNTS,
    KINDS,
    LINES,
    MATERIALS,
    NUMBERS,
    PLACES,
    RELATIONS,
    RUNS,
    STATUSES,
    STEPS,
)
from paper_custody.templatetags.seals import SEAL_STATES, SORTS
from paper_custody.views.papers import CustodyPage
from paper_custody.views.reading import session_asked, touch_wanted

NAMES: dict[str, str | Promise] = {
    "bags": gettext_lazy("Bags"),
    "lines": gettext_lazy("Lines"),
    "runs": gettext_lazy("Runs"),
    "history": gettext_lazy("Way of a bag"),
    "touched": gettext_lazy("Who touched what"),
    "reconciliation": gettext_lazy("Reconciliation"),
    "seals": gettext_lazy("Register of seals"),
}
COLUMNS: dict[str, Sequence[str]] = {
    "bags": exports.BAGS,
    "lines": exports.LINES,
    "runs": exports.RUNS,
    "history": exports.HISTORY,
    "touched": exports.TOUCHED,
    "reconciliation": exports.RECONCILED,
    "seals": exports.SEALS,
}
HEADINGS: dict[str, str | Promise] = {
    **NUMBERS,
    **PLACES,
    "code": gettext_lazy("Code"),
    "kind": gettext_lazy("Kind"),
    "subject": gettext_lazy("Subject"),
    "session": gettext_lazy("Session"),
    "sessions": gettext_lazy("Session"),
    "venue_name": gettext_lazy("Venue"),
    "room": gettext_lazy("Room"),
    "box": gettext_lazy("Box"),
    "status": gettext_lazy("State"),
    "state": gettext_lazy("State"),
    "worst": gettext_lazy("State"),
    "node": gettext_lazy("Node"),
    "holder": gettext_lazy("Last signed for by"),
    "since": pgettext_lazy("papers", "From"),
    "vehicle": gettext_lazy("Vehicle"),
    "leader": gettext_lazy("Leader"),
    "expected_at": gettext_lazy("Expected"),
    "begun_at": pgettext_lazy("papers", "From"),
    "departed_at": gettext_lazy("Departed"),
    "arrived_at": gettext_lazy("Arrived"),
    "exam_at": gettext_lazy("Time of the exam"),
    "step": gettext_lazy("Step"),
    "people": gettext_lazy("Signed by"),
    "reason": pgettext_lazy("papers", "Note"),
    "thing": pgettext_lazy("papers", "Thing"),
    "seal": gettext_lazy("Seal"),
    "venue": gettext_lazy("Code of the venue"),
    "wrong": gettext_lazy("What does not hold"),
    "at": gettext_lazy("Told at"),
    "what": gettext_lazy("Sort"),
    "place": gettext_lazy("Place"),
    "direction": gettext_lazy("Direction"),
    "differing": gettext_lazy("Rooms that do not balance"),
    "material": gettext_lazy("Counted"),
    "difference": gettext_lazy("Difference"),
    "total": gettext_lazy("Bags"),
    "on_the_road": gettext_lazy("On the road"),
    "locked": gettext_lazy("Locked"),
    "sort": gettext_lazy("Kind"),
    "seal_state": gettext_lazy("State"),
    "number": gettext_lazy("Number"),
    "applied_at": pgettext_lazy("seal", "Applied"),
    "applied_by": gettext_lazy("Applied by"),
    "checked": gettext_lazy("Times found whole"),
    "checked_at": gettext_lazy("Last found whole"),
    "checked_step": gettext_lazy("Step"),
    "checked_by": gettext_lazy("Found whole by"),
    "ended_at": gettext_lazy("Broken or replaced"),
    "ended_by": gettext_lazy("Broken or replaced by"),
    "overdue": gettext_lazy("Expected, not there"),
    "not_back": gettext_lazy("Not back in time"),
}
# Codes that a page shows in words are written in the same words.
WORDS: dict[str, dict[str, Any]] = {
    "kind": KINDS,
    "status": {**{code: told[2] for code, told in RUNS.items()}, **STATUSES},
    "step": STEPS,
    "material": MATERIALS,
    "state": COUNTS,
    "worst": {code: told[2] for code, told in LINES.items()},
    "thing": MATERIALS,
    "sort": SORTS,
    "seal_state": {state: told[2] for state, told in SEAL_STATES.items()},
    "checked_step": STEPS,
}


class ExportPage(CustodyPage):
    """``/papers/export/<list>.<csv or xlsx>``: the list as the page shows it, with what narrows it in the address."""

    def get(self, request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
        """The file, or what refuses it."""
        exam = self.exam_in_hand(request)
        if name not in NAMES or kind not in TYPES:
            raise Http404
        if not {held for held, _path in self.actor.grants} & SEES_BAGS:
            return self.refused(request)
        try:
            rows = self._rows(request, exam, name)
            # Written while the read transaction is open; what is sent afterwards is a finished file.
            file = written(self._table(exam, name, rows), kind=kind, zone=get_current_timezone())
        except Bag.DoesNotExist as missing:
            raise Http404 from missing
        except DomainError as refusal:
            return self._too_many(request, refusal)
        drill = "DRILL-" if exam.is_drill else ""
        response = FileResponse(file, as_attachment=True, filename=f"{drill}{name}.{kind}", content_type=TYPES[kind])
        response["Cache-Control"] = "no-store"
        return response

    def _rows(self, request: HttpRequest, exam: Exam, name: str) -> Iterable[Sequence[Any]]:
        read: dict[str, Callable[[], Iterable[Sequence[Any]]]] = {
            "bags": lambda: exports.rows_of_bags(exam, self.actor, BagWanted(**self.asked(request, BagWanted.names()))),
            "lines": lambda: exports.rows_of_lines(
                exam, self.actor, CustodyWanted(**self.asked(request, CustodyWanted.names()))
            ),
            "runs": lambda: exports.rows_of_runs(exam, self.actor),
            "history": lambda: exports.rows_of_history(exam, self.actor, request.GET.get("bag", "")),
            "touched": lambda: exports.rows_of_touched(
                exam, self.actor, touch_wanted(self.asked(request, TouchWanted.names()))
            ),
            "seals": lambda: exports.rows_of_seals(
                exam, self.actor, SealWanted(**self.asked(request, SealWanted.names()))
            ),
            "reconciliation": lambda: exports.rows_of_reconciliation(exam, self.actor, session_asked(request, exam)),
        }
        return read[name]()

    def _table(self, exam: Exam, name: str, rows: Iterable[Sequence[Any]]) -> Table:
        columns = COLUMNS[name]
        drill = "【演练】" if exam.is_drill else ""
        at = date_format(localtime(now()), "Y-m-d H:i:s")
        return Table(
            name=f"{drill}{NAMES[name]}",
            about=_("%(drill)s%(list)s of %(exam)s, exported %(at)s")
            % {"drill": drill, "list": NAMES[name], "exam": exam.name, "at": at},
            columns=[str(HEADINGS.get(column, column)) for column in columns],
            rows=([_worded(column, value) for column, value in zip(columns, row, strict=True)] for row in rows),
        )

    def _too_many(self, request: HttpRequest, refusal: DomainError) -> HttpResponse:
        return render(request, "paper_custody/refused.html", {"refusal": refusal.answer()}, status=refusal.status)


def _worded(column: str, value: Any) -> Any:
    if column == "wrong":
        return "、".join(str(RELATIONS.get(one, one)) for one in str(value).split("、") if one)
    words = WORDS.get(column, {})
    return str(words[value]) if isinstance(value, str) and value in words else value
