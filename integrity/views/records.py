"""The records of a session against the reports, the form, and one record whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from exams.models import Exam, Session
from exams.selectors.sessions import sessions_of
from exams.views import ExamPage
from incidents.gateways.irregularities import order_33
from incidents.templatetags.incident_words import in_language
from integrity.models import IrregularityRecord
from integrity.selectors import (
    RecordTold,
    RecordWhole,
    Wanted,
    held_against_reports,
    record_whole,
    records_listed,
    rooms_of,
    venues_entered,
    venues_seen,
)
from integrity.states import GivenTo, RecordStatus
from integrity.templatetags.integrity_words import code_words, recorded_as
from kernel.time import exam_now, now
from organisation.models import Unit
from venues.models import Venue
from venues.selectors.progress import sessions_shown

# More invigilators than these, or more items, are entered by the API; a correction shows them all.
SIGNER_LINES, ITEM_LINES = 3, 3


def _filled(given: Sequence[tuple[str, str]], lines: int) -> list[tuple[str, str]]:
    """What is there, and empty lines to write on: a correction loses nothing that the first entry had."""
    return [*given, *[("", "")] * (lines - len(given))]


class RecordsBase(ExamPage):
    """Base of these pages: what the address narrows the list to, and a record for who may see it."""

    def wanted(self, request: HttpRequest, exam: Exam) -> Wanted:
        """The session shown is the one that is sat now, unless the address names one, or all of them."""
        given = {name: request.GET[name].strip() for name in Wanted.names() if name in request.GET}
        if "session" not in given:
            shown = sessions_shown(exam.pk, exam_now(exam.pk, now()))
            given["session"] = shown[0].code if shown else ""
        return Wanted(**given)

    def whole(self, exam: Exam, venue: str, number: int) -> RecordWhole:
        """The record; one that is not this person's to see looks like nothing."""
        try:
            return record_whole(exam.pk, self.actor, venue=venue, number=number)
        except IrregularityRecord.DoesNotExist as missing:
            raise Http404 from missing

    def form(
        self, request: HttpRequest, exam: Exam, *, place: tuple[Venue, Session], old: RecordTold | None = None
    ) -> HttpResponse:
        """The form of a venue's session, filled in with the entry that is to be corrected."""
        venue, session = place
        row = None if old is None else old.row
        kept = [] if old is None else [(item.what, item.keeper) for item in old.items if item.given_at is None]
        articles = {article.code: article for article in order_33().articles.values()}
        groups = [
            (
                f"{article.code} {in_language(article.name)}",
                [(code.code, code_words(code)) for code in order_33().codes.values() if code.article is article],
            )
            for article in articles.values()
        ]
        context: dict[str, Any] = {
            "place": venue,
            "session": session,
            "groups": groups,
            "rooms": [(number, number) for number in rooms_of(venue)],
            "signer_lines": _filled([] if row is None else row.signers, SIGNER_LINES),
            "item_lines": _filled(kept, ITEM_LINES),
            "old": row,
        }
        return self.page(request, "integrity/form.html", exam, **context)


class RecordsPage(RecordsBase):
    """``/irregularities/``: the records of a session, and each venue's number of them against R1 and R2."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, which also prints. Who is no named role anywhere finds no page."""
        exam = self.exam_in_hand(request)
        venues = venues_seen(exam, self.actor)
        if not venues:
            raise Http404
        wanted = self.wanted(request, exam)
        sessions = list(sessions_of(exam.pk))
        chosen = next((one for one in sessions if one.code == wanted.session), None)
        shown = [one for one in venues if wanted.venue in ("", one.code)]
        return self.page(
            request,
            "integrity/records.html",
            exam,
            records=records_listed(exam.pk, self.actor, wanted),
            held=held_against_reports(chosen, shown, self.actor) if chosen else [],
            session=chosen,
            wanted=wanted,
            sessions=[(one.code, f"{one.code} {one.name}") for one in sessions],
            venues=[(one.code, one.name) for one in venues],
            statuses=[(one.value, recorded_as(one, "status")) for one in RecordStatus],
            enters=bool(venues_entered(exam, self.actor)),
            query=request.GET.urlencode(),
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
        )


class FormPage(RecordsBase):
    """``/irregularities/new/``: the paper form, entered. Which venue and session is asked first where it is open."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The choice, or the form."""
        exam = self.exam_in_hand(request)
        venues = {venue.code: venue for venue in venues_entered(exam, self.actor)}
        if not venues:
            raise Http404
        sessions = {session.code: session for session in sessions_of(exam.pk)}
        named = request.GET.get("venue", "") or (next(iter(venues)) if len(venues) == 1 else "")
        venue = venues.get(named)
        session = sessions.get(request.GET.get("session", "") or self.wanted(request, exam).session)
        if venue is not None and session is not None:
            return self.form(request, exam, place=(venue, session))
        return self.page(
            request,
            "integrity/choose.html",
            exam,
            venues=[(one.code, one.name) for one in venues.values()],
            sessions=[(one.code, f"{one.code} {one.name}") for one in sessions.values()],
            session=session,
        )


class CorrectPage(RecordsBase):
    """``/irregularities/<venue>/<n>/correct/``: the form again, filled in as it was entered."""

    def get(self, request: HttpRequest, venue: str, number: int) -> HttpResponse:
        """For who enters at the venue."""
        exam = self.exam_in_hand(request)
        whole = self.whole(exam, venue, number)
        if not whole.enters:
            raise Http404
        row = whole.latest.row
        return self.form(request, exam, place=(row.venue, row.session), old=whole.latest)


class RecordPage(RecordsBase):
    """``/irregularities/<venue>/<n>/``: one record, its receipt, its older entries, and what is next."""

    def get(self, request: HttpRequest, venue: str, number: int) -> HttpResponse:
        """The whole of it."""
        exam = self.exam_in_hand(request)
        whole = self.whole(exam, venue, number)
        return self.page(
            request,
            "integrity/record.html",
            exam,
            whole=whole,
            one=whole.latest,
            record=whole.latest.row,
            api=f"/api/exams/{exam.pk}/irregularities/{venue}/{number}/",
            receivers=[(one.value, recorded_as(one, "given_to")) for one in GivenTo],
        )
