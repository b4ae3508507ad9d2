"""The secure room's books and a venue's registers as they are filed: filled, with lines to write on."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from exams.models import Exam
from exams.selectors.sessions import sessions_of
from kernel.errors import NotPermitted, NotThere
from kernel.printing import Sheet, sheets_as_pdf
from kernel.time import exam_now, now
from paper_custody.policies import check_sees_venue
from paper_custody.policies.secure_room import check_sees_room
from paper_custody.selectors.failures import failures_forced
from paper_custody.selectors.records import RoomOfTheDay, duty_book, playback_book
from paper_custody.templatetags.vault_words import vault_word
from paper_custody.views.printing import PrintedPage
from paper_custody.views.registers import force_sheet, spare_sheet
from paper_custody.views.sections import duty_sections, playback_sections

DUTY_RECORD = gettext_lazy("Duty record of the secure room")
PLAYBACK_RECORD = gettext_lazy("Playback record of the secure room")


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
            # What is written by hand is entered afterwards under it.
            (_("Form no."), ""),
        ]


class DutyRecord(BookPage):
    """``/vault/print/duty/``: who was on post, every patrol and check, what was missed (值班巡逻记录)."""

    name_of_file = "duty"

    def book(self, exam: Exam, day: dt.date) -> Sheet:
        """Filled as far as the day has gone."""
        told = duty_book(exam, day)
        return self.printer(exam).sheet(
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
        return self.printer(exam).sheet(
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


class SpareRegisterForm(PrintedPage):
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
        sheet = spare_sheet(self.printer(exam), place, session, words=f"{session} {named[session]}")
        return self.pdf(sheets_as_pdf([sheet]), f"spares-{place.code}-{session}")


class ForceRecord(PrintedPage):
    """``/vault/locks/<failure>/print/``: the record of a lock opened by force, for those who may see the failure."""

    def get(self, request: HttpRequest, failure: UUID) -> HttpResponse:
        """Nothing where it was not opened by force, or is not yours to see."""
        exam = self.exam_in_hand(request)
        forced = failures_forced(exam, self.actor, failure=failure)
        if not forced:
            raise Http404
        printer = self.printer(exam)
        return self.pdf(sheets_as_pdf([force_sheet(printer, one) for one in forced]), "forced-opening")
