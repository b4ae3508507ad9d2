"""The after-action report of an incident, as Word and as PDF: the same content, recomputed from the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exams.models import Exam
from exams.views import ExamPage
from incidents.events import IncidentClosed, IncidentOpened, LevelChanged
from incidents.gateways import Name
from incidents.models import Incident
from incidents.templatetags.incident_words import in_language, plan_name, word
from kernel.errors import NotThere
from kernel.printing import Block, BlockKind, Report, report_as_pdf
from kernel.time import now
from organisation.models import Unit
from supervision.gateways import report_as_docx
from supervision.selectors.after_action import AfterAction, Moment, after_action_of
from supervision.states import Measure
from supervision.templatetags.supervision_words import lasted, owner_words, supervised

TYPES = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", report_as_docx),
    "pdf": ("application/pdf", report_as_pdf),
}
SECTIONS = "一二三四五六七八九"


class AfterActionReport(ExamPage):
    """``/supervision/incidents/<n>/report.<docx or pdf>``: of an incident for named roles, theirs alone."""

    def get(self, request: HttpRequest, number: int, kind: str) -> HttpResponse:
        """The file, made anew each time and kept nowhere."""
        exam = self.exam_in_hand(request)
        if kind not in TYPES:
            raise Http404
        try:
            told = after_action_of(exam.pk, number, self.actor)
        except (Incident.DoesNotExist, NotThere) as missing:
            raise Http404 from missing
        content_type, made = TYPES[kind]
        response = HttpResponse(made(report_of(exam, told)), content_type=content_type)
        drill = "DRILL-" if exam.is_drill else ""
        response["Content-Disposition"] = f'attachment; filename="{drill}incident-{number}-report.{kind}"'
        response["Cache-Control"] = "no-store"
        return response


def report_of(exam: Exam, told: AfterAction) -> Report:
    """The report in the words of the page's language."""
    incident = told.incident
    unit = Unit.objects.filter(path=exam.scope).first()
    marks = ["【演练】" if exam.is_drill else "", _("Restricted") if incident.is_restricted else ""]
    parts = [
        (_("What happened"), _summary(told)),
        (_("In numbers"), [_numbers(told)]),
        (_("Response times against what was allowed"), [_responses(told)]),
        (_("What happened when"), [_timeline(told)]),
        (_("Decisions and documents"), _decisions(told)),
        (_("Lessons"), _lessons(told)),
        (_("Corrective actions"), _actions(told)),
    ]
    return Report(
        title=_("After-action report on incident %(number)s: %(name)s")
        % {"number": incident.number, "name": plan_name(incident.run)},
        mark=" ".join(mark for mark in marks if mark),
        blocks=[block for place, part in enumerate(parts) for block in _section(place, *part)],
        signed="" if unit is None else unit.name,
        dated=date_format(localtime(now()), _("F j, Y")),
        foot=_foot(told),
    )


def _foot(told: AfterAction) -> str:
    if told.amiss:
        return _("%(count)d records do not agree with their words: call the duty officer") % {"count": told.amiss}
    return _("Record no. %(number)s when this was made; the records are whole ✓") % {"number": told.head.size}


def _section(place: int, name: str, blocks: Sequence[Block]) -> list[Block]:
    chinese = in_language(Name(f"{SECTIONS[place]}、", f"{place + 1}. "))
    return [Block(BlockKind.SECTION, f"{chinese}{name}"), *blocks]


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    return Block(BlockKind.TABLE, columns=columns, rows=rows)


def _at(moment: dt.datetime | None) -> str:
    return "" if moment is None else date_format(localtime(moment), "Y-m-d H:i:s")


def _summary(told: AfterAction) -> list[Block]:
    incident = told.incident
    where = _("the county") if incident.venue is None else incident.venue.name
    sentence = _("On %(at)s, at %(where)s%(place)s: %(plan)s %(name)s, level %(level)s (initial %(initial)s).") % {
        "at": _at(told.opened_at),
        "where": where,
        "place": f" {incident.place}" if incident.place else "",
        "plan": told.opened.plan,
        "name": plan_name(incident.run),
        "level": word(told.level, "level"),
        "initial": word(told.opened.level, "level"),
    }
    ended = (
        _("It has not been closed yet.")
        if told.closed_at is None
        else _("It was closed on %(at)s, after %(time)s.")
        % {"at": _at(told.closed_at), "time": lasted(told.closed_at - told.opened_at)}
    )
    said = [_paragraph(incident.words)] if incident.words else []
    return [_paragraph(f"{sentence}{ended}"), *said]


def _numbers(told: AfterAction) -> Block:
    counted = told.counted
    rows = [
        (_("Records of it"), counted.records),
        (_("Steps of the plan"), counted.steps),
        (_("Steps done"), counted.steps_done),
        (_("Steps waived with a reason"), counted.steps_waived),
        (_("Found again"), counted.found_again),
        (_("Rungs told"), counted.escalations),
        (_("Deadlines missed"), counted.overdue),
        (_("Requests to higher levels"), counted.requests),
        (_("Decisions received"), counted.decisions),
        (_("Lessons"), counted.lessons),
        (_("Corrective actions"), len(told.actions)),
    ]
    return _table(
        [pgettext("report", "What"), pgettext("report", "Number")], [(name, str(number)) for name, number in rows]
    )


def _responses(told: AfterAction) -> Block:
    rows = []
    for measure in Measure:
        if answer := told.answers.get(measure):
            kept = _("not kept") if answer.is_breach else _("kept")
            rows.append(
                (
                    supervised(measure, "measure"),
                    lasted(answer.limit),
                    _at(answer.answered_at) or _("not yet"),
                    lasted(answer.span.lasted),
                    kept if answer.span.is_over or answer.is_breach else _("still running"),
                )
            )
    return _table([_("Promise"), _("Allowed"), _("Answered at"), _("Took"), _("Kept?")], rows)


def _timeline(told: AfterAction) -> Block:
    rows = [
        (_at(one.recorded.exam_at), _fact(told, one), one.person or _("The platform"), _said(one))
        for one in told.timeline
    ]
    return _table(
        [_("Time of the exam"), pgettext("report", "What"), pgettext("report", "Who"), pgettext("report", "Words")],
        rows,
    )


def _fact(told: AfterAction, one: Moment) -> str:
    fact, detail = one.recorded.fact, ""
    if isinstance(fact, IncidentOpened | LevelChanged):
        detail = word(fact.level, "level")
    elif step := getattr(fact, "step", None):
        detail = _step(told, int(step))
    elif steps := getattr(fact, "steps", ()):
        detail = "、".join(str(step) for step in steps)
    return f"{fact.sentence}{'：' if detail else ''}{detail}"


def _step(told: AfterAction, number: int) -> str:
    name = next((step.name for step in told.run.plan.steps if step.number == number), Name("", ""))
    return f"{number} {in_language(name)}"


def _said(one: Moment) -> str:
    # Who closes says nothing of his own: what was proposed stands in its own line.
    if isinstance(one.recorded.fact, IncidentClosed):
        return ""
    return one.words if one.agrees else _("The words on record are not those that were entered.")


def _decisions(told: AfterAction) -> list[Block]:
    if not told.decisions:
        return [_paragraph(_("None."))]
    rows = [
        (
            str(row.number),
            word(row.authority, "authority"),
            row.decided_by,
            _at(row.decided_at),
            row.document,
            " ".join([word(row.matter, "matter"), word(row.outcome, "outcome"), row.level]).strip(),
            row.words,
        )
        for _recorded, row in told.decisions
    ]
    columns = [_("No."), _("Level"), _("By whom"), _("When"), _("Document"), _("Decided"), pgettext("report", "Words")]
    return [_table(columns, rows)]


def _lessons(told: AfterAction) -> list[Block]:
    if not told.lessons:
        return [_paragraph(_("Not on record yet."))]
    return [_paragraph(f"{lesson.number}. {lesson.words}") for lesson in told.lessons]


def _actions(told: AfterAction) -> list[Block]:
    if not told.actions:
        return [_paragraph(_("None."))]
    rows = [
        (
            str(one.number),
            "" if one.lesson is None else str(one.lesson),
            one.row.words,
            owner_words(one.row) or _("not assigned yet"),
            _at(one.due_at),
            supervised(one.status, "status"),
        )
        for one in told.actions
    ]
    return [
        _table(
            [
                _("No."),
                _("Lesson no."),
                _("What is to be put right"),
                _("Responsible"),
                pgettext("corrective action", "Due"),
                _("State"),
            ],
            rows,
        )
    ]
