"""What is printed of papers: forms to sign on, and labels for what is not a bag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.models import Exam
from exams.selectors.sessions import sessions_of
from kernel.errors import NotThere
from kernel.printing import Label, Symbol, labels_as_pdf, sheets_as_pdf
from organisation.states import Capability
from paper_custody.errors import LabelForABag
from paper_custody.policies import check_sees_venue
from paper_custody.selectors.printing import (
    containers_labelled,
    expected_printed,
    handover_printed,
    names_a_bag,
    rooms_printed,
)
from paper_custody.states import ContainerKind, Step
from paper_custody.templatetags.custody import LEGS
from paper_custody.views.papers import LEGS as BEGUN_BY
from paper_custody.views.papers import CustodyPage
from paper_custody.views.sheets import HANDOVER_FORM, Printer, columns, line, points_to_tick

LABELLED = (ContainerKind.BOX, ContainerKind.CABINET, ContainerKind.VEHICLE)


class PrintedPage(CustodyPage):
    """Base of what is answered as a PDF: its head names the county and the exam, its foot the newest record."""

    def printer(self, exam: Exam) -> Printer:
        """What draws the forms of this exam for who prints."""
        return Printer(exam, self.actor)

    def pdf(self, content: bytes, name: str) -> HttpResponse:
        """The file, shown in the browser and kept nowhere."""
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
        response["Cache-Control"] = "no-store"
        return response


class HandoverForm(PrintedPage):
    """``/papers/print/handover/``: the form of a signing made, or of one still to be signed by hand."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """By ``entry``, or by ``step`` with venue and session."""
        exam = self.exam_in_hand(request)
        if "entry" not in request.GET:
            return self._to_be_signed(request, exam)
        try:
            told = handover_printed(exam, UUID(request.GET["entry"]), self.actor)
        except (NotThere, ValueError) as missing:
            raise Http404 from missing
        return self.pdf(sheets_as_pdf([self.printer(exam).handover_sheet(told)]), "handover")

    def _to_be_signed(self, request: HttpRequest, exam: Exam) -> HttpResponse:
        step = request.GET.get("step", "")
        if step not in BEGUN_BY or not any(held == BEGUN_BY[step] for held, _path in self.actor.grants):
            raise Http404
        chosen = self.asked(request, ["venue", "session"])
        venue, session = chosen.get("venue", ""), chosen.get("session", "")
        bags = expected_printed(exam, self.actor, step=step, venue=venue, session=session)
        sheet = self.printer(exam).sheet(
            HANDOVER_FORM,
            fields=[
                (_("Step"), str(LEGS[step])),
                (_("Form no."), ""),
                (_("Venue"), venue),
                (_("Session"), session),
                (_("Place"), ""),
                (_("Time"), ""),
                (_("Boxes"), ""),
                (_("Bags"), str(len(bags))),
            ],
            columns=columns(_("Seal number as read"), _("Whole?")),
            rows=[[*line(number, bag), "", ""] for number, bag in enumerate(bags, 1)],
            points=points_to_tick() if step != Step.STORE else [],
            signers=[_("Giver"), _("Receiver"), _("Giver, second person"), _("Receiver, second person")],
            note=_(
                "Signed by hand, it is entered afterwards by two clerks with this form's number and the time on paper."
            ),
            wide=True,
        )
        return self.pdf(sheets_as_pdf([sheet]), f"handover-{step}")


class RoomRecords(PrintedPage):
    """``/venue/<code>/papers/records/``: the record form of every room of a session, a page each."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """All rooms, or the one named."""
        exam = self.exam_in_hand(request)
        try:
            venue = check_sees_venue(exam, self.actor, code)
        except NotThere as missing:
            raise Http404 from missing
        named = {session.code: session.name for session in sessions_of(exam.pk)}
        session, only = request.GET.get("session", ""), request.GET.get("room", "")
        rooms = [room for room in rooms_printed(exam, venue, session) if not only or room.number == only]
        if session not in named or not rooms:
            raise Http404
        words = {"venue": f"{venue.code} {venue.name}", "session": f"{session} {named[session]}"}
        printer = self.printer(exam)
        sheets = [printer.room_sheet(room, **words) for room in rooms]
        return self.pdf(sheets_as_pdf(sheets), f"rooms-{code}-{session}")


class LabelsPage(PrintedPage):
    """``/papers/labels/``: labels for boxes, cabinets and vehicles. Bags keep the province's own code (limits.md 7)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, or the labels themselves where ``symbol`` says how to draw them."""
        exam = self.exam_in_hand(request)
        if not {held for held, _path in self.actor.grants} & {Capability.KEEP_VAULT, Capability.KEEP_VENUE_STORE}:
            return self.refused(request)
        kind = request.GET.get("kind", "")
        kind = kind if kind in set(LABELLED) else ContainerKind.BOX.value
        chosen = self.asked(request, ["venue", "session"])
        things = containers_labelled(exam, self.actor, kind=kind, **chosen)
        typed = list(dict.fromkeys(request.GET.get("codes", "").split()))
        bags = names_a_bag(exam, typed)
        asked = request.GET.get("symbol", "")
        if asked in Symbol.__members__ and (things or typed) and not bags:
            labels = [Label(thing.code, _words_of(thing)) for thing in things] if not typed else []
            labels += [Label(code, (str(KIND_WORDS[kind]),)) for code in typed]
            return self._labels(exam, labels, Symbol[asked])
        return self.page(
            request, "paper_custody/labels.html", exam, things=things, kind=kind, kinds=self._kinds(), typed=typed,
            symbols=list(Symbol.__members__), refusal=LabelForABag(codes=bags).answer() if bags else None,
            venue=chosen.get("venue", ""), session=chosen.get("session", ""), **self.choices(exam),
        )  # fmt: skip

    def _kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, str(KIND_WORDS[kind])) for kind in LABELLED]

    def _labels(self, exam: Exam, labels: Sequence[Label], symbol: Symbol) -> HttpResponse:
        drill = "【演练】" if exam.is_drill else ""
        return self.pdf(labels_as_pdf(labels, symbol=symbol, drill_words=drill), "labels")


KIND_WORDS: dict[str, str | Promise] = {
    ContainerKind.BOX: gettext_lazy("Box"),
    ContainerKind.CABINET: gettext_lazy("Cabinet"),
    ContainerKind.VEHICLE: gettext_lazy("Vehicle"),
}


def _words_of(thing: Any) -> tuple[str, ...]:
    words = [str(KIND_WORDS[thing.kind])]
    if thing.venue:
        words += [f"{thing.venue.code} {thing.venue.name}", thing.session.code]
    return tuple(words)
