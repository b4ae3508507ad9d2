import assert from "node:assert/strict";
import { test } from "node:test";
import { alarmsOf, heaviest, isTimeToRing, nameOf } from "../src/board/alarms.js";
import { markOf, stillHidden } from "../src/board/hidden.js";
import { NO_BOARD, take } from "../src/board/protocol.js";
import { incident, snapshot, venue } from "./world.js";

/** @param {import("../src/board/protocol.js").Row[]} rows */
const boardOf = (...rows) => take(NO_BOARD, snapshot(1, rows)).board;

/** @param {string} number @param {string} stage */
const silenced = (number, stage) => ({
  kind: "silenced",
  key: number,
  body: { stage, by: "陈值班", at: "2027-06-07T09:00:00+08:00" },
});

test("what nobody has answered sounds, until that very stage is silenced", () => {
  const power = incident(4, { level: "II", alarm: "duty_clerk" });
  const calm = incident(6, { alarm: null });
  const hidden = { kind: "incident", key: "5", body: { number: 5, restricted: true, opened_at: "" } };

  const numbers = (/** @type {import("../src/board/protocol.js").Row[]} */ ...rows) =>
    alarmsOf(boardOf(...rows)).map((one) => one.number);
  assert.deepEqual(numbers(power, calm, hidden), [4, 5]);
  assert.deepEqual(numbers(power, calm, hidden, silenced("4", "duty_clerk")), [5]);
  assert.deepEqual(numbers(power, hidden, silenced("4", "venue"), silenced("5", "restricted")), [4]);
});

test("a new alarm rings at once, an old one by its weight again and again", () => {
  const alarms = alarmsOf(boardOf(incident(4, { level: "IV", alarm: "a" })));
  const worse = alarmsOf(
    boardOf(incident(4, { level: "IV", alarm: "a" }), incident(7, { level: "I", alarm: "a" })),
  );
  const before = { heard: new Set(alarms.map(nameOf)), rangAt: 100 };

  assert.equal(heaviest([]), null);
  assert.equal(isTimeToRing([], before, 1000), false);
  assert.equal(isTimeToRing(alarms, before, 129), false);
  assert.equal(isTimeToRing(alarms, before, 130), true);
  assert.equal(isTimeToRing(worse, before, 101), true);
  assert.equal(isTimeToRing(worse, { heard: new Set(worse.map(nameOf)), rangAt: 100 }, 105), true);
});

test("a hidden venue comes back when something is wrong there that was not before", () => {
  /** @param {Partial<import("../src/board/protocol.js").Venue>} now @param {Partial<import("../src/board/protocol.js").Venue>} [then] */
  const isBack = (now, then = {}) =>
    !stillHidden([venue("v01", now).body], new Map([["v01", markOf(venue("v01", then).body)]])).has("v01");

  assert.equal(isBack({}), false);
  assert.equal(isBack({ worst: "amber" }), true);
  assert.equal(isBack({ open_incidents: 1 }), true);
  assert.equal(isBack({ worst: "red", open_incidents: 1 }, { worst: "red", open_incidents: 1 }), false);
  assert.equal(isBack({ open_incidents: 2 }, { open_incidents: 1 }), true);
});

test("a venue that became calm while hidden comes back when it is troubled again", () => {
  const first = new Map([["v01", markOf(venue("v01", { worst: "red" }).body)]]);
  const calm = stillHidden([venue("v01", { worst: "ok" }).body], first);

  assert.equal(calm.has("v01"), true);
  assert.equal(stillHidden([venue("v01", { worst: "red" }).body], calm).has("v01"), false);
});
