// What a camera sees, and what of it is a scan.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aimedAt, isPlain, isScan } from "../src/base/sightings.js";

const PICTURE = { width: 640, height: 480 };

test("a label that stays in the picture, or is seen again within a second, is one scan", () => {
  const seen = new Map();

  const told = [0, 100, 1000, 2000, 2900].map((at) => isScan(seen, "DRILL-1", at));

  assert.deepEqual(told, [true, false, false, false, false]);
  assert.equal(isScan(seen, "DRILL-1", 3901), true);
});

test("two labels in turn are two scans", () => {
  const seen = new Map();

  assert.deepEqual(
    ["A", "B", "A", "B"].map((text, number) => isScan(seen, text, number * 100)),
    [true, true, false, false],
  );
});

test("of several labels the one in the middle is meant", () => {
  const beside = { text: "beside", middle: { x: 60, y: 400 } };
  const aimed = { text: "aimed", middle: { x: 300, y: 250 } };

  assert.equal(aimedAt([beside, aimed], PICTURE), "aimed");
  assert.equal(aimedAt([aimed, beside], PICTURE), "aimed");
  assert.equal(aimedAt([], PICTURE), null);
});

test("what no scanner would type is no label of ours", () => {
  const told = ["DRILL-150821-A1-v01-001-P", "https://x/?a b", "试卷袋", "A\nB", "A\u001dB", " A", ""].map(
    isPlain,
  );

  assert.deepEqual(told, [true, true, false, false, false, false, false]);
});
