"""The venue's day as JSON: the shape that the tablet keeps."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cache
from typing import Any

from django.utils import translation
from rest_framework import serializers

from exams.api.fields import SessionOut
from incidents.gateways import Plan
from organisation.gateways import roles
from tablet.selectors.day import Day, OwedOnDay
from venues.gateways import report_form
from venues.models import Milestone
from venues.states import EquipmentKind, MilestoneStatus
from venues.templatetags.venue_words import equipment_word

VERSION = 1
# The rule vectors that client and server both pass (tests/vectors); another number, and the tablet must be renewed.
RULES = 1
# The protocol's word for a line that nobody has told of and that is not late.
WAITING = "waiting"
# What moves by itself, and says nothing new.
MOVING = ("server_time", "exam_time")


class DayInput(serializers.Serializer[None]):
    """Which day."""

    venue = serializers.CharField(max_length=20)
    exam = serializers.UUIDField(required=False, allow_null=True, default=None)
    device = serializers.UUIDField(required=False, allow_null=True, default=None)


def etag_of(told: dict[str, Any], stretch: int) -> str:
    """The mark of a day. Time that runs on as before makes no other day; a clock set anew does."""
    kept = {name: value for name, value in told.items() if name not in MOVING}
    raw = json.dumps([kept, stretch], sort_keys=True, default=str).encode()
    return f'"{hashlib.sha256(raw).hexdigest()[:32]}"'


def day_told(day: Day, *, login: str) -> dict[str, Any]:
    """All of it."""
    return {
        "v": VERSION,
        "rules": RULES,
        "server_time": _at(day.time.server_time),
        "exam_time": _at(day.time.exam_time),
        "rate": day.time.rate,
        "clock": day.time.state.value,
        "exam": {"id": str(day.exam.pk), "code": day.exam.code, "name": day.exam.name, "kind": day.exam.kind},
        "venue": {"code": day.venue.code, "name": day.venue.name, "phone": day.venue.phone},
        "me": {"person": str(day.me.pk), "name": day.me.name, "login": login},
        "sessions": list(SessionOut(day.sessions, many=True).data),
        "milestones": [_milestone(line) for line in day.milestones],
        "reports": [_report(one) for one in day.reports],
        "report_form": _form(),
        **_places(day),
        "plans": [_plan(one) for one in day.plans if not one.is_procedure],
        "procedures": [_procedure(one) for one in day.plans if one.is_procedure],
        **_people(day),
    }


def _milestone(line: Milestone) -> dict[str, Any]:
    return {
        "code": line.code,
        "number": line.number,
        "name": line.name,
        "name_en": line.name_en,
        "session": line.session.code,
        "planned_at": _at(line.planned_at),
        "tolerance_s": int(line.tolerance.total_seconds()),
        "who": line.who,
        "reach": line.reach,
        "status": WAITING if line.status == MilestoneStatus.EXPECTED else line.status,
        "reached_at": _at(line.reached_at),
        "open_rooms": [one.room.number for one in getattr(line, "open_rooms", ())],
    }


def _report(one: OwedOnDay) -> dict[str, Any]:
    return {
        "session": one.owed.session.code,
        "kind": one.owed.kind,
        "planned_at": _at(one.owed.planned_at),
        "known_from": _at(one.known_from),
        "seats": one.seats,
        "status": one.owed.status,
    }


@cache
def _form() -> dict[str, Any]:
    form = report_form()
    return {
        "groups": [{"code": code, "zh": zh, "en": en} for code, zh, en in form.groups],
        "fields": [
            {
                "code": one.code,
                "kind": one.kind.value,
                "in": sorted(kind.value for kind in one.reports),
                "group": one.group,
                "must": one.must,
                "nil": one.nil,
                "tells": one.tells,
                "zh": one.zh,
                "en": one.en,
            }
            for one in form.fields
        ],
    }


def _places(day: Day) -> dict[str, Any]:
    """Rooms, bags and equipment."""
    return {
        "rooms": [
            {"number": one.number, "kind": one.kind, "seats": one.seats, "floor": one.floor} for one in day.rooms
        ],
        "room_plans": [
            {
                "session": one.session.code,
                "room": one.room.number,
                "kind": one.kind,
                "seats_assigned": one.seats_assigned,
                "extra_minutes": one.extra_minutes,
            }
            for one in day.room_plans
        ],
        "bags": [
            {
                "code": one.code,
                "session": one.session,
                "room": one.room,
                "box": one.box,
                "kind": one.kind,
                "status": one.status,
            }
            for one in day.bags
        ],
        **_equipment(day),
    }


def _equipment(day: Day) -> dict[str, Any]:
    return {
        "equipment": [
            {
                "asset_code": one.asset_code,
                "kind": one.kind,
                "spare": one.spare,
                "outcome": getattr(one, "outcome", None),
                "fault": getattr(one, "fault", None),
                "tested_at": _at(getattr(one, "tested_at", None)),
            }
            for one in day.equipment
        ],
        "equipment_kinds": [
            {"kind": kind.value, "zh": _word(kind, "zh-hans"), "en": _word(kind, "en")} for kind in EquipmentKind
        ],
    }


def _word(kind: EquipmentKind, language: str) -> str:
    with translation.override(language):
        return str(equipment_word(kind))


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "code": plan.code,
        "name": plan.name.zh,
        "name_en": plan.name.en,
        "group": plan.group,
        "family": plan.family.value,
        "openness": plan.openness.value,
        "conditions": [{"code": one.code, "name": one.name.zh, "name_en": one.name.en} for one in plan.conditions],
    }


def _procedure(plan: Plan) -> dict[str, Any]:
    return {
        "code": plan.code,
        "name": plan.name.zh,
        "name_en": plan.name.en,
        "trigger": plan.trigger.zh,
        "trigger_en": plan.trigger.en,
        "steps": [
            {"number": step.number, "zh": step.name.zh, "en": step.name.en, "within": _length(step.within)}
            for step in plan.steps
        ],
    }


def _people(day: Day) -> dict[str, Any]:
    """Whom to ring, who is of the venue, and whose keys are on the tablet."""
    return {
        "phones": [{"name": one.name, "what": _role(one.role), "phone": one.phone} for one in day.phones],
        "people": [
            {"person": str(one.person_id), "name": one.person.name, "what": _role(one.role), "may": ["second"]}
            for one in day.people
        ],
        "device": day.tablet
        and {
            "keys": [
                {"kid": one.kid, "person": str(one.person_id), "name": one.person.name} for one in day.tablet.keys
            ],
            "confirm": day.tablet.confirm,
        },
    }


def _role(code: str) -> str:
    known = roles().get(code)
    return code if known is None else known.zh


def _length(length: dt.timedelta | None) -> str:
    """As the catalogue writes it: minutes, or seconds where it is no whole number of them."""
    if length is None:
        return ""
    seconds = int(length.total_seconds())
    return f"{seconds // 60}m" if seconds % 60 == 0 else f"{seconds}s"


def _at(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat()
