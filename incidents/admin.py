"""Plans and incidents in Django's admin, to be read. They come by acts."""

from __future__ import annotations

from django.contrib import admin

from incidents.models import Incident, PlanVersion
from kernel.admin import ReadOnlyAdmin


@admin.register(PlanVersion)
class PlanVersionAdmin(ReadOnlyAdmin[PlanVersion]):
    """Versions of the contingency plans."""

    list_display = ("plan", "number", "scope", "loaded_at")
    list_select_related = ("plan",)
    search_fields = ("plan__code",)
    ordering = ("plan__code", "number")


@admin.register(Incident)
class IncidentAdmin(ReadOnlyAdmin[Incident]):
    """Incidents without what somebody wrote. A restricted one shows its number only, here too."""

    list_display = ("number", "exam", "shown_plan", "shown_level", "status", "opened_at")
    list_filter = ("status", "family")
    list_select_related = ("exam",)
    fields = ("number", "exam", "shown_plan", "shown_level", "status", "rung", "opened_at", "closed_at")

    @admin.display(description="plan")
    def shown_plan(self, incident: Incident) -> str:
        """The plan, unless it is restricted."""
        return "—" if incident.is_restricted else incident.plan_code

    @admin.display(description="level")
    def shown_level(self, incident: Incident) -> str:
        """The level, unless it is restricted."""
        return "—" if incident.is_restricted else incident.level
