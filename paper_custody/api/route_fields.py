"""Routes as the API takes them: GeoJSON (RFC 7946), which is WGS-84 and nothing else."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exams.gateways.moments import CatalogueError, Moment
from organisation.api.fields import ProofField
from paper_custody.states import Direction
from paper_custody.states.roads import GateGiven, Point, RouteGiven, StopGiven, VoiceAnswer, VoiceTold

LONGEST_NAME = 60
LEAST_RADIUS, MOST_RADIUS, USUAL_RADIUS = 10, 5_000, 150
KINDS = ("stop", "gate")


@extend_schema_field(OpenApiTypes.OBJECT)
class GeoJsonField(serializers.Field[dict[str, Any], Any, Any, Any]):
    """A FeatureCollection: one LineString (``width_m``), and Points of ``kind`` stop or gate.

    A stop has ``name`` and ``radius_m``; a gate also ``not_before`` and ``not_after`` (``T0-140``, ``TE+80``), and
    ``arrival`` where the run ends.
    """

    default_error_messages = {
        "not_a_collection": _("Give a GeoJSON FeatureCollection."),
        "not_wgs84": _("GeoJSON is in WGS-84. Convert the drawing first, and send it without a coordinate system."),
        "no_line": _("Give exactly one LineString: the way itself."),
        "unreadable": _("Feature {number} cannot be read: {why}"),
    }

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Line, width, stops and gates."""
        if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
            self.fail("not_a_collection")
        if "crs" in data:
            self.fail("not_wgs84")
        features = data.get("features")
        if not isinstance(features, list):
            self.fail("not_a_collection")
        read: dict[str, Any] = {"line": [], "width_m": None, "stops": [], "gates": []}
        for number, feature in enumerate(features, start=1):
            try:
                _read(feature, read)
            except (CatalogueError, KeyError, TypeError, ValueError) as error:
                self.fail("unreadable", number=number, why=str(error))
        if len(read["line"]) != 1:
            self.fail("no_line")
        return {**read, "line": read["line"][0]}

    def to_representation(self, value: dict[str, Any]) -> dict[str, Any]:
        """Never told back in this form."""
        return value


def _read(feature: Any, read: dict[str, Any]) -> None:
    geometry, told = feature["geometry"], feature.get("properties") or {}
    if geometry["type"] == "LineString":
        read["line"].append([_point(one) for one in geometry["coordinates"]])
        read["width_m"] = None if told.get("width_m") is None else int(told["width_m"])
        return
    if geometry["type"] != "Point" or told.get("kind") not in KINDS:
        raise ValueError("a Point needs a kind: stop or gate")
    name, radius = str(told["name"]).strip()[:LONGEST_NAME], int(told.get("radius_m", USUAL_RADIUS))
    if not name or not LEAST_RADIUS <= radius <= MOST_RADIUS:
        raise ValueError(f"a name, and a radius of {LEAST_RADIUS} to {MOST_RADIUS} m")
    at = _point(geometry["coordinates"])
    if told["kind"] == "stop":
        read["stops"].append(StopGiven(name, at, radius))
        return
    opens, closes = (Moment.read(told[end], end).text for end in ("not_before", "not_after"))
    read["gates"].append(GateGiven(name, at, radius, opens, closes, is_arrival=told.get("arrival") is True))


def _point(told: Any) -> Point:
    longitude, latitude, *_height = told
    return float(longitude), float(latitude)


class RouteInput(serializers.Serializer[None]):
    """A route to a venue, or back from it."""

    venue = serializers.CharField(max_length=20)
    direction = serializers.ChoiceField(choices=[one.value for one in Direction])
    geojson = GeoJsonField()


def route_of(given: dict[str, Any]) -> RouteGiven:
    """The route of a request."""
    return RouteGiven(venue=given["venue"], direction=Direction(given["direction"]), **given["geojson"])


class ApproveRouteInput(serializers.Serializer[None]):
    """A route is approved. The caller is the first of the two."""

    second = ProofField()


class VoiceCheckInput(serializers.Serializer[None]):
    """A call to an escort, as the duty desk keys it in."""

    answer = serializers.ChoiceField(choices=[one.value for one in VoiceAnswer])
    spoke_with = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    gate = serializers.IntegerField(min_value=1, max_value=200, required=False, allow_null=True, default=None)
    words = serializers.CharField(max_length=400, required=False, allow_blank=True, default="")


def voice_of(given: dict[str, Any]) -> VoiceTold:
    """The call of a request."""
    return VoiceTold(
        answer=VoiceAnswer(given["answer"]), spoke_with=given["spoke_with"], gate=given["gate"], words=given["words"]
    )
