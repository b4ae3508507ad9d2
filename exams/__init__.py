"""Exams, their timelines, subjects, sessions, and the milestone plan of a session."""
