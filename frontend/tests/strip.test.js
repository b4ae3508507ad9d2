// Where places stand on a run's strip, and that names do not cover one another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { across, rowsOf } from "../src/escorts/strip.js";

test("the two ends of a route are the two ends of the strip", () => {
  assert.equal(across(0, 10_000), 60);
  assert.equal(across(10_000, 10_000), 940);
  assert.equal(across(5_000, 10_000), 500);
});

test("what lies beyond a route stands at its end, and a route of no length at its beginning", () => {
  assert.equal(across(-50, 10_000), 60);
  assert.equal(across(99_999, 10_000), 940);
  assert.equal(across(10, 0), 60);
});

test("names that would cover one another take turns", () => {
  assert.deepEqual(rowsOf([{ x: 60 }, { x: 500 }, { x: 940 }]), [0, 0, 0]);
  assert.deepEqual(rowsOf([{ x: 60 }, { x: 100 }, { x: 150 }, { x: 200 }]), [0, 1, 2, 0]);
});
