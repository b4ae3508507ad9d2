"""Pages of notices: my own; for the desk what went outside and the call tree; ways to people; players of a drill."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exams.models import Exam
from exams.views import ExamPage
from kernel.errors import NotPermitted
from kernel.time import now
from notices.models import Channel
from notices.policies import looks_after
from notices.selectors.calls import call_sheet, last_test, results_of
from notices.selectors.channels import channels_set, providers
from notices.selectors.drills import who_may_play
from notices.selectors.inbox import notices_to, open_ids
from notices.selectors.sent import late_messages, providers_told, sent_messages
from notices.states import Holder
from organisation.models import Person, Unit
from organisation.states import Capability
from organisation.views import ActorPage

SLOTS = 4


class NoticesPage(ActorPage):
    """``/notices/``: what I am told. What is new sounds until I have said that I have seen it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The unseen first."""
        told = notices_to(self.actor)
        return render(
            request,
            "notices/notices.html",
            {
                "told": told,
                "unseen": open_ids(told),
                "looks_after": looks_after(self.actor, self.actor.scope),
                "sets_channels": self.actor.may(Capability.MANAGE_PEOPLE, self.actor.scope),
            },
        )


class DeskPage(ActorPage):
    """Base of the pages for who sits at the county's desk."""

    def check_sits_there(self) -> None:
        """Refuse whoever does not."""
        if not looks_after(self.actor, self.actor.scope):
            raise NotPermitted


class SentPage(DeskPage):
    """``/notices/sent/``: to whom something went outside and by which ways, and who was not reached. Not about what."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest, or those with the number that a caller names."""
        number = request.GET.get("number", "").strip()
        self.check_sits_there()
        return render(
            request,
            "notices/sent.html",
            {
                "sent": sent_messages(self.actor.scope, number=number),
                "number": number,
                "providers": providers_told(),
                "late": late_messages(),
            },
        )


class CallsPage(DeskPage):
    """``/notices/calls/``: one button tells everybody of a unit that this is a test; results by unit."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The last test."""
        self.check_sits_there()
        scope = self.actor.scope
        test = last_test(scope)
        return render(
            request,
            "notices/calls.html",
            {
                "test": test,
                "units": [] if test is None else results_of(test),
                "choices": Unit.objects.filter(path__startswith=scope).order_by("path"),
                "providers": providers(),
            },
        )


class SheetPage(DeskPage):
    """``/notices/calls/sheet/``: everybody with a duty and his telephone, to be printed and kept by the phone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Of the whole county, or of a unit."""
        self.check_sits_there()
        unit = self._unit(request.GET.get("unit", ""))
        response = render(
            request, "notices/sheet.html", {"units": call_sheet(unit.path), "unit": unit, "printed_at": now()}
        )
        response["Cache-Control"] = "no-store"
        return response

    def _unit(self, named: str) -> Unit:
        units = Unit.objects.filter(path__startswith=self.actor.scope).order_by("path")
        found = units.filter(code=named).first() if named else units.first()
        if found is None:
            raise Http404
        return found


class ChannelsPage(ActorPage):
    """``/notices/channels/``: the ways to a person or a unit outside, for who keeps the county's people."""

    needs = Capability.MANAGE_PEOPLE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Whom it is about stands in the address; without, everybody to choose from."""
        holder, found = self._holder(request)
        people = Person.objects.filter(scope__startswith=self.actor.scope).select_related("unit")
        return render(
            request,
            "notices/channels.html",
            {
                "people": people.order_by("unit__path", "pinyin"),
                "units": Unit.objects.filter(path__startswith=self.actor.scope).order_by("path"),
                "holder": holder,
                "found": found,
                "slots": _slots([] if found is None else channels_set(holder, found.pk)),
                "providers": providers(),
            },
        )

    def _holder(self, request: HttpRequest) -> tuple[Holder, Person | Unit | None]:
        for holder, rows in (
            (Holder.PERSON, Person.objects.filter(scope__startswith=self.actor.scope)),
            (Holder.UNIT, Unit.objects.filter(path__startswith=self.actor.scope)),
        ):
            if named := request.GET.get(holder, ""):
                return holder, rows.filter(pk=_uuid(named)).first()
        return Holder.PERSON, None


class PlayersPage(ExamPage):
    """``/notices/players/``: who plays in a drill. Nobody else is told anything of it."""

    needs = Capability.RUN_DRILL

    def get(self, request: HttpRequest) -> HttpResponse:
        """Everybody with a duty in the county."""
        exam = self._drill(request)
        return self.page(request, "notices/players.html", exam, lines=who_may_play(exam.pk, exam.scope))

    def _drill(self, request: HttpRequest) -> Exam:
        exam = self.exam_in_hand(request)
        if not exam.is_drill:
            raise Http404
        return exam


def _slots(channels: list[Channel]) -> list[dict[str, str]]:
    """What is set, and room for more."""
    given = [{"provider": one.provider, "address": one.address} for one in channels]
    return given + [{"provider": "", "address": ""}] * max(SLOTS - len(given), 1)


def _uuid(named: str) -> UUID:
    try:
        return UUID(named)
    except ValueError as error:
        raise Http404 from error
