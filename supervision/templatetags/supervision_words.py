"""Codes of supervision in the words of the page's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from incidents.gateways import Name
from incidents.templatetags.incident_words import in_language, rung_word
from organisation.gateways import roles
from supervision.models import CorrectiveAction
from supervision.selectors.responses import Answered, Figures
from supervision.states import ActionStatus, LineKind, Measure, Source, Tone

register = template.Library()

WORDS: dict[str, Mapping[str, str | Promise]] = {
    "status": {
        ActionStatus.RAISED: pgettext_lazy("corrective action", "To be assigned"),
        ActionStatus.ASSIGNED: pgettext_lazy("corrective action", "Assigned"),
        ActionStatus.DONE: pgettext_lazy("corrective action", "Done, to be re-checked"),
        ActionStatus.CLOSED: pgettext_lazy("corrective action", "Closed"),
        ActionStatus.DROPPED: pgettext_lazy("corrective action", "Put aside"),
    },
    "source": {
        Source.INCIDENT: pgettext_lazy("source of an action", "Incident"),
        Source.DRILL: pgettext_lazy("source of an action", "Drill"),
        Source.HAND: pgettext_lazy("source of an action", "Entered by hand"),
    },
    "line": {
        LineKind.RAISED: pgettext_lazy("log of an action", "Raised"),
        LineKind.ASSIGNED: pgettext_lazy("log of an action", "Assigned"),
        LineKind.NEAR: pgettext_lazy("log of an action", "Blue notice: nearly due"),
        LineKind.OVERDUE: pgettext_lazy("log of an action", "Red notice: overdue"),
        LineKind.EXTENDED: pgettext_lazy("log of an action", "More time"),
        LineKind.DONE: pgettext_lazy("log of an action", "Reported done"),
        LineKind.SENT_BACK: pgettext_lazy("log of an action", "Sent back"),
        LineKind.CLOSED: pgettext_lazy("log of an action", "Re-checked and closed"),
        LineKind.DROPPED: pgettext_lazy("log of an action", "Put aside"),
    },
    "measure": {
        Measure.ACKNOWLEDGE: pgettext_lazy("promise", "Acknowledged"),
        Measure.FIRST_ACTION: pgettext_lazy("promise", "First action"),
        Measure.REPORT_UPWARD: pgettext_lazy("promise", "Reported to the city"),
        Measure.CLOSE: pgettext_lazy("promise", "Closed"),
    },
    "tone": {
        Tone.OVERDUE: pgettext_lazy("corrective action", "Overdue"),
        Tone.NEAR: pgettext_lazy("corrective action", "Nearly due"),
        Tone.BEHIND: pgettext_lazy("corrective action", "Sent back"),
        Tone.CALM: pgettext_lazy("corrective action", "In time"),
    },
    "state": {
        "open": pgettext_lazy("corrective action", "Open"),
        "red": pgettext_lazy("corrective action", "Overdue"),
        "near": pgettext_lazy("corrective action", "Nearly due"),
        "recheck": pgettext_lazy("corrective action", "Done, to be re-checked"),
        "closed": pgettext_lazy("corrective action", "Closed"),
        "all": _("All"),
    },
}
# The colour and the shape of each tone (features J3), as badges have them.
BADGES: dict[str, tuple[str, str]] = {
    Tone.OVERDUE: ("bad", "▲"),
    Tone.NEAR: ("info", "◆"),
    Tone.BEHIND: ("warn", "■"),
    Tone.CALM: ("quiet", "●"),
}


@register.filter
def supervised(code: str, of: str) -> str:
    """A code in words: ``{{ action.status|supervised:"status" }}``."""
    return str(WORDS[of].get(code, code))


@register.filter
def badge_tone(tone: str) -> str:
    """The tone of its badge."""
    return BADGES[tone][0]


@register.filter
def badge_shape(tone: str) -> str:
    """The shape of its badge: never colour alone."""
    return BADGES[tone][1]


@register.filter
def role_word(code: str) -> str:
    """A post in words."""
    known = roles().get(code)
    return code if known is None else in_language(Name(known.zh, known.en))


@register.filter
def owner_words(action: CorrectiveAction) -> str:
    """Whose it is: unit, then the person or the post."""
    if action.unit is None:
        return ""
    who = action.person.name if action.person is not None else role_word(action.role)
    return f"{action.unit.name} {who}"


@register.filter
def line_code(code: str, kind: str) -> str:
    """What the code of a log line means: a rung, or a post."""
    if kind == LineKind.OVERDUE:
        return rung_word(code)
    return role_word(code) if kind == LineKind.ASSIGNED and code else ""


@register.filter
def lasted(length: dt.timedelta | None) -> str:
    """A wait as people say it, to the second."""
    if length is None:
        return "–"
    hours, rest = divmod(round(length.total_seconds()), 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [
        ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes} if minutes else "",
        ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds} if seconds or not hours + minutes else "",
    ]
    return " ".join(part for part in parts if part)


@register.filter
def figures_words(figures: Figures) -> str:
    """What the figures of one promise say in plain words. The unanswered ones are counted in, and named."""
    if not figures.count:
        return gettext("None.")
    said = [
        gettext("%(count)d in all, %(answered)d answered, %(unanswered)d unanswered.")
        % {"count": figures.count, "answered": figures.answered, "unanswered": figures.unanswered},
        gettext("Half of all: fewer have been answered.")
        if figures.median is None
        else gettext("Half of all within %(time)s (median).") % {"time": lasted(figures.median)},
        gettext("Nine of ten: fewer have been answered.")
        if figures.p90 is None
        else gettext("Nine of ten within %(time)s.") % {"time": lasted(figures.p90)},
    ]
    if figures.longest is not None:
        said.append(gettext("The longest unanswered one has waited %(time)s.") % {"time": lasted(figures.longest)})
    return " ".join([*said, gettext("Too late: %(count)d.") % {"count": figures.breaches}])


@register.filter
def breach_words(one: Answered) -> str:
    """One broken promise in plain words: how long it took, or has taken so far, and what was allowed."""
    answer = one.answer
    told = {
        "what": supervised(answer.measure, "measure"),
        "lasted": lasted(answer.span.lasted),
        "limit": lasted(answer.limit),
    }
    if answer.span.is_over:
        return gettext("%(what)s: took %(lasted)s, allowed %(limit)s") % told
    return gettext("%(what)s: still not done after %(lasted)s, allowed %(limit)s") % told
