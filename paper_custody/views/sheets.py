"""The forms of papers, as they are printed one by one and as they lie in an evidence pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from exams.models import Exam
from journal.selectors import head_of
from kernel.actors import Actor
from kernel.printing import Sheet
from kernel.time import now
from organisation.models import Person, Unit
from paper_custody.gateways.points import handover_points
from paper_custody.models import Bag, HandoverCheck
from paper_custody.selectors.printing import HandoverPrinted, RoomPrinted, counted_kinds
from paper_custody.templatetags.custody import KINDS, MATERIALS, STEPS
from paper_custody.templatetags.handover_points import in_words
from paper_custody.views.sections import room_sections

HANDOVER_FORM = gettext_lazy("Handover form")
ROOM_RECORD = gettext_lazy("Room record")


@dataclass(frozen=True, slots=True)
class Printer:
    """Draws the forms of one exam for the one who prints: the head names the county and the exam."""

    exam: Exam
    actor: Actor

    def sheet(self, title: str | Promise, **given: Any) -> Sheet:
        """A form with what every form bears. The QR holds the exam, how many records there were, and their root."""
        head = head_of(self.exam.pk)
        printed_at = date_format(localtime(now()), "Y-m-d H:i")
        return Sheet(
            title=chinese_first(title),
            unit=self.unit_name(),
            exam=self.exam.name,
            drill=self.exam.is_drill,
            printed=_("Printed %(at)s by %(who)s") % {"at": printed_at, "who": self.name()},
            head=f"examops\n{self.exam.pk}\n{head.size}\n{head.root}",
            head_words=_("Record no. %(number)s when this was printed") % {"number": head.size},
            **given,
        )

    def handover_sheet(self, told: HandoverPrinted) -> Sheet:
        """The form of a signing that was made."""
        one = told.rows[0]
        return self.sheet(
            HANDOVER_FORM,
            fields=_fields_of(told),
            columns=columns(_("Seal")),
            rows=[
                [*line(number, row.bag), _("read, whole") if row.seal_id else ""]
                for number, row in enumerate(told.rows, 1)
            ],
            points=_points(told.check),
            signers=[
                _("Giver %(name)s") % {"name": one.giver.name},
                _("Receiver %(name)s") % {"name": one.receiver.name},
            ],
        )

    def room_sheet(self, room: RoomPrinted, *, venue: str, session: str) -> Sheet:
        """The record of a room."""
        return self.sheet(
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
                (_("Form no."), ""),
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

    def unit_name(self) -> str:
        """What the county is called."""
        found = Unit.objects.filter(path=self.exam.scope).first()
        return found.name if found else ""

    def name(self) -> str:
        """Who prints."""
        return "" if self.actor.person_id is None else Person.objects.get(pk=self.actor.person_id).name


def chinese_first(title: str | Promise) -> str:
    """A form's title: in Chinese, in which it is filed, and after it in the reader's language where that is another."""
    with override(settings.LANGUAGE_CODE):
        chinese = str(title)
    return chinese if str(title) == chinese else f"{chinese} {title}"


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


def points_to_tick() -> list[list[str]]:
    """The ten points, for a form that is filled in by hand."""
    tick = _("□ in order  □ not: ")
    return [[point.number, in_words(point), tick] for point in handover_points().points]


def columns(*more: str) -> list[str]:
    """The columns of a list of bags."""
    return [_("No."), _("Code"), _("Kind"), _("Subject"), _("Room"), _("Box"), *more]


def line(number: int, bag: Bag) -> list[str]:
    """A bag as a line of such a list."""
    room = f"{bag.venue.code} {bag.room.number}" if bag.room else bag.venue.code
    subject = f"{bag.session.code} {bag.subject.name}"
    box = bag.container.code if bag.container and bag.box_id else ""
    return [str(number), bag.code, str(KINDS[bag.kind]), subject, room, box]


def _told_once(room: RoomPrinted, name: str) -> str:
    return str(getattr(room.counts[0], name)) if room.counts else ""


def _counted(room: RoomPrinted, material: str, bag: Bag) -> list[str]:
    named = f"{MATERIALS[material]} {bag.subject.name}"
    numbers = ("spare_issued", "used_by_present", "blank_for_absent", "surplus_blank", "voided_replaced")
    for count in room.counts:
        if (count.material, count.subject_id) == (material, bag.subject_id):
            return [named, str(count.nominal), *(str(getattr(count, one)) for one in numbers), "✓"]
    return [named, str(bag.nominal), *[""] * len(numbers), ""]
