"""A venue's registers as forms: spares, and locks opened by force. They lie in the evidence pack too."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from exams.models import Session
from kernel.printing import Section, Sheet, sheets_as_pdf
from paper_custody.models import BagStep
from paper_custody.models.failures import ForcedOpening, LockFailure, OpeningDecision, TimeLost
from paper_custody.selectors.failures import failures_forced
from paper_custody.selectors.records import spare_bags_opened
from paper_custody.selectors.spares import spare_register, spares_left
from paper_custody.templatetags.key_words import opening_word
from paper_custody.views.sections import clock, spare_rows
from paper_custody.views.sheets import Printer
from venues.models import Venue

SPARE_REGISTER = gettext_lazy("Register of spare papers and cards")
FORCE_RECORD = gettext_lazy("Record of a lock opened by force")
BLANK_WITNESSES = 1


def registers_beside(printer: Printer, place: Venue, session: Session) -> dict[str, bytes]:
    """What a venue's session has beside handover forms and room records, each where there is something in it."""
    forms: dict[str, bytes] = {}
    if spare_register(printer.exam, printer.actor, place, session.code):
        words = f"{session.code} {session.name}"
        forms["spares"] = sheets_as_pdf([spare_sheet(printer, place, session.code, words=words)])
    forced = failures_forced(printer.exam, printer.actor, place, session.code)
    if forced:
        forms["forced-openings"] = sheets_as_pdf([force_sheet(printer, one) for one in forced])
    return forms


def spare_sheet(printer: Printer, place: Venue, session: str, *, words: str) -> Sheet:
    """The register of spares of one session at one venue (启用备用试题（卡）登记表)."""
    left = spares_left(printer.exam, place, session)
    return printer.sheet(
        SPARE_REGISTER,
        fields=[
            (_("Venue"), f"{place.code} {place.name}"),
            (_("Session"), words),
            (_("Spares of the session"), str(left.nominal)),
            (_("Spares left when this was printed"), str(left.left)),
        ],
        columns=[
            "№", _("Room / seat"), _("What, and why"), _("Asked at"), _("Approved by"), _("Spare, and old one"),
            _("Carried by"), pgettext("form", "Given at"), _("Time lost"),
        ],
        rows=spare_rows(spare_register(printer.exam, printer.actor, place, session)),
        sections=[_opened(spare_bags_opened(printer.exam, place, session))],
        signers=[_("Chief examiner"), _("Deputy chief"), _("Exam office"), _("Reported to the county at, to whom")],
        note=_("No candidate's name or number stands here. A spare bag is opened under the camera."),
        wide=True,
    )  # fmt: skip


def _opened(steps: Sequence[BagStep]) -> Section:
    rows = [
        [one.bag.code, one.bag.subject.name, clock(one.done_at), f"{one.first.name}、{one.second.name}", one.reason]
        for one in steps
    ]
    heads = [_("Spare bag"), _("Subject"), pgettext("form", "Opened at"), _("Opened by two"), _("Reason")]
    return Section(_("Spare bags opened under the camera"), heads, [*rows, [""] * 5])


def force_sheet(printer: Printer, forced: ForcedOpening) -> Sheet:
    """The record of a lock opened by force. The new seal's number is told to nobody who may have to read it off."""
    failure = forced.failure
    return printer.sheet(
        FORCE_RECORD,
        fields=[
            (_("Venue"), f"{failure.venue.code} {failure.venue.name}" if failure.venue else printer.unit_name()),
            (_("Session"), failure.session.code if failure.session else "–"),
            (_("Lock"), f"{failure.lock.code} {failure.lock.place}"),
            (_("Batch of the lock"), failure.lock.batch or "–"),
            (_("What is wrong with it"), str(opening_word(failure.cause))),
            (_("Should have opened at"), clock(failure.planned_at) or "–"),
            (_("Noticed"), f"{clock(failure.noticed_at)} {failure.reported_by.name}"),
            (_("Opened by force at"), clock(forced.exam_at)),
            (_("Opened by"), f"{forced.first.name}、{forced.second.name}"),
            (_("Recording: camera and time"), forced.video),
            (_("Old seal"), f"{forced.old_seal} · {opening_word(forced.disposal)}"),
            (_("New seal"), _("on record, not told here")),
        ],
        sections=[_decisions(failure), _witnesses(forced), _lost(failure)],
        signers=[_("Opened by A"), _("Opened by B"), _("Chief examiner"), _("Exam office")],
    )


def _decisions(failure: LockFailure) -> Section:
    rows = [_decision(one) for one in failure.decisions.all()]
    heads = [
        _("Asked at"), _("Decided at"), _("Who decides"), _("Name of who decided"), _("What was decided"),
        _("Telephone or document number"),
    ]  # fmt: skip
    return Section(pgettext("form", "Decisions received"), heads, rows)


def _decision(one: OpeningDecision) -> list[str]:
    return [
        clock(one.asked_at),
        clock(one.decided_at),
        str(opening_word(one.authority)),
        one.decided_by,
        str(opening_word(one.verdict)),
        f"{opening_word(one.channel)} {one.document}".strip(),
    ]


def _witnesses(forced: ForcedOpening) -> Section:
    rows = [[one["name"], one["post"], ""] for one in forced.witnesses]
    return Section(
        pgettext("lock", "Witnesses"),
        [_("Name"), _("Post of the witness"), pgettext("form", "Signed")],
        [*rows, *[[""] * 3] * BLANK_WITNESSES],
    )


def _lost(failure: LockFailure) -> Section:
    rows = [_time(one) for one in failure.lost.all()]
    heads = [_("Lost from"), _("Lost until"), _("Rooms"), pgettext("form", "By two")]
    return Section(_("Time lost"), heads, rows or [["–", "–", "–", "–"]])


def _time(one: TimeLost) -> list[str]:
    return [
        clock(one.lost_from),
        clock(one.lost_until),
        "、".join(one.rooms),
        f"{one.first.name}、{one.second.name}",
    ]
