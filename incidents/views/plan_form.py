"""The form of a plan: out of a text, and back into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from incidents.gateways import Pictures, Raw, ladder, parties
from incidents.gateways.own_reading import Wrong
from incidents.gateways.parties import lead_codes
from incidents.gateways.plans import SPARE_CHAIN
from incidents.states import Authority, Level, Openness, Window
from incidents.templatetags.catalogue_words import WINDOWS, authority_word, picture_words
from incidents.templatetags.incident_words import in_language, word
from incidents.views.own_boxes import Box, Boxes, Choices, length_code, length_typed, parties_typed, party_codes

STEP_LENGTHS = ("within", "every")
STEP_WORDS = ("by", "window", "asks", "needs")
NEW_STEP: Raw = {"zh": "", "en": "", "who": []}


def plan_boxes(told: Raw, wrongs: Sequence[Wrong]) -> dict[str, Any]:
    """The form of a text that the parser reads, or that the form itself wrote."""
    return {
        "head": _head(told, Boxes("", "", wrongs)),
        "conditions": [
            _condition(one, Boxes(f"condition-{number}-", f"condition {number + 1}", wrongs))
            for number, one in enumerate(told["level"].get("when", []))
        ],
        "steps": [
            {"number": number + 1, "boxes": _step(one, told, Boxes(f"step-{number}-", f"step {number + 1}", wrongs))}
            for number, one in enumerate(told["steps"])
        ],
        "known": sorted(in_language(name) for name in parties().values()),
    }


def _head(told: Raw, boxes: Boxes) -> list[Box]:
    name, trigger, box = told["name"], told["trigger"], boxes.box
    leads = [(code, in_language(parties()[code])) for code in lead_codes()]
    english = _("English")
    return [
        box("name", name["zh"]),
        box("name.en", name["en"], label=f"{boxes.box('name', '').label} · {english}"),
        box("level", told["level"]["initial"], kind="select", choices=_words(Level, "level")),
        box("openness", told["openness"], kind="select", choices=_words(Openness, "openness")),
        box("pictures", told["pictures"], kind="select", choices=[(one, picture_words(one)) for one in Pictures]),
        box("lead", told["lead"], kind="select", choices=leads),
        box("co_leads", parties_typed(told.get("co_leads"))),
        box("supporting", parties_typed(told.get("supporting")), kind="area"),
        box("trigger", trigger["zh"], kind="area"),
        box("trigger.en", trigger["en"], kind="area", label=f"{boxes.box('trigger', '').label} · {english}"),
        box("reporting", told["reporting"], kind="select", choices=[(one, one) for one in ladder().reporting]),
        box("tail", told["tail"], kind="select", choices=[(one, one) for one in ladder().tails]),
        box("source", told["source"]),
    ]


def _words(codes: Any, of: str) -> Choices:
    return [(str(code), word(code, of)) for code in codes]


def _condition(one: Raw, boxes: Boxes) -> list[Box]:
    return [
        boxes.box("condition", one["condition"], kind="fixed"),
        boxes.box("zh", one["zh"]),
        boxes.box("en", one["en"]),
        boxes.box("level", one["level"], kind="select", choices=_words(Level, "level")),
    ]


def _step(step: Raw, told: Raw, boxes: Boxes) -> list[Box]:
    box = boxes.box
    when = {one["condition"]: one["within"] for one in step.get("when", [])}
    authorities = [("", "–"), *((one.value, word(one, "authority")) for one in Authority)]
    windows, limit = [("", "–"), *((one.value, str(WINDOWS[one])) for one in Window)], box("within", "").label
    authorities.append((SPARE_CHAIN, authority_word(SPARE_CHAIN)))
    return [
        box("zh", step["zh"], kind="area"),
        box("en", step["en"], kind="area"),
        box("who", parties_typed(step.get("who"))),
        box("within", length_typed(step.get("within"))),
        *(
            box(f"when.{one['condition']}", length_typed(when.get(one["condition"])), label=f"{limit}：{one['zh']}")
            for one in told["level"].get("when", [])
        ),
        box("by", step.get("by")),
        box("window", step.get("window"), kind="select", choices=windows),
        box("every", length_typed(step.get("every"))),
        box("asks", step.get("asks"), kind="select", choices=authorities),
        box("needs", step.get("needs"), kind="select", choices=authorities),
        box("protects_life", "true" if step.get("protects_life") else "", kind="check"),
    ]


def plan_posted(posted: Mapping[str, str], base: Raw) -> Raw:
    """The text that a form holds. What no form shows (code, group, class, facts) is that of ``base``."""

    def said(name: str) -> str:
        return posted.get(name, "").strip()

    conditions = [
        {key: said(f"condition-{number}-{key}") for key in ("condition", "level", "zh", "en")}
        for number in range(_count(posted, "conditions"))
    ]
    told: Raw = {
        **{key: base[key] for key in ("code", "version", "group", "family")},
        "name": {"zh": said("name"), "en": said("name.en")},
        "level": {"initial": said("level"), **({"when": conditions} if conditions else {})},
        **{key: said(key) for key in ("openness", "pictures", "lead", "reporting", "tail", "source")},
        "supporting": party_codes(said("supporting")),
        "trigger": {**base["trigger"], "zh": said("trigger"), "en": said("trigger.en")},
    }
    if said("co_leads"):
        told["co_leads"] = party_codes(said("co_leads"))
    codes = [one["condition"] for one in conditions]
    told["steps"] = [_step_posted(posted, number, codes) for number in range(_count(posted, "steps"))]
    return told


def _count(posted: Mapping[str, str], name: str) -> int:
    told = posted.get(name, "")
    return min(int(told), 99) if told.isdigit() and told.isascii() else 0


def _step_posted(posted: Mapping[str, str], number: int, conditions: Sequence[str]) -> Raw:
    def said(field: str) -> str:
        return posted.get(f"step-{number}-{field}", "").strip()

    step: Raw = {"number": number + 1, "zh": said("zh"), "en": said("en"), "who": party_codes(said("who"))}
    step |= {field: length_code(said(field)) for field in STEP_LENGTHS if said(field)}
    step |= {field: said(field) for field in STEP_WORDS if said(field)}
    when = [
        {"condition": code, "within": length_code(said(f"when.{code}"))} for code in conditions if said(f"when.{code}")
    ]
    if when:
        step["when"] = when
    if said("protects_life"):
        step["protects_life"] = True
    return step


def rearranged(told: Raw, asked: str) -> Raw:
    """The text with a step added, taken out or moved: ``add:3`` adds one after the third, ``up:2`` moves the second."""
    verb, _colon, place = asked.partition(":")
    steps = list(told["steps"])
    at = int(place) if place.isdigit() and place.isascii() else 0
    if verb == "add" and at <= len(steps):
        steps.insert(at, dict(NEW_STEP))
    elif verb == "drop" and 1 <= at <= len(steps):
        del steps[at - 1]
    elif verb == "up" and 2 <= at <= len(steps):
        steps[at - 2], steps[at - 1] = steps[at - 1], steps[at - 2]
    return {**told, "steps": [{**step, "number": number} for number, step in enumerate(steps, start=1)]}
