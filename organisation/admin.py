"""Reference data in Django's admin. People and posts come by the workbook and by acts; here they are read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from kernel.admin import ReadOnlyAdmin
from organisation.models import Login, Person, Post, Unit


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin[Unit]):
    """Units of the four levels."""

    list_display = ("path", "name", "level", "kind")
    list_filter = ("level", "kind")
    search_fields = ("name", "code", "path")
    ordering = ("path",)


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin[Person]):
    """People, without their sealed fields."""

    list_display = ("name", "staff_number", "unit")
    search_fields = ("name", "pinyin", "initials", "staff_number")
    list_select_related = ("unit",)
    exclude = ("phone_sealed", "phone_hash", "id_suffix_sealed")


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin[Post]):
    """Posts with their start and end."""

    list_display = ("person", "role", "unit", "starts_at", "ends_at")
    list_filter = ("role",)
    list_select_related = ("person", "unit")


@admin.register(Login)
class LoginAdmin(admin.ModelAdmin[Login]):
    """Logins: only whether one is active, and whether it may use this admin."""

    list_display = ("username", "person", "is_active", "is_staff", "last_login")
    search_fields = ("username",)
    list_select_related = ("person",)
    fields = ("username", "person", "is_active", "is_staff")
    readonly_fields = ("username", "person")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Logins come with people."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever acted is never deleted."""
        return False
