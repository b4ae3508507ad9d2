"""What the board's API takes."""

from __future__ import annotations

from rest_framework import serializers

MOST = 200


class HeardInput(serializers.Serializer[None]):
    """An alarm that was heard: the incident's number, and the stage at which it sounded."""

    incident = serializers.IntegerField(min_value=1)
    stage = serializers.CharField(max_length=80)


class SilenceInput(serializers.Serializer[None]):
    """The alarms that somebody has heard."""

    alarms = serializers.ListField(child=HeardInput(), min_length=1, max_length=MOST)
