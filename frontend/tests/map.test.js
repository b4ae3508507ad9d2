import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf, pathOf, projection, thinned, zoomed } from "../src/map/drawing.js";
import { asGeoJson, readShapes, toWgs84 } from "../src/map/reading.js";

const SQUARE = [
  [107.3, 40.7],
  [107.5, 40.7],
  [107.5, 40.8],
  [107.3, 40.8],
  [107.3, 40.7],
];

/** @param {string} type @param {unknown} coordinates */
const collection = (type, coordinates) =>
  JSON.stringify({
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: { name: "城关镇" }, geometry: { type, coordinates } }],
  });

/** Metres between two points of one place. @param {number[]} a @param {number[]} b */
const apart = (a, b) =>
  Math.hypot(((a[0] ?? 0) - (b[0] ?? 0)) * 84_000, ((a[1] ?? 0) - (b[1] ?? 0)) * 111_000);

test("coordinates are brought to WGS-84 by where they come from", () => {
  const point = [107.3887, 40.7432];

  assert.deepEqual(toWgs84(point, "wgs84"), point);
  // 高德's points lie some hundred metres off, 百度's as much again.
  assert.equal(apart(toWgs84(point, "gcj02"), point) > 100, true);
  assert.equal(apart(toWgs84(point, "gcj02"), point) < 800, true);
  assert.equal(apart(toWgs84(point, "bd09"), toWgs84(point, "gcj02")) > 100, true);
});

test("a file is read, or it is said that it cannot be", () => {
  assert.deepEqual(readShapes(collection("Polygon", [SQUARE]), "wgs84"), [
    { name: "城关镇", rings: [SQUARE] },
  ]);
  assert.equal(readShapes(collection("MultiPolygon", [[SQUARE], [SQUARE]]), "wgs84")?.[0]?.rings.length, 2);
  for (const text of ["", "[]", "{}", collection("Point", [107, 40])])
    assert.equal(readShapes(text, "wgs84"), null);

  const again = readShapes(JSON.stringify(asGeoJson([{ name: "城关镇", rings: [SQUARE] }])), "wgs84");
  assert.deepEqual(again, [{ name: "城关镇", rings: [SQUARE] }]);
});

test("a county is drawn with north above, in a box around it, and what is too fine is thinned", () => {
  const onto = projection(SQUARE);
  const box = boxOf(SQUARE.map(onto), 0);

  assert.equal(onto([107.3, 40.8])[1] < onto([107.3, 40.7])[1], true);
  assert.equal(Math.round(box.height), 100);
  assert.equal(box.width > 150 && box.width < 155, true);
  assert.equal(Math.round(zoomed(box, 0.5).height), 50);
  assert.match(pathOf([SQUARE], onto), /^M[\d.-]+ [\d.-]+(L[\d.-]+ [\d.-]+){4}Z$/);

  const fine = [{ name: "", rings: [Array.from({ length: 1000 }, (_, at) => [at, at])] }];
  const thin = thinned(fine, 100)[0]?.rings[0] ?? [];
  assert.equal(thin.length <= 101, true);
  assert.deepEqual(
    [thin[0], thin[thin.length - 1]],
    [
      [0, 0],
      [999, 999],
    ],
  );
});
