"""Writes: plans on record; opening, answering, working on, asking upward, pausing, and ending an incident."""

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
from incidents.services.ladder import call_fallback, climb_past, say_deadline_is_near, tell_everybody
from incidents.services.merging import merge_incident, unmerge_incident
from incidents.services.opening import Finding, FirstReport, inject_incident, open_incident, take_finding
from incidents.services.own_plans import (
    OwnerTold,
    approve_own_text,
    name_plan_owners,
    propose_own_text,
    propose_shipped_text,
    reject_own_text,
    withdraw_own_text,
)
from incidents.services.steps import do_step, note_action, waive_steps
from incidents.services.triage import (
    TipTold,
    answer_tip,
    attach_tip,
    mark_tip_overdue,
    promote_tip,
    take_tip,
)
from incidents.services.upward import RequestTold, change_level, report_upward, request_upward

__all__ = [
    "ClockNamed",
    "DecisionTold",
    "Finding",
    "FirstReport",
    "OwnerTold",
    "RequestTold",
    "TipTold",
    "acknowledge",
    "answer_tip",
    "approve_own_text",
    "approve_step",
    "archive_incident",
    "attach_tip",
    "call_fallback",
    "change_level",
    "climb",
    "climb_past",
    "close_incident",
    "do_step",
    "escalate",
    "inject_incident",
    "let_lapse",
    "load_plans",
    "mark_overdue",
    "mark_tip_overdue",
    "merge_incident",
    "name_plan_owners",
    "note_action",
    "open_incident",
    "pause_clock",
    "promote_tip",
    "propose_close",
    "propose_own_text",
    "propose_shipped_text",
    "record_decision",
    "reject_own_text",
    "report_upward",
    "request_upward",
    "resume_clock",
    "review_incident",
    "say_deadline_is_near",
    "take_finding",
    "take_tip",
    "tell_everybody",
    "unmerge_incident",
    "waive_steps",
    "withdraw_close",
    "withdraw_own_text",
]
