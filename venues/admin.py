"""Venues in Django's admin: they come by the workbook and by acts; here they are read."""

from __future__ import annotations

from django.contrib import admin

from kernel.admin import ReadOnlyAdmin
from venues.models import (
    Equipment,
    EquipmentTest,
    Milestone,
    MilestoneTelling,
    ReadinessGate,
    ReportDue,
    Room,
    RoomAcceptance,
    RoomPlan,
    SessionReport,
    Venue,
)


@admin.register(Venue)
class VenueAdmin(ReadOnlyAdmin[Venue]):
    """Venues as places."""

    list_display = ("code", "name", "township", "phone", "scope")
    list_filter = ("township",)
    search_fields = ("code", "name", "township", "address")
    ordering = ("scope",)


@admin.register(Room)
class RoomAdmin(ReadOnlyAdmin[Room]):
    """Rooms with their seats."""

    list_display = ("venue", "number", "kind", "seats", "floor")
    list_filter = ("kind",)
    list_select_related = ("venue",)
    search_fields = ("number", "venue__code", "venue__name")
    ordering = ("venue__code", "number")


@admin.register(Equipment)
class EquipmentAdmin(ReadOnlyAdmin[Equipment]):
    """Assets of venues."""

    list_display = ("venue", "asset_code", "kind", "spare")
    list_filter = ("kind", "spare")
    list_select_related = ("venue",)
    search_fields = ("asset_code", "venue__code")
    ordering = ("venue__code", "kind", "asset_code")


@admin.register(RoomPlan)
class RoomPlanAdmin(ReadOnlyAdmin[RoomPlan]):
    """What each room is for in each session."""

    list_display = ("exam", "session", "venue", "room", "kind", "seats_assigned", "extra_minutes")
    list_filter = ("kind",)
    list_select_related = ("exam", "session", "venue", "room")
    search_fields = ("venue__code", "room__number", "session__code")


@admin.register(Milestone)
class MilestoneAdmin(ReadOnlyAdmin[Milestone]):
    """Milestones of opened sessions as they stand."""

    list_display = ("exam", "session", "venue", "number", "name", "planned_at", "status", "reached_at", "timing")
    list_filter = ("status", "timing", "code")
    list_select_related = ("exam", "session", "venue")
    search_fields = ("venue__code", "code", "name")
    ordering = ("planned_at",)


@admin.register(MilestoneTelling)
class MilestoneTellingAdmin(ReadOnlyAdmin[MilestoneTelling]):
    """Every telling of a milestone, corrections among them."""

    list_display = ("milestone", "reached_at", "seconds_off", "timing", "corrects", "reason", "told_by", "exam_at")
    list_filter = ("corrects", "timing")
    list_select_related = ("milestone", "told_by")
    ordering = ("-at",)


@admin.register(ReportDue)
class ReportDueAdmin(ReadOnlyAdmin[ReportDue]):
    """Reports that venues owe."""

    list_display = ("exam", "session", "venue", "kind", "planned_at", "status")
    list_filter = ("kind", "status")
    list_select_related = ("exam", "session", "venue")
    ordering = ("planned_at",)


@admin.register(SessionReport)
class SessionReportAdmin(ReadOnlyAdmin[SessionReport]):
    """Reports as they came in, without the number that was called."""

    list_display = ("due", "nil", "seats", "present", "absent", "source", "caller", "reason", "told_by", "exam_at")
    list_filter = ("nil", "source")
    list_select_related = ("due", "told_by")
    exclude = ("call_number_sealed",)
    ordering = ("-at",)


@admin.register(ReadinessGate)
class ReadinessGateAdmin(ReadOnlyAdmin[ReadinessGate]):
    """Gates of venues' readiness."""

    list_display = ("exam", "venue", "gate", "state", "expires_at", "source", "set_by")
    list_filter = ("gate", "state")
    list_select_related = ("exam", "venue", "set_by")


@admin.register(RoomAcceptance)
class RoomAcceptanceAdmin(ReadOnlyAdmin[RoomAcceptance]):
    """Rooms gone through by a checklist."""

    list_display = ("exam", "room", "checklist", "checklist_version", "open_points", "inspected_by", "exam_at")
    list_filter = ("checklist",)
    list_select_related = ("exam", "room", "inspected_by")


@admin.register(EquipmentTest)
class EquipmentTestAdmin(ReadOnlyAdmin[EquipmentTest]):
    """What was found of assets."""

    list_display = ("exam", "equipment", "outcome", "fault", "tested_by", "exam_at")
    list_filter = ("outcome",)
    list_select_related = ("exam", "equipment", "tested_by")
