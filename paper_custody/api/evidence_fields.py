"""What the API of evidence packs takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class TakeEvidenceInput(serializers.Serializer[None]):
    """The session whose evidence is taken."""

    session = serializers.CharField(max_length=20)


class EvidencePackOut(serializers.Serializer[Any]):
    """A taking: by whom, when, and what became of its file."""

    pack = serializers.UUIDField(source="pk")
    taken_by = serializers.CharField(source="taken_by.name")
    taken_at = serializers.DateTimeField(source="at")
    status = serializers.CharField()
    kept_until = serializers.DateTimeField(allow_null=True)
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    facts = serializers.IntegerField()
    forms = serializers.IntegerField()
    refusal = serializers.CharField(source="refusal.code", default=None, allow_null=True)
