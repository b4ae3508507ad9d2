// A county's GeoJSON file, read on the county's own machine and brought to WGS-84.
import gcoord from "gcoord";

/** @typedef {import("./drawing.js").Shape} Shape */

const SOURCES = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 };

/**
 * A point in WGS-84.
 * @param {readonly number[]} point
 * @param {string} datum
 * @returns {[number, number]}
 */
export function toWgs84(point, datum) {
  const source = SOURCES[/** @type {keyof typeof SOURCES} */ (datum)] ?? gcoord.WGS84;
  const [longitude, latitude] = gcoord.transform([point[0] ?? 0, point[1] ?? 0], source, gcoord.WGS84);
  return [longitude ?? 0, latitude ?? 0];
}

/**
 * The shapes of a GeoJSON text; null where it is none, or has no boundaries.
 * @param {string} text
 * @param {string} datum
 * @returns {Shape[] | null}
 */
export function readShapes(text, datum) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    return null;
  }
  const features = told?.type === "Feature" ? [told] : told?.features;
  if (!Array.isArray(features)) return null;
  const shapes = features.flatMap((feature) => {
    const { type, coordinates } = feature?.geometry ?? {};
    const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [];
    const rings = polygons
      .flat()
      .map((/** @type {number[][]} */ ring) => ring.map((point) => toWgs84(point, datum)));
    return rings.length ? [{ name: String(feature.properties?.name ?? ""), rings }] : [];
  });
  return shapes.length ? shapes : null;
}

/** The form in which the API takes them. @param {Shape[]} shapes */
export function asGeoJson(shapes) {
  return {
    type: "FeatureCollection",
    features: shapes.map(({ name, rings }) => ({
      type: "Feature",
      properties: { name },
      geometry: { type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) },
    })),
  };
}
