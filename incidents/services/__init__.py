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
from incidents.services.callout import (
    SpokenWith,
    call_out,
    call_plan_out,
    confirm_call_out,
    key_call_out,
    mark_call_overdue,
    note_unreachable,
    replace_liaison,
    waive_calls,
)
from incidents.services.catalogue import load_plans
from incidents.services.choices import ChoiceTold, correct_choice, make_choice, review_choice
from incidents.services.closing import (
    archive_incident,
    close_incident,
    propose_close,
    review_incident,
    withdraw_close,
)
from incidents.services.deadlines import ClockNamed, pause_clock, resume_clock
from incidents.services.decisions import DecisionTold, approve_step, record_decision
from incidents.services.files import FileTold, add_file
from incidents.services.ladder import call_fallback, climb_past, say_deadline_is_near, tell_everybody
from incidents.services.learning import record_lesson, say_nothing_learnt
from incidents.services.merging import merge_incident, unmerge_incident
from incidents.services.opening import Finding, FirstReport, inject_incident, open_incident, take_finding
from incidents.services.own_bulk import TextNamed, approve_own_texts, propose_shipped_texts
from incidents.services.own_plans import (
    OwnerTold,
    approve_own_text,
    name_plan_owners,
    propose_own_text,
    propose_shipped_text,
    reject_own_text,
    withdraw_own_text,
)
from incidents.services.roles import hand_over_role, lay_down_role, take_over_role, take_role
from incidents.services.situations import SituationTold, mark_situation_missed, report_situation
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
    "Brought",
    "ChoiceTold",
    "ClockNamed",
    "DecisionTold",
    "FileTold",
    "Finding",
    "FirstReport",
    "OwnerTold",
    "RequestTold",
    "SituationTold",
    "SpokenWith",
    "TextNamed",
    "TipTold",
    "acknowledge",
    "add_file",
    "answer_tip",
    "approve_own_text",
    "approve_own_texts",
    "approve_step",
    "archive_incident",
    "attach_tip",
    "call_fallback",
    "call_out",
    "call_plan_out",
    "change_level",
    "climb",
    "climb_past",
    "close_alert_source",
    "close_incident",
    "confirm_call_out",
    "correct_choice",
    "do_step",
    "escalate",
    "hand_over_role",
    "inject_incident",
    "key_call_out",
    "lay_down_role",
    "let_lapse",
    "load_plans",
    "make_choice",
    "mark_call_overdue",
    "mark_overdue",
    "mark_situation_missed",
    "mark_tip_overdue",
    "merge_incident",
    "name_plan_owners",
    "note_action",
    "note_unreachable",
    "open_alert_source",
    "open_incident",
    "pause_clock",
    "promote_tip",
    "propose_close",
    "propose_own_text",
    "propose_shipped_text",
    "propose_shipped_texts",
    "receive",
    "record_decision",
    "record_lesson",
    "reject_own_text",
    "replace_liaison",
    "report_situation",
    "report_upward",
    "request_upward",
    "resume_clock",
    "review_choice",
    "review_incident",
    "say_deadline_is_near",
    "say_nothing_learnt",
    "take_alert",
    "take_finding",
    "take_from_source",
    "take_over_role",
    "take_role",
    "take_tip",
    "tell_everybody",
    "unmerge_incident",
    "waive_calls",
    "waive_steps",
    "withdraw_close",
    "withdraw_own_text",
]
