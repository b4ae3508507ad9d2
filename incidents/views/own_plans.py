"""Pages of a county's own texts: written, held against what is in force, approved by two, and exported."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from incidents.errors import OwnTextUnknown, PlanUnknown
from incidents.gateways import Raw, ladder, ladder_from, plan_from
from incidents.gateways.own_reading import LONGEST, Wrong, read_own, written_own
from incidents.models import OwnText
from incidents.policies import check_reads_catalogue, may_approve_text, may_propose_texts
from incidents.selectors.own_plans import (
    LADDER,
    InForce,
    against_shipped,
    changes_between,
    in_force,
    owner_people,
    readable,
    shipped_alone,
    text_called,
    text_shown,
    texts_for,
    texts_of,
    waiting_texts,
    wrongs_of,
)
from incidents.states import Family, Level
from incidents.templatetags.own_words import subject_word
from incidents.views.catalogue import CatalogueBase
from incidents.views.ladder_form import ladder_boxes, ladder_posted
from incidents.views.plan_form import plan_boxes, plan_posted, rearranged
from kernel.errors import NotPermitted
from kernel.scope import reading
from organisation.models import Unit


class SubjectPage(CatalogueBase):
    """A page about the texts of one plan, or of the table of clocks."""

    def force(self, code: str) -> InForce:
        """What is in force; one that is not there looks like nothing."""
        try:
            return in_force(code, self.county)
        except PlanUnknown as missing:
            raise Http404 from missing

    def common(self, force: InForce) -> dict[str, Any]:
        """What every page of a subject shows."""
        title = _("Table of clocks") if force.is_ladder else f"{force.subject} {plan_from(force.content).name.zh}"
        return {
            "subject": force.subject,
            "title": title,
            "force": force,
            "home": "ladder" if force.is_ladder else "plan",
            "may_propose": self.may_propose(force.subject),
        }

    def may_propose(self, subject: str) -> bool:
        """Whether the reader may propose a text for it."""
        return may_propose_texts(self.actor, self.county, owners=owner_people(self.county, subject))


class OwnEditPage(SubjectPage):
    """``/catalogue/<code>/own/``: write a text of one's own, see what is wrong or what it changes, and propose it."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The form, filled with what is in force; ``?from=`` takes another text: a number, or the shipped one."""
        force = self.force(names["code"])
        told = self._begin(force, request.GET.get("from", ""))
        return "incidents/own_edit.html", self._shown(force, told, [])

    def post(self, request: HttpRequest, **names: Any) -> HttpResponseBase:
        """Check what was written. Nothing is recorded before it is proposed."""
        with reading(self.actor):
            force = self.force(names["code"])
            if not self.may_propose(force.subject):
                raise NotPermitted
            told, wrongs, checked = self._posted(request, force)
            context = self._shown(force, told, wrongs)
            if checked and not wrongs:
                context["changes"] = changes_between(force.subject, force.content, told)
                context["ready"] = json.dumps(told, ensure_ascii=False)
            return render(request, "incidents/own_edit.html", context)

    def _begin(self, force: InForce, wanted: str) -> Raw:
        if wanted == "shipped":
            return force.shipped
        if wanted.isdigit() and wanted.isascii():
            text = texts_of(self.county).filter(subject=force.subject, number=int(wanted)).first()
            return force.content if text is None or text.is_end else text.content
        return force.content

    def _posted(self, request: HttpRequest, force: InForce) -> tuple[Raw, list[Wrong], bool]:
        """The text, what is wrong with it, and whether it was to be checked: a row added is not."""
        file = request.FILES.get("file")
        if file is not None:
            return self._imported(file, force)
        base = self._begin(force, request.POST.get("from", ""))
        if force.is_ladder:
            told = ladder_posted(request.POST.dict(), base)
        else:
            told = plan_posted(request.POST.dict(), base)
            asked = str(request.POST.get("do", ""))
            if asked not in {"", "check"}:
                return rearranged(told, asked), [], False
        return told, wrongs_of(force.subject, told, shipped=force.shipped), True

    def _imported(self, file: Any, force: InForce) -> tuple[Raw, list[Wrong], bool]:
        if file.size > LONGEST:
            return force.content, [Wrong("too_long")], True
        try:
            told, wrongs = read_own(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            return force.content, [Wrong("no_yaml")], True
        wrongs = wrongs or wrongs_of(force.subject, told, shipped=force.shipped)
        # What the parser cannot read cannot stand in the form: it shows what is in force beside what is wrong.
        return readable(force, told), wrongs, True

    def _shown(self, force: InForce, told: Raw, wrongs: list[Wrong]) -> dict[str, Any]:
        boxes = ladder_boxes(told, wrongs) if force.is_ladder else plan_boxes(told, wrongs)
        waiting = waiting_texts(self.county).filter(subject=force.subject).first()
        texts = list(texts_of(self.county).filter(subject=force.subject))
        return {
            **self.common(force),
            "boxes": boxes,
            "wrongs": wrongs,
            "waiting": waiting,
            "texts": texts,
            "from": self.request.POST.get("from", self.request.GET.get("from", "")),
        }


class OwnTextPage(SubjectPage):
    """``/catalogue/<code>/own/<n>/``: one text, what it changes, who approved it, and what is left to do."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The text whole."""
        force = self.force(names["code"])
        try:
            shown = text_shown(self.county, force.subject, names["number"])
        except OwnTextUnknown as missing:
            raise Http404 from missing
        text = shown.text
        told = text.shipped if text.is_end else text.content
        return "incidents/own_text.html", {
            **self.common(force),
            "shown": shown,
            "text": text,
            "api": f"/api/catalogue/own/{force.subject}/{text.number}/",
            "rights": self._rights(text),
            **(ladder_told(told) if force.is_ladder else {"plan": plan_from(told)}),
        }

    def _rights(self, text: OwnText) -> dict[str, bool]:
        person = self.actor.person_id
        approves = text.is_open and may_approve_text(self.actor, text.scope)
        return {
            "approve": approves and person not in {text.author_id, text.first_id},
            "reject": approves and person != text.author_id,
            "withdraw": text.is_open and may_propose_texts(self.actor, text.scope, owners={text.author_id}),
        }


class ShippedPage(SubjectPage):
    """``/catalogue/<code>/shipped/``: the shipped text whole, and what it says otherwise than the county's own."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The newest shipped text."""
        force = self.force(names["code"])
        return "incidents/shipped.html", {
            **self.common(force),
            "against": against_shipped(force.subject, self.county),
            **(ladder_told(force.shipped) if force.is_ladder else {"plan": plan_from(force.shipped)}),
        }


class LadderPage(SubjectPage):
    """``/catalogue/ladder/``: the table of clocks in force, with rungs, reports and the common end."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """The table."""
        force = self.force(LADDER)
        return "incidents/ladder.html", {**self.common(force), **ladder_told(force.content)}


def ladder_told(told: Raw) -> dict[str, Any]:
    """A table of clocks for a page."""
    table = ladder_from(told)
    limits = [(family, [(level, table.limits[family][level]) for level in Level]) for family in Family]
    return {"table": table, "limits": limits, "shipped_rungs": ladder().rungs, "levels": list(Level)}


class OwnTextsPage(CatalogueBase):
    """``/catalogue/own/``: what waits for an approval, and every text of the county's own."""

    def tell(self, request: HttpRequest, **names: Any) -> tuple[str, dict[str, Any]]:
        """Both lists."""
        texts = list(texts_of(self.county))
        return "incidents/own_texts.html", {
            "waiting": [text for text in texts if text.is_open],
            "for_me": texts_for(self.actor, self.county),
            "shipped_alone": shipped_alone(self.county) if may_propose_texts(self.actor, self.county) else [],
            "texts": [text for text in texts if not text.is_open],
            "may_propose": may_propose_texts(self.actor, self.county),
        }


class TextYaml(SubjectPage):
    """``/catalogue/<code>/text.yaml``: the text in force as a file; ``?text=`` the shipped one, or a number."""

    def get(self, request: HttpRequest, **names: Any) -> HttpResponse:
        """The file, with a head that says whose text it is."""
        check_reads_catalogue(self.actor)
        force = self.force(names["code"])
        content, called = self._wanted(force, request.GET.get("text", ""))
        unit = Unit.objects.filter(path=self.county).first()
        head = f"{'' if unit is None else unit.name} {subject_word(force.subject)} {called}".strip()
        file = HttpResponse(written_own(content, head=head), content_type="application/yaml; charset=utf-8")
        file["Content-Disposition"] = f'attachment; filename="{force.subject}.yaml"'
        return file

    def _wanted(self, force: InForce, wanted: str) -> tuple[Raw, str]:
        if wanted.isdigit() and wanted.isascii():
            try:
                text = text_called(self.county, force.subject, int(wanted))
            except OwnTextUnknown as missing:
                raise Http404 from missing
            if not text.is_end:
                return text.content, _("the county's text %(number)d") % {"number": text.number}
        if wanted == "shipped" or force.own is None:
            return force.shipped, _("shipped, version %(number)d") % {"number": force.shipped["version"]}
        return force.content, _("the county's text %(number)d") % {"number": force.own}
