"""Writes of paper custody: the list, the road, the secure room, a venue's day, and what is taken out of the flow."""

from paper_custody.services.accepting import accept_rooms
from paper_custody.services.counting import count_rooms, count_together, declare_count_wrong
from paper_custody.services.crews import change_vehicle
from paper_custody.services.drills import make_drill_bags
from paper_custody.services.escorts import arrive, depart, load, miss_escort, send_back, store_answers
from paper_custody.services.forms import enter_form, key_call
from paper_custody.services.handovers import hand_over
from paper_custody.services.isolation import isolate, open_spare, release, void
from paper_custody.services.loading import load_bags
from paper_custody.services.rooms import begin_use, collect, issue_to_rooms, open_bags
from paper_custody.services.routes import approve_route, draw_route
from paper_custody.services.sealing import seal_bags
from paper_custody.services.vault import hand_on, receive, store
from paper_custody.services.watching import judge_arrival, keep_voice_check, miss_gate, miss_voice_check, tell_early
from paper_custody.states import BagGiven

__all__ = [
    "BagGiven",
    "accept_rooms",
    "approve_route",
    "arrive",
    "begin_use",
    "change_vehicle",
    "collect",
    "count_rooms",
    "count_together",
    "declare_count_wrong",
    "depart",
    "draw_route",
    "enter_form",
    "hand_on",
    "hand_over",
    "isolate",
    "issue_to_rooms",
    "judge_arrival",
    "keep_voice_check",
    "key_call",
    "load",
    "load_bags",
    "make_drill_bags",
    "miss_escort",
    "miss_gate",
    "miss_voice_check",
    "open_bags",
    "open_spare",
    "receive",
    "release",
    "seal_bags",
    "send_back",
    "store",
    "store_answers",
    "tell_early",
    "void",
]
