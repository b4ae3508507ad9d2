import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING, takeKey } from "../src/base/scanner.js";
import { wishOf } from "../src/board/keys.js";
import { densityOf } from "../src/board/room.js";

/**
 * Type keys with a gap between them.
 * @param {string[]} keys
 * @param {number} gap
 */
function type(keys, gap) {
  let reading = NOTHING;
  /** @type {string[]} */
  const scans = [];
  let foreign = 0;
  keys.forEach((key, index) => {
    const step = takeKey(reading, { key, at: 1000 + index * gap });
    reading = step.reading;
    if (step.scan !== null) scans.push(step.scan);
    if (step.foreign) foreign += 1;
  });
  return { scans, foreign };
}

test("six fast keys and Enter are a scan", () => {
  assert.deepEqual(type([..."P-0012", "Enter"], 8).scans, ["P-0012"]);
});

test("a person's typing is no scan", () => {
  assert.deepEqual(type([..."P-0012", "Enter"], 120).scans, []);
});

test("five keys are too few", () => {
  assert.deepEqual(type([..."P-001", "Enter"], 8).scans, []);
});

test("capitals come with Shift and are still one scan", () => {
  assert.deepEqual(type(["Shift", "P", "Shift", "A", ..."0012", "Enter"], 8).scans, ["PA0012"]);
});

test("an input method in the way is told, and no half code is delivered", () => {
  assert.deepEqual(type(["Process", "Process", ..."0012", "Enter"], 8), { scans: [], foreign: 1 });
});

const PRESS = { ctrlKey: false, altKey: false, metaKey: false };
const NOWHERE = { typing: false, onControl: false, inDialog: false };

test("keys of the board are those of its sheet, in either case and with a Chinese question mark", () => {
  const wishes = ["j", "K", "Enter", "/", "?", "？", "Escape", "x"].map((key) =>
    wishOf({ key, ...PRESS }, NOWHERE),
  );

  assert.deepEqual(wishes, ["next", "back", "open", "filter", "help", "help", "clear", null]);
});

test("while somebody types, only Escape is a wish", () => {
  const where = { ...NOWHERE, typing: true };

  assert.equal(wishOf({ key: "j", ...PRESS }, where), null);
  assert.equal(wishOf({ key: "Escape", ...PRESS }, where), "clear");
});

test("shortcuts of the browser, buttons and dialogs keep their keys", () => {
  assert.equal(wishOf({ key: "j", ...PRESS, ctrlKey: true }, NOWHERE), null);
  assert.equal(wishOf({ key: "Enter", ...PRESS }, { ...NOWHERE, onControl: true }), null);
  assert.equal(wishOf({ key: "j", ...PRESS }, { ...NOWHERE, inDialog: true }), null);
});

test("rows say less as they get lower", () => {
  assert.deepEqual([5.5, 3, 2.2, 1.4].map(densityOf), ["roomy", "normal", "dense", "packed"]);
});
