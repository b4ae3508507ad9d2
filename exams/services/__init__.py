"""Writes: opening and closing exams, drills' timelines, departures, and the parts of the county workbook."""

from exams.services.exams import DepartureTold, close_exam, make_drill, open_exam, record_departure
from exams.services.laying_out import Head, exam_id_of, opening
from exams.services.loading import known_preset, load_exam, load_sessions
from exams.services.timelines import pause_timeline, resume_timeline, start_timeline, step_timeline

__all__ = [
    "DepartureTold",
    "Head",
    "close_exam",
    "exam_id_of",
    "known_preset",
    "load_exam",
    "load_sessions",
    "make_drill",
    "open_exam",
    "opening",
    "pause_timeline",
    "record_departure",
    "resume_timeline",
    "start_timeline",
    "step_timeline",
]
