// When the page of notices sounds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hasNew, idsOf, isSilenced } from "../src/base/notices.js";

test("the ids of a list are its words", () => {
  assert.deepEqual(idsOf(" a b  c "), ["a", "b", "c"]);
  assert.deepEqual(idsOf(undefined), []);
});

test("what was there before is not new, and what went away sounds for nobody", () => {
  assert.equal(hasNew(new Set(["a", "b"]), ["b"]), false);
  assert.equal(hasNew(new Set(["a"]), ["a", "c"]), true);
  assert.equal(hasNew(new Set(), []), false);
});

test("it is silent only where somebody has switched it off", () => {
  const kept = (/** @type {string | null} */ value) => /** @type {any} */ ({ getItem: () => value });
  assert.equal(isSilenced(kept("off")), true);
  assert.equal(isSilenced(kept("on")), false);
  assert.equal(isSilenced(kept(null)), false);
  assert.equal(isSilenced(null), false);
});
