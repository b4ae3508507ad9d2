"""The secure room's books and a venue's register of spares, as they are filed: filled, with lines to write on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from exams.models import Exam
from exams.selectors.sessions import sessions_of
from kernel.errors import NotPermitted, NotThere
from kernel.printing import Section, Sheet, sheets_as_pdf
from kernel.time import exam_now, now
from paper_custody.models import BagStep
from paper_custody.policies import check_sees_venue
from paper_custody.policies.secure_room import check_sees_room
from paper_custody.selectors.records import (
    RoomOfTheDay,
    duty_book,
    playback_book,
    spare_bags_opened,
)
from paper_custody.selectors.spares import SpareLine, spare_register, spares_left
from paper_custody.templatetags.vault_words import vault_word
from paper_custody.views.printing import PrintedPage
from paper_custody.views.sheets import clock, duty_sections, playback_sections, spare_rows
from venues.models import Venue

DUTY_RECORD = gettext_lazy("Duty record of the secure room")
PLAYBACK_RECORD = gettext_lazy("Playback record of the secure room")
SPARE_REGISTER = gettext_lazy("Register of spare papers and cards")


class BookPage(PrintedPage):
    """Base of the secure room's books: a day of exam time, for those who see the room."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The day named, or today."""
        exam = self.exam_in_hand(request)
        try:
            check_sees_room(self.actor, exam.scope)
        except NotPermitted:
            return self.refused(request)
        named = request.GET.get("day", "")
        try:
            day = dt.date.fromisoformat(named) if named else localdate(exam_now(exam.pk, now()))
        except ValueError as unreadable:
            raise Http404 from unreadable
        return self.pdf(sheets_as_pdf([self.book(exam, day)]), f"{self.name_of_file}-{day:%Y%m%d}")

    name_of_file = ""

    def book(self, exam: Exam, day: dt.date) -> Sheet:
        """The form."""
        raise NotImplementedError

    def fields(self, of: RoomOfTheDay) -> list[tuple[str, str]]:
        """The head that both books have."""
        certificate = of.certificate
        return [
            (pgettext("form", "Day"), f"{of.day:%Y-%m-%d}"),
            (_("Secure room"), " ".join(filter(None, (of.room.name, of.room.place))) if of.room else ""),
            (_("State when this was printed"), str(vault_word(of.status, "status"))),
            (_("Certificate"), certificate.number if certificate else ""),
        ]


class DutyRecord(BookPage):
    """``/vault/print/duty/``: who was on post, every patrol and check, what was missed (值班巡逻记录)."""

    name_of_file = "duty"

    def book(self, exam: Exam, day: dt.date) -> Sheet:
        """Filled as far as the day has gone."""
        told = duty_book(exam, day)
        return self.sheet(
            exam,
            DUTY_RECORD,
            fields=[*self.fields(told.of), (pgettext("form", "Weather"), ""), (_("Keys and record books"), "")],
            sections=duty_sections(told),
            signers=[_("On post A"), _("On post B"), _("Taken over by"), _("Head of the secure room")],
            note=_("Never write any part of a lock's code. What is written by hand is entered afterwards by two."),
            wide=True,
        )


class PlaybackRecord(BookPage):
    """``/vault/print/playback/``: every look at the recording by two, hour by hour (回放记录)."""

    name_of_file = "playback"

    def book(self, exam: Exam, day: dt.date) -> Sheet:
        """Filled as far as the day has gone; hours that nobody looked at yet are lines to write on."""
        told = playback_book(exam, day)
        hours = "、".join([*(f"{hour:%H:%M}" for hour in told.hours), _("right after each distribution")])
        return self.sheet(
            exam,
            PLAYBACK_RECORD,
            fields=[
                *self.fields(told.of),
                (_("Looked at daily"), hours),
            ],
            sections=playback_sections(told),
            signers=[_("Looked at by A"), _("Looked at by B"), _("Head of the secure room"), _("Joint check")],
            note=_("Two look together. The recording is kept for half a year at least after the exam."),
            wide=True,
        )


class RegisterPage(PrintedPage):
    """Base of what prints the register of spares."""

    def register(self, exam: Exam, place: Venue, session: str, words: str) -> Sheet:
        """The register of one session at one venue (启用备用试题（卡）登记表)."""
        left = spares_left(exam, place, session)
        return self.sheet(
            exam,
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
            rows=spare_rows(self.lines(exam, place, session)),
            sections=[_opened(spare_bags_opened(exam, place, session))],
            signers=[_("Chief examiner"), _("Deputy chief"), _("Exam office"), _("Reported to the county at, to whom")],
            note=_("No candidate's name or number stands here. A spare bag is opened under the camera."),
            wide=True,
        )  # fmt: skip

    def lines(self, exam: Exam, place: Venue, session: str) -> Sequence[SpareLine]:
        """The lines that this person may see."""
        return spare_register(exam, self.actor, place, session)


def _opened(steps: Sequence[BagStep]) -> Section:
    rows = [
        [
            one.bag.code,
            one.bag.subject.name,
            clock(one.done_at),
            f"{one.first.name}、{one.second.name}",
            one.reason,
        ]
        for one in steps
    ]
    heads = [_("Spare bag"), _("Subject"), pgettext("form", "Opened at"), _("Opened by two"), _("Reason")]
    return Section(_("Spare bags opened under the camera"), heads, [*rows, [""] * 5])


class SpareRegisterForm(RegisterPage):
    """``/venue/<code>/spares/print/``: the register of a session as a form."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The session named."""
        exam = self.exam_in_hand(request)
        try:
            place = check_sees_venue(exam, self.actor, code)
        except NotThere as missing:
            raise Http404 from missing
        named = {session.code: session.name for session in sessions_of(exam.pk)}
        session = request.GET.get("session", "")
        if session not in named:
            raise Http404
        sheet = self.register(exam, place, session, f"{session} {named[session]}")
        return self.pdf(sheets_as_pdf([sheet]), f"spares-{place.code}-{session}")
