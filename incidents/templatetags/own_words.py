"""A county's own texts in the words of the page's language: fields, rows, differences, and what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from incidents.gateways import Name, Pictures
from incidents.gateways.differences import Change, ChangeKind, Value
from incidents.gateways.own_reading import Wrong
from incidents.selectors.own_plans import LADDER
from incidents.states import OwnStatus, Window
from incidents.templatetags.catalogue_words import WINDOWS, authority_word, length_words, party_word, picture_words
from incidents.templatetags.incident_words import in_language, party_words, rung_word, word
from organisation.gateways import roles

register = template.Library()
Words = Mapping[str, str | Promise]

FIELDS: Words = {
    "name": pgettext_lazy("plan field", "Name"),
    "code": pgettext_lazy("plan field", "Code"),
    "version": pgettext_lazy("plan field", "Version"),
    "group": pgettext_lazy("plan field", "Group"),
    "family": pgettext_lazy("plan field", "Class"),
    "level": pgettext_lazy("plan field", "Level"),
    "openness": pgettext_lazy("plan field", "Openness"),
    "pictures": pgettext_lazy("plan field", "Pictures"),
    "lead": pgettext_lazy("plan field", "Lead"),
    "co_leads": pgettext_lazy("plan field", "Leading together"),
    "supporting": pgettext_lazy("plan field", "Supporting"),
    "trigger": pgettext_lazy("plan field", "Trigger"),
    "facts": pgettext_lazy("plan field", "What starts it by itself"),
    "condition": pgettext_lazy("plan field", "Condition"),
    "steps": pgettext_lazy("plan field", "Steps"),
    "step": pgettext_lazy("plan field", "What is done"),
    "zh": pgettext_lazy("plan field", "Chinese text"),
    "en": pgettext_lazy("plan field", "English text"),
    "number": pgettext_lazy("plan field", "Place in the order"),
    "who": pgettext_lazy("plan field", "Who"),
    "within": pgettext_lazy("plan field", "Time limit"),
    "when": pgettext_lazy("plan field", "Time limit under a condition"),
    "by": pgettext_lazy("plan field", "By a moment of the session"),
    "window": pgettext_lazy("plan field", "By a window of the session"),
    "every": pgettext_lazy("plan field", "Repeated every"),
    "asks": pgettext_lazy("plan field", "Request to"),
    "needs": pgettext_lazy("plan field", "Waits for"),
    "protects_life": pgettext_lazy("plan field", "Protects life"),
    "reporting": pgettext_lazy("plan field", "Way of reporting"),
    "tail": pgettext_lazy("plan field", "Common end"),
    "tails": pgettext_lazy("plan field", "Common end"),
    "source": pgettext_lazy("plan field", "Source"),
    "limits": pgettext_lazy("plan field", "Time limits"),
    "acknowledge": pgettext_lazy("deadline", "Acknowledge"),
    "climb_every": _("Next rung every"),
    "first_action": pgettext_lazy("deadline", "First action"),
    "report_upward": pgettext_lazy("deadline", "Report to the city"),
    "close": pgettext_lazy("deadline", "Close"),
    "warn_report": pgettext_lazy("plan field", "Warning before the report is due"),
    "warn_close": pgettext_lazy("plan field", "Warning before closing is due"),
    "rungs": pgettext_lazy("plan field", "Rungs"),
    "rung": pgettext_lazy("plan field", "Rung"),
    "role": pgettext_lazy("plan field", "Post"),
    "fallback": pgettext_lazy("plan field", "Substitute"),
    **dict.fromkeys(["venue_by_voice", "voice"], pgettext_lazy("plan field", "Venue to county by voice")),
    **dict.fromkeys(["venue_in_system", "in_system"], pgettext_lazy("plan field", "Venue to county in the system")),
    **dict.fromkeys(
        ["to_district_chief", "duty_to_district_chief"], pgettext_lazy("plan field", "To the district chief")
    ),
    "city": pgettext_lazy("plan field", "To the city"),
    "written_first": pgettext_lazy("plan field", "First report in writing"),
    "follow_up_every": pgettext_lazy("plan field", "Follow-up every"),
    "final_after_close": pgettext_lazy("plan field", "Final report after the end"),
    "within_after_close": pgettext_lazy("plan field", "Within so long of the end"),
}
WRONGS: Words = {
    "no_yaml": _("This is no readable YAML file, or it uses references (*). Export the text in force and change that."),
    "too_long": _("This is too long. A plan has 60 steps at most."),
    "no_mapping": _("Names and values are expected here, as in the exported file."),
    "not_plain": _("Write this in quotes: only texts and whole numbers are taken."),
    "unknown_key": _("There is no such field. Look at the exported file for its name."),
    "no_list": _("A list is expected here, as in the exported file."),
    "no_texts": _("A list of names is expected here."),
    "no_text": _("This must not be empty."),
    "no_number": _("A whole number is expected here."),
    "no_flag": _("Only yes or no can stand here (true, false)."),
    "no_such_word": _("This is none of the words that can stand here. Choose one of the list."),
    "no_such_party": _("No such unit or post is known. Choose from the list of names below."),
    "no_moment": _("Write a moment of the session: T0-10, TE+45, or 14:50."),
    "no_length": _("Write a time such as 5m, 30s or 2h; at_once for at once."),
    "stays": _("This cannot be changed by a county: it is how the plan is known."),
    "pictures_stay_refused": _("Pictures stay refused for this plan."),
    "openness_stays": _("A plan for named roles cannot be opened to more people. It can only be closed further."),
    "no_unit": _("Only a unit can lead or support, not a single post."),
    "twice": _("This stands twice. Each may stand once."),
    "no_such_condition": _("The plan has no such condition. Add the condition first."),
    "no_steps": _("A plan has at least one step."),
    "not_numbered": _("Steps are numbered 1, 2, 3 without a gap."),
    "nobody": _("Somebody must do this step. Name a unit or a post."),
    "step_stays": _("This step of the shipped text protects life, or is another level's to decide. It must stay."),
    "zero": _("No time at all is no limit. Write at least one minute."),
    "two_limits": _("A step has one kind of limit: a time, a moment, a window or a repetition."),
    "no_whole_minutes": _("Write whole minutes here."),
    "warned_too_late": _("The warning must come before what it warns of."),
    "after_close": _("This must be due before the incident is to be closed."),
    "worse_has_more_time": _("A worse level must not have more time than the one below it."),
    "report_stays": _("At this level the city is told: the limit must stay."),
    "no_such_rung": _("There is no such rung. Rungs can be left out or changed in order, not invented."),
    "rung_name_stays": _("Rungs keep their names: boards and incidents call them so. Change post and substitute."),
    "first_rung_stays": _("The venue stays the first rung."),
    "last_rung_stays": _("The city stays the last rung."),
    "no_county_rung": _("At least one rung of the county must stand between the venue and the city."),
    "nobody_sees_restricted": _("No rung's post may see what is for named roles. Let one be held by such a post."),
    "no_such_role": _("There is no such post. Choose one of the list."),
    "own_fallback": _("Nobody is his own substitute. Name another post."),
    "names_stay": _("Ways of reporting and common ends keep their names: plans refer to them."),
    "no_review": _("Say within how long of the end the review is due."),
}
KINDS: Words = {
    ChangeKind.ADDED: pgettext_lazy("difference", "Added"),
    ChangeKind.REMOVED: pgettext_lazy("difference", "Removed"),
    ChangeKind.CHANGED: pgettext_lazy("difference", "Changed"),
    ChangeKind.MOVED: pgettext_lazy("difference", "Moved"),
}
STATUSES: Words = {
    OwnStatus.PROPOSED: pgettext_lazy("own text", "Proposed: waits for two"),
    OwnStatus.ENDORSED: pgettext_lazy("own text", "Approved by one: waits for another"),
    OwnStatus.APPROVED: pgettext_lazy("own text", "Approved by two"),
    OwnStatus.REJECTED: pgettext_lazy("own text", "Rejected"),
    OwnStatus.WITHDRAWN: pgettext_lazy("own text", "Withdrawn"),
}


@register.filter
def field_word(field: str) -> str:
    """What a field is called: ``within`` is the time limit."""
    name, _dot, rest = field.replace("when ", "when.").partition(".")
    said = str(FIELDS.get(name, name))
    return f"{said}（{word(rest, 'level')}）" if rest else said


@register.filter
def row_word(row: str) -> str:
    """Which row: ``step 3`` is the third step, ``limits accident I`` a line of the table of clocks."""
    kind, _space, rest = row.partition(" ")
    return _rows[kind](rest) if kind in _rows else rest or row


def _limits_row(rest: str) -> str:
    family, _space, level = rest.partition(" ")
    return " ".join(filter(None, [word(family, "family"), word(level, "level")]))


def _rung_row(rest: str) -> str:
    return gettext("Rung: %(rung)s") % {"rung": rest if rest.isdigit() else rung_word(rest)}


_rows: dict[str, Callable[[str], str]] = {
    "step": lambda rest: gettext("Step %(number)s") % {"number": rest},
    "shipped": lambda rest: gettext("Step %(number)s of the shipped text") % {"number": rest},
    "condition": lambda rest: gettext("Condition %(code)s") % {"code": rest},
    "limits": _limits_row,
    "rung": _rung_row,
    "reporting": lambda rest: str(FIELDS["reporting"]),
    "tail": lambda rest: str(FIELDS["tail"]),
    "line": lambda rest: gettext("Line %(number)s") % {"number": rest},
}


@register.filter
def said_name(name: Name) -> str:
    """A name in the page's language."""
    return in_language(name)


@register.filter
def wrong_word(wrong: Wrong) -> str:
    """What to do about it."""
    return str(WRONGS.get(wrong.code, _("This cannot be taken as it is. Compare it with the exported file.")))


@register.filter
def kind_word(change: Change) -> str:
    """What happened to it."""
    return str(KINDS[change.kind])


@register.filter
def own_status_word(status: str) -> str:
    """Where a county's own text stands."""
    return str(STATUSES.get(status, status))


@register.filter
def subject_word(subject: str) -> str:
    """What a text is of: the table of clocks, or a plan by its code."""
    return gettext("Table of clocks") if subject == LADDER else subject


@register.filter
def role_word(code: str) -> str:
    """A post by its role."""
    if code in roles():
        return roles()[code].zh if (get_language() or "zh").startswith("zh") else roles()[code].en
    return party_word(code)


@register.filter
def before_words(change: Change) -> str:
    """What stood there before."""
    return _value(change, change.before, other=change.after)


@register.filter
def after_words(change: Change) -> str:
    """What stands there now."""
    return _value(change, change.after, other=change.before)


def _value(change: Change, value: Value, *, other: Value) -> str:
    if value is None:
        return "–"
    if isinstance(value, Name):
        same = isinstance(other, Name) and in_language(value) == in_language(other)
        return f"{value.zh} / {value.en}" if same else in_language(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dt.timedelta):
        return length_words(value)
    if isinstance(value, tuple):
        return _list(change.field, value)
    return _code(change.field, value)


def _list(field: str, value: tuple[str, ...]) -> str:
    if field == "rungs":
        return " → ".join(rung_word(code) for code in value)
    return "、".join(value) if field == "facts" else party_words(list(value)) or "–"


_codes: dict[str, Callable[[str], Any]] = {
    "level": lambda code: word(code, "level"),
    "family": lambda code: word(code, "family"),
    "openness": lambda code: word(code, "openness"),
    "pictures": lambda code: picture_words(Pictures(code)),
    "window": lambda code: WINDOWS[Window(code)],
    "asks": authority_word,
    "needs": authority_word,
    "role": role_word,
    "fallback": role_word,
}


def _code(field: str, code: str) -> str:
    if not code:
        return "–"
    return str(_codes[field](code)) if field in _codes else code
