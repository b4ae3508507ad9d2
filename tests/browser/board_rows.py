"""Rows of a board for the browser: a few venues of Linhe before the first session."""

from __future__ import annotations

from typing import Any

NOW = "2027-06-07T08:52:40+08:00"
TIMES = {"server_time": NOW, "exam_time": NOW, "rate": 1, "state": "running"}
LINES = [
    ("staff_on_post", 3, "工作人员到岗、收存手机", "07:30"),
    ("bags_issued", 4, "监考员领卷完成", "08:10"),
    ("papers_opened", 7, "启封试卷袋、清点", "08:50"),
    ("papers_distributed", 8, "分发试卷", "08:55"),
    ("start_bell", 9, "开考铃", "09:00"),
]


def at(time: str) -> str:
    """That time of the first day."""
    return f"2027-06-07T{time}:00+08:00"


def exam(kind: str = "real") -> dict[str, Any]:
    """The exam's row."""
    session = {"code": "A1", "subject": "语文", "starts_at": at("09:00"), "ends_at": at("11:30")}
    moment = {"label": "papers_distributed", "name": "分发试卷", "name_en": "Papers given out", "at": at("08:55")}
    body = {
        "name": "临河区2027年普通高考",
        "kind": kind,
        "sessions": [session],
        "current": "A1",
        "next_key_moment": moment,
    }
    return {"kind": "exam", "key": "exam", "body": body}


def venue(number: int, **changes: Any) -> dict[str, Any]:
    """A venue's row; all was done in time unless told otherwise."""
    code = f"v{number:02d}"
    body = {
        "code": code,
        "name": f"临河{number}中",
        "township": "解放街道",
        "milestones": [milestone(*line) for line in LINES],
        "papers": "arrived",
        "report": {"kind": "R0", "state": "received"},
        "present": 890,
        "absent": 10,
        "seats": 900,
        "open_incidents": 0,
        "worst": "ok",
        "readiness": {"state": "ready", "gates": []},
        **changes,
    }
    return {"kind": "venue", "key": code, "body": body}


def milestone(code: str, number: int, name: str, planned: str) -> dict[str, Any]:
    """A line of the minute table: done where its time has come."""
    done = at(planned) <= NOW
    return {
        "code": code,
        "number": number,
        "name": name,
        "session": "A1",
        "planned_at": at(planned),
        "state": "done" if done else "waiting",
        "done_at": at(planned) if done else None,
        "seconds_off": 0 if done else None,
        "timing": "on_time" if done else "",
    }


def incident(number: int, **changes: Any) -> dict[str, Any]:
    """An incident's row."""
    body = {
        "number": number,
        "restricted": False,
        "code": "E02",
        "title": "考点视频监控中断",
        "level": "III",
        "state": "registered",
        "venue": "v01",
        "opened_at": at("08:40"),
        "rung": "duty_clerk",
        "clock": {"purpose": "incidents.acknowledge", "warn_at": at("08:53"), "due_at": at("08:54")},
        **changes,
    }
    return {"kind": "incident", "key": str(number), "body": body}


def snapshot(number: int, *rows: dict[str, Any]) -> dict[str, Any]:
    """A snapshot message."""
    return {"type": "snapshot", "channel": "wall", "number": number, "rows": list(rows), **TIMES}


def frame(number: int, *rows: dict[str, Any]) -> dict[str, Any]:
    """The frame that follows the one before."""
    return {"type": "frame", "channel": "wall", "number": number, "previous": number - 1, "rows": list(rows)}
