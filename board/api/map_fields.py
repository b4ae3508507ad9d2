"""Maps as the API takes and tells them: GeoJSON in, plain rings out."""

from __future__ import annotations

import math
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from board.policies import Shape
from board.states import Datum

DATUMS = [(one.value, one.value) for one in Datum]
LONGEST_NAME = 40
# About a metre: finer than any screen, and half the bytes.
DIGITS = 5


@extend_schema_field(OpenApiTypes.OBJECT)
class BoundariesField(serializers.Field[list[Shape], Any, Any, Any]):
    """A GeoJSON FeatureCollection of Polygons and MultiPolygons in WGS-84. Of the properties only ``name`` is kept."""

    default_error_messages = {
        "not_a_collection": _("Give a GeoJSON FeatureCollection of Polygons."),
        "unreadable": _("Shape {number} cannot be read."),
    }

    def to_internal_value(self, data: Any) -> list[Shape]:
        """Names and rings. Points and lines are left out: what is drawn is boundaries and nothing else."""
        features = data.get("features") if isinstance(data, dict) else None
        if not isinstance(features, list) or data.get("type") != "FeatureCollection":
            self.fail("not_a_collection")
        shapes = []
        for number, feature in enumerate(features, start=1):
            try:
                shapes += _shapes(feature)
            except (AttributeError, IndexError, KeyError, TypeError, ValueError):
                self.fail("unreadable", number=number)
        return shapes

    def to_representation(self, value: list[Shape]) -> list[Shape]:
        """As it is kept."""
        return value


def _shapes(feature: dict[str, Any]) -> list[Shape]:
    geometry, properties = feature["geometry"], feature.get("properties") or {}
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    if geometry["type"] not in {"Polygon", "MultiPolygon"}:
        return []
    rings = [[_point(point) for point in ring] for polygon in polygons for ring in polygon]
    return [Shape(name=str(properties.get("name") or "")[:LONGEST_NAME], rings=rings)]


def _point(told: Any) -> list[float]:
    longitude, latitude = float(told[0]), float(told[1])
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise ValueError
    return [round(longitude, DIGITS), round(latitude, DIGITS)]


class MapInput(serializers.Serializer[None]):
    """The county's own boundaries. ``datum``: what the file was drawn in before it was converted to WGS-84."""

    geojson = BoundariesField()
    datum = serializers.ChoiceField(choices=DATUMS)
    approval = serializers.CharField(max_length=80)


POINT = serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2)


class ShapeOut(serializers.Serializer[None]):
    """A township or the county."""

    name = serializers.CharField()
    rings = serializers.ListField(
        child=serializers.ListField(child=serializers.ListField(child=serializers.FloatField()))
    )


class PlaceOut(serializers.Serializer[None]):
    """Where a venue is, and in which datum that was told."""

    code = serializers.CharField()
    longitude = serializers.FloatField()
    latitude = serializers.FloatField()
    datum = serializers.ChoiceField(choices=DATUMS)


class MapOut(serializers.Serializer[None]):
    """The map of the actor's county; no shapes and no approval number where none was handed in."""

    approval = serializers.CharField()
    shapes = ShapeOut(many=True)
    places = PlaceOut(many=True)
