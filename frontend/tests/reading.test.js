import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_BOARD, take } from "../src/board/protocol.js";
import * as reading from "../src/board/reading.js";
import { at, exam, incident, milestone, moment, snapshot, venue } from "./world.js";

/** @param {import("../src/board/protocol.js").Row[]} rows */
const boardOf = (rows) => take(NO_BOARD, snapshot(1, rows)).board;

test("venues stand worst first, and equal ones in the order of their codes", () => {
  const board = boardOf([
    venue("v04"),
    venue("v03", { worst: "amber" }),
    venue("v01"),
    venue("v02", { worst: "red", milestones: [milestone({ state: "silent" })] }),
    venue("v05", {
      worst: "red",
      milestones: [milestone({ state: "silent" }), milestone({ code: "b", state: "late" })],
    }),
  ]);

  const codes = reading.inOrder(reading.venuesOf(board), "worst", "A1").map((one) => one.code);

  assert.deepEqual(codes, ["v05", "v02", "v03", "v01", "v04"]);
});

test("in the fixed order a venue keeps its place however bad it gets", () => {
  const board = boardOf([venue("v02", { worst: "red" }), venue("v01")]);

  assert.deepEqual(
    reading.inOrder(reading.venuesOf(board), "code").map((one) => one.code),
    ["v01", "v02"],
  );
});

test("incidents stand overdue first, then by level, then by what falls due next", () => {
  const clock = (/** @type {string} */ time) => ({ purpose: "acknowledge", warn_at: null, due_at: at(time) });
  const board = boardOf([
    incident(1, { level: "IV" }),
    incident(2, { level: "III", clock: clock("09:30") }),
    incident(3, { level: "III", clock: clock("09:10") }),
    incident(4, { level: "I", clock: clock("10:00") }),
    incident(5, { level: "IV", clock: clock("08:30") }),
  ]);

  const numbers = reading.inUrgency(reading.openIncidents(board), moment("09:00")).map((one) => one.number);

  assert.deepEqual(numbers, [5, 4, 3, 2, 1]);
});

test("a restricted incident is in the queue with nothing but its number", () => {
  const row = { kind: "incident", key: "4", body: { number: 4, restricted: true, opened_at: at("08:00") } };
  const figures = reading.figuresOf(boardOf([row]), moment("09:00"));

  assert.deepEqual([figures.incidents.all, figures.incidents.restricted], [1, 1]);
});

test("closed incidents have left the queue", () => {
  assert.deepEqual(reading.openIncidents(boardOf([incident(1, { state: "closed" })])), []);
});

test("the six figures are counted from the rows", () => {
  const board = boardOf([
    exam(),
    venue("v01"),
    venue("v02", {
      papers: "in_transit",
      report: { kind: "R0", state: "overdue" },
      worst: "red",
      present: null,
      absent: null,
    }),
    venue("v03", {
      papers: "pending",
      report: { kind: "R0", state: "waiting" },
      readiness: { state: "not_ready", gates: [] },
    }),
    incident(1, {
      level: "II",
      clock: { purpose: "acknowledge", warn_at: at("08:50"), due_at: at("08:55") },
    }),
    incident(2, { clock: { purpose: "close", warn_at: at("08:50"), due_at: at("10:00") } }),
  ]);

  const figures = reading.figuresOf(board, moment("09:00"));

  assert.deepEqual(figures.venues, { all: 3, ready: 2, red: 1, amber: 0 });
  assert.deepEqual(figures.papers, { pending: 1, in_transit: 1, arrived: 1 });
  assert.deepEqual(figures.seats, { all: 2700, present: 1780, absent: 20, counted: 2 });
  assert.deepEqual(figures.reports, { expected: 3, received: 1, overdue: 1, kind: "R0" });
  assert.deepEqual(figures.clocks, { over: 1, warned: 1, running: 2 });
  assert.equal(figures.incidents.II, 1);
});

test("the session shown is the chosen, else the current, else the next, else the last", () => {
  const plan = exam().body;

  assert.equal(reading.sessionShown(plan, moment("08:00"), "A2")?.code, "A2");
  assert.equal(reading.sessionShown({ ...plan, current: "A1" }, moment("16:00"), null)?.code, "A1");
  assert.equal(reading.sessionShown(plan, moment("12:00"), null)?.code, "A2");
  assert.equal(reading.sessionShown(plan, moment("20:00"), null)?.code, "A2");
  assert.equal(reading.sessionShown({ ...plan, sessions: [] }, moment("20:00"), null), null);
});

test("columns are the milestones of the session over all venues, in the order of their time", () => {
  const later = milestone({ code: "start_bell", number: 9, planned_at: at("09:00") });
  const board = boardOf([
    venue("v01", { milestones: [later, milestone({ code: "other", session: "A2" })] }),
    venue("v02", { milestones: [milestone()] }),
  ]);

  const columns = reading.columnsOf(reading.venuesOf(board), "A1");

  assert.deepEqual(
    columns.map((column) => column.code),
    ["papers_opened", "start_bell"],
  );
});

test("a key moment has the name it came with, else its milestone's; a code that nobody knows is not shown", () => {
  const board = boardOf([venue("v01", { milestones: [milestone()] })]);

  assert.equal(
    reading.keyMoment(board, { label: "sound_trial", name: "外语听力试音" })?.name,
    "外语听力试音",
  );
  assert.equal(reading.keyMoment(board, { label: "papers_opened" })?.name, "启封试卷袋、清点");
  assert.equal(reading.keyMoment(board, { label: "清场" })?.name, "清场");
  assert.equal(reading.keyMoment(board, { label: "sound_trial" }), null);
});

test("the filter finds by name, code and number, and an empty one finds all", () => {
  assert.ok(reading.matches("V0", ["v01", "临河一中"]));
  assert.ok(reading.matches("一中", ["v01", "临河一中"]));
  assert.ok(reading.matches("  ", []));
  assert.ok(!reading.matches("奋斗", ["v01", "临河一中", null]));
});

test("the stream is newest first and no longer than fifty", () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({
    kind: "fact",
    key: String(index),
    body: { index },
  }));

  const facts = reading.factsOf(boardOf(rows));

  assert.equal(facts.length, 50);
  assert.equal(facts[0]?.index, 59);
});
