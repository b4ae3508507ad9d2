import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_BOARD, readMessage, take } from "../src/board/protocol.js";
import { frame, incident, snapshot, venue } from "./world.js";

const start = () => take(NO_BOARD, snapshot(7, [venue("v01"), venue("v02"), incident(1)])).board;

test("a snapshot replaces all that was held", () => {
  const { board } = take(start(), snapshot(20, [venue("v09")]));

  assert.equal(board.number, 20);
  assert.deepEqual([...board.rows.keys()], ["venue/v09"]);
});

test("a snapshot with a lower number is believed: the server was restored", () => {
  assert.equal(take(start(), snapshot(3, [])).board.number, 3);
});

test("a frame replaces whole rows, takes rows away, and leaves the others as they are", () => {
  const before = start();

  const { board, verdict } = take(
    before,
    frame(8, [venue("v01", { papers: "in_transit" }), { kind: "incident", key: "1", body: null }]),
  );

  assert.equal(verdict, "applied");
  assert.equal(board.rows.get("venue/v01")?.body.papers, "in_transit");
  assert.equal(board.rows.has("incident/1"), false);
  assert.equal(board.rows.get("venue/v02"), before.rows.get("venue/v02"));
});

test("an old snapshot and the frames after it equal the new snapshot", () => {
  const frames = [
    frame(8, [venue("v01", { worst: "red" })]),
    frame(9, [incident(2)]),
    frame(10, [incident(1, { state: "acting" })]),
  ];

  const followed = frames.reduce((board, one) => take(board, one).board, start());
  const fresh = take(
    NO_BOARD,
    snapshot(10, [
      venue("v01", { worst: "red" }),
      venue("v02"),
      incident(1, { state: "acting" }),
      incident(2),
    ]),
  ).board;

  assert.deepEqual(new Map([...followed.rows].sort()), new Map([...fresh.rows].sort()));
});

test("a frame already held changes nothing", () => {
  const before = start();
  const { board, verdict } = take(before, frame(7, [venue("v01", { worst: "red" })]));

  assert.equal(verdict, "known");
  assert.equal(board, before);
});

test("nothing of a frame after a gap is applied", () => {
  const before = start();
  const { board, verdict } = take(before, frame(9, [venue("v01", { worst: "red" })]));

  assert.equal(verdict, "gap");
  assert.equal(board, before);
});

test("a frame before the first snapshot is a gap", () => {
  assert.equal(take(NO_BOARD, frame(1, [])).verdict, "gap");
});

test("a message of a later release is passed over", () => {
  assert.equal(readMessage('{"type":"weather"}'), null);
});
