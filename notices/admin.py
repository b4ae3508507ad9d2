"""Notices in Django's admin, to be read: channels are set by acts, all else is a record. No address, no words."""

from __future__ import annotations

from django.contrib import admin

from kernel.admin import ReadOnlyAdmin
from notices.models import Attempt, CallTest, Channel, Message, Notice, Player


@admin.register(Channel)
class ChannelAdmin(ReadOnlyAdmin[Channel]):
    """Ways to people and units, in their order."""

    list_display = ("person", "unit", "place", "provider", "ended_at")
    list_filter = ("provider",)
    list_select_related = ("person", "unit")
    exclude = ("address_sealed",)
    ordering = ("person", "unit", "place")


@admin.register(Player)
class PlayerAdmin(ReadOnlyAdmin[Player]):
    """Who plays in which drill."""

    list_display = ("exam", "person")
    list_select_related = ("exam", "person")


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin[Notice]):
    """Who was told when, and whether he saw it. Of what, the incident's own page says to whom it may."""

    list_display = ("number", "person", "status", "at", "ended_at")
    list_filter = ("status",)
    list_select_related = ("person",)
    fields = list_display


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin[Message]):
    """What went outside."""

    list_display = ("number", "person", "body", "status", "made_at", "ended_at")
    list_filter = ("status",)
    list_select_related = ("person",)


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin[Attempt]):
    """By which ways, and what became of each."""

    list_display = ("message", "provider", "status", "why", "began_at", "ended_at")
    list_filter = ("provider", "status")
    list_select_related = ("message",)


@admin.register(CallTest)
class CallTestAdmin(ReadOnlyAdmin[CallTest]):
    """Tests of the call tree."""

    list_display = ("unit", "begun_by", "begun_at")
    list_select_related = ("unit", "begun_by")
