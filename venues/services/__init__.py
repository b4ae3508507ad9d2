"""Writes of venues: loading, the opening of a session's day, milestones, reports, readiness."""

from venues.services.equipment import Fault, judge_equipment_gate, report_equipment_silent, test_equipment
from venues.services.gates import expire_gate, set_gate
from venues.services.loading import (
    EquipmentGiven,
    RoomGiven,
    RoomPlanGiven,
    VenueGiven,
    load_equipment,
    load_room_plans,
    load_rooms,
    load_venues,
)
from venues.services.milestones import (
    RoomExcept,
    catch_up_room,
    correct_milestone,
    fear_late_start,
    key_milestone,
    miss_milestone,
    reach_milestone,
    tell_wrong_bell,
)
from venues.services.opening import copy_room_plans, open_due_session, open_session, prepare_venues
from venues.services.reports import (
    confirm_keyed_report,
    correct_report,
    key_report,
    miss_report,
    submit_report,
)
from venues.services.rooms import OpenPoint, accept_rooms, move_room
from venues.services.silence import call_silence
from venues.states import Call, Figures

__all__ = [
    "Call",
    "EquipmentGiven",
    "Fault",
    "Figures",
    "OpenPoint",
    "RoomExcept",
    "RoomGiven",
    "RoomPlanGiven",
    "VenueGiven",
    "accept_rooms",
    "call_silence",
    "catch_up_room",
    "confirm_keyed_report",
    "copy_room_plans",
    "correct_milestone",
    "correct_report",
    "expire_gate",
    "fear_late_start",
    "judge_equipment_gate",
    "key_milestone",
    "key_report",
    "load_equipment",
    "load_room_plans",
    "load_rooms",
    "load_venues",
    "miss_milestone",
    "miss_report",
    "move_room",
    "open_due_session",
    "open_session",
    "prepare_venues",
    "reach_milestone",
    "report_equipment_silent",
    "set_gate",
    "submit_report",
    "tell_wrong_bell",
    "test_equipment",
]
