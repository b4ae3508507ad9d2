"""Exams in Django's admin: all of it is laid out and changed by acts; here it is read."""

from __future__ import annotations

from django.contrib import admin

from exams.models import Departure, Exam, MilestonePlan, Session, Subject, Timeline
from kernel.admin import ReadOnlyAdmin


@admin.register(Exam)
class ExamAdmin(ReadOnlyAdmin[Exam]):
    """Exams with the preset that they were made with."""

    list_display = ("code", "name", "kind", "status", "preset_code", "preset_version", "opened_at")
    list_filter = ("kind", "status", "preset_code")
    search_fields = ("code", "name")
    ordering = ("-opened_at",)


@admin.register(Timeline)
class TimelineAdmin(ReadOnlyAdmin[Timeline]):
    """How each exam's own time goes."""

    list_display = ("exam", "state", "rate", "started_at")
    list_filter = ("state",)
    list_select_related = ("exam",)


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin[Session]):
    """Sessions with their windows."""

    list_display = ("exam", "code", "name", "starts_at", "ends_at", "latest_entry_at", "earliest_leave_at")
    list_filter = ("kind", "code")
    list_select_related = ("exam",)
    ordering = ("starts_at",)


@admin.register(Subject)
class SubjectAdmin(ReadOnlyAdmin[Subject]):
    """Subjects and the session in which each is sat."""

    list_display = ("exam", "code", "name", "session")
    list_select_related = ("exam", "session")


@admin.register(MilestonePlan)
class MilestonePlanAdmin(ReadOnlyAdmin[MilestonePlan]):
    """Minute tables, line by line, each with its source."""

    list_display = ("session", "number", "code", "name", "planned_at", "tolerance", "who", "reach", "source")
    list_filter = ("reach", "quiet", "report")
    list_select_related = ("session",)
    search_fields = ("code", "name")
    ordering = ("planned_at",)


@admin.register(Departure)
class DepartureAdmin(ReadOnlyAdmin[Departure]):
    """Departures from the published procedure."""

    list_display = ("exam", "session", "step", "planned", "done", "approver", "exam_at")
    list_select_related = ("exam", "session", "approver")
    search_fields = ("step", "reason", "document")
