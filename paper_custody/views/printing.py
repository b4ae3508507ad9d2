"""What is printed of papers: forms to sign on, and labels for what is not a bag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from exams.models import Exam
from exams.selectors.sessions import sessions_of
from journal.selectors import head_of
from kernel.errors import NotThere
from kernel.printing import Label, Sheet, Symbol, labels_as_pdf, sheets_as_pdf
from kernel.time import now
from organisation.models import Person, Unit
from organisation.states import Capability
from paper_custody.errors import LabelForABag
from paper_custody.gateways.points import handover_points
from paper_custody.models import Bag, HandoverCheck
from paper_custody.policies import check_sees_venue
from paper_custody.selectors.printing import (
    HandoverPrinted,
    RoomPrinted,
    containers_labelled,
    counted_kinds,
    expected_printed,
    handover_printed,
    names_a_bag,
    rooms_printed,
)
from paper_custody.states import ContainerKind, Step
from paper_custody.templatetags.custody import KINDS, LEGS, MATERIALS, STEPS
from paper_custody.templatetags.handover_points import in_words
from paper_custody.views.papers import LEGS as BEGUN_BY
from paper_custody.views.papers import CustodyPage
from paper_custody.views.sheets import room_sections

HANDOVER_FORM = gettext_lazy("Handover form")
ROOM_RECORD = gettext_lazy("Room record")
LABELLED = (ContainerKind.BOX, ContainerKind.CABINET, ContainerKind.VEHICLE)


class PrintedPage(CustodyPage):
    """Base of what is answered as a PDF: its head names the county and the exam, its foot the newest record."""

    def sheet(self, exam: Exam, title: str | Promise, **given: Any) -> Sheet:
        """A form with what every form bears. The QR holds the exam, how many records there were, and their root."""
        head = head_of(exam.pk)
        printed_at = date_format(localtime(now()), "Y-m-d H:i")
        return Sheet(
            title=chinese_first(title),
            unit=self.unit_name(exam),
            exam=exam.name,
            drill=exam.is_drill,
            printed=_("Printed %(at)s by %(who)s") % {"at": printed_at, "who": self.name()},
            head=f"examops\n{exam.pk}\n{head.size}\n{head.root}",
            head_words=_("Record no. %(number)s when this was printed") % {"number": head.size},
            **given,
        )

    def handover_sheet(self, exam: Exam, told: HandoverPrinted) -> Sheet:
        """The form of a signing that was made."""
        one = told.rows[0]
        return self.sheet(
            exam,
            HANDOVER_FORM,
            fields=_fields_of(told),
            columns=_columns(_("Seal")),
            rows=[
                [*_line(number, row.bag), _("read, whole") if row.seal_id else ""]
                for number, row in enumerate(told.rows, 1)
            ],
            points=_points(told.check),
            signers=[
                _("Giver %(name)s") % {"name": one.giver.name},
                _("Receiver %(name)s") % {"name": one.receiver.name},
            ],
        )

    def room_sheet(self, exam: Exam, room: RoomPrinted, *, venue: str, session: str) -> Sheet:
        """The record of a room."""
        return self.sheet(
            exam,
            ROOM_RECORD,
            fields=[
                (_("Venue"), venue),
                (_("Session"), session),
                (_("Room"), room.number),
                (_("Seats"), str(room.seats)),
                (_("Present"), _told_once(room, "present")),
                (_("Absent"), _told_once(room, "absent")),
                (_("Ticket numbers of absentees"), ""),
                (_("Irregularities recorded"), ""),
                (_("First bell"), ""),
                (_("Last bell"), ""),
            ],
            columns=[
                _("Bag"), pgettext("papers", "Printed"), _("Spare issued"), _("Used"), _("Blank of absentees"),
                _("Surplus"), _("Voided"), _("Balances?"),
            ],
            rows=[_counted(room, material, bag) for material, bag in counted_kinds(room)],
            sections=room_sections(room),
            signers=[_("Invigilator A"), _("Invigilator B"), _("Accepted by"), _("Chief examiner")],
            note=_(
                "Printed and spare ones together are the used, the blank of absentees, the surplus and the voided ones."
            ),
        )  # fmt: skip

    def unit_name(self, exam: Exam) -> str:
        """What the county is called."""
        found = Unit.objects.filter(path=exam.scope).first()
        return found.name if found else ""

    def name(self) -> str:
        """Who prints."""
        return "" if self.actor.person_id is None else Person.objects.get(pk=self.actor.person_id).name

    def pdf(self, content: bytes, name: str) -> HttpResponse:
        """The file, shown in the browser and kept nowhere."""
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
        response["Cache-Control"] = "no-store"
        return response


def chinese_first(title: str | Promise) -> str:
    """A form's title: in Chinese, in which it is filed, and after it in the reader's language where that is another."""
    with override("zh-hans"):
        chinese = str(title)
    return chinese if str(title) == chinese else f"{chinese} {title}"


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
        return self.pdf(sheets_as_pdf([self.handover_sheet(exam, told)]), "handover")

    def _to_be_signed(self, request: HttpRequest, exam: Exam) -> HttpResponse:
        step = request.GET.get("step", "")
        if step not in BEGUN_BY or not any(held == BEGUN_BY[step] for held, _path in self.actor.grants):
            raise Http404
        chosen = self.asked(request, ["venue", "session"])
        venue, session = chosen.get("venue", ""), chosen.get("session", "")
        bags = expected_printed(exam, self.actor, step=step, venue=venue, session=session)
        sheet = self.sheet(
            exam,
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
            columns=_columns(_("Seal number as read"), _("Whole?")),
            rows=[[*_line(number, bag), "", ""] for number, bag in enumerate(bags, 1)],
            points=_points_to_tick() if step != Step.STORE else [],
            signers=[_("Giver"), _("Receiver"), _("Giver, second person"), _("Receiver, second person")],
            note=_(
                "Signed by hand, it is entered afterwards by two clerks with this form's number and the time on paper."
            ),
            wide=True,
        )
        return self.pdf(sheets_as_pdf([sheet]), f"handover-{step}")


def _fields_of(told: HandoverPrinted) -> list[tuple[str, str]]:
    one = told.rows[0]
    return [
        (_("Step"), str(STEPS.get(one.step, one.step))),
        (_("Node"), one.node),
        (_("Time of the exam"), date_format(localtime(one.exam_at), "Y-m-d H:i:s")),
        (_("Vehicle"), one.escort.vehicle.code if one.escort else "–"),
        (_("Bags"), str(len(told.rows))),
        (_("Boxes"), str(told.boxes)),
    ]


def _points(check: HandoverCheck | None) -> list[list[str]]:
    """What both sides found: a line for each point that is not in order, and one for all that is."""
    if check is None:
        return [["–", _("Ten points"), _("not told")]]
    if not check.amiss:
        return [["✓", _("Ten points: all in order"), ""]]
    found = [point for point in handover_points().points if point.code in check.amiss]
    return [
        *([point.number, in_words(point), check.amiss[point.code]] for point in found),
        ["✓", _("All other points"), _("in order")],
    ]


def _points_to_tick() -> list[list[str]]:
    tick = _("□ in order  □ not: ")
    return [[point.number, in_words(point), tick] for point in handover_points().points]


def _columns(*more: str) -> list[str]:
    return [_("No."), _("Code"), _("Kind"), _("Subject"), _("Room"), _("Box"), *more]


def _line(number: int, bag: Bag) -> list[str]:
    room = f"{bag.venue.code} {bag.room.number}" if bag.room else bag.venue.code
    subject = f"{bag.session.code} {bag.subject.name}"
    box = bag.container.code if bag.container and bag.box_id else ""
    return [str(number), bag.code, str(KINDS[bag.kind]), subject, room, box]


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
        return self.pdf(
            sheets_as_pdf([self.room_sheet(exam, room, **words) for room in rooms]), f"rooms-{code}-{session}"
        )


def _told_once(room: RoomPrinted, name: str) -> str:
    return str(getattr(room.counts[0], name)) if room.counts else ""


def _counted(room: RoomPrinted, material: str, bag: Bag) -> list[str]:
    named = f"{MATERIALS[material]} {bag.subject.name}"
    numbers = ("spare_issued", "used_by_present", "blank_for_absent", "surplus_blank", "voided_replaced")
    for count in room.counts:
        if (count.material, count.subject_id) == (material, bag.subject_id):
            return [named, str(count.nominal), *(str(getattr(count, one)) for one in numbers), "✓"]
    return [named, str(bag.nominal), *[""] * len(numbers), ""]


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
