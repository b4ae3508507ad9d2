"""Writes: plans on record; opening, answering, working on, asking upward, pausing, and ending an incident."""

from incidents.services.alerts import (
    Brought,
    close_alert_source,
    open_alert_source,
    receive,
    take_alert,
    take_from_source,
)
from incidents.services.answering import acknowledge, climb, escalate, let_lapse, mark_overdue
from incidents.services.catalogue import load_plans
from incidents.services.closing import (
    archive_incident,
    close_incident,
    propose_close,
    review_incident,
    withdraw_close,
)
from incidents.services.deadlines import ClockNamed, pause_clock, resume_clock
from incidents.services.decisions import DecisionTold, approve_step, record_decision
from incidents.services.learning import record_lesson, say_nothing_learnt
from incidents.services.opening import Finding, FirstReport, inject_incident, open_incident, take_finding
from incidents.services.steps import do_step, note_action, waive_steps
from incidents.services.upward import RequestTold, change_level, report_upward, request_upward

__all__ = [
    "Brought",
    "ClockNamed",
    "DecisionTold",
    "Finding",
    "FirstReport",
    "RequestTold",
    "acknowledge",
    "approve_step",
    "archive_incident",
    "change_level",
    "climb",
    "close_alert_source",
    "close_incident",
    "do_step",
    "escalate",
    "inject_incident",
    "let_lapse",
    "load_plans",
    "mark_overdue",
    "note_action",
    "open_alert_source",
    "open_incident",
    "pause_clock",
    "propose_close",
    "receive",
    "record_decision",
    "record_lesson",
    "report_upward",
    "request_upward",
    "resume_clock",
    "review_incident",
    "say_nothing_learnt",
    "take_alert",
    "take_finding",
    "take_from_source",
    "waive_steps",
    "withdraw_close",
]
