import assert from "node:assert/strict";
import { test } from "node:test";
import { seenOf } from "../src/base/expected.js";

const EXPECTED = [
  { code: "P-1", box: "BX" },
  { code: "C-1", box: "BX" },
  { code: "S-1", box: "" },
];

test("a bag is seen by its own code", () => {
  const { seen, strangers } = seenOf(EXPECTED, new Set(["P-1"]));
  assert.deepEqual([...seen], ["P-1"]);
  assert.deepEqual([...strangers], []);
});

test("a box stands for the bags in it, and for no others", () => {
  const { seen } = seenOf(EXPECTED, new Set(["BX"]));
  assert.deepEqual([...seen], ["P-1", "C-1"]);
});

test("what is on no list is told apart", () => {
  const { seen, strangers } = seenOf(EXPECTED, new Set(["S-1", "S-9"]));
  assert.deepEqual([...seen], ["S-1"]);
  assert.deepEqual([...strangers], ["S-9"]);
});
