import assert from "node:assert/strict";
import { test } from "node:test";
import { found, placesOn } from "../src/board/jump.js";
import { NO_BOARD, take } from "../src/board/protocol.js";
import { layOut } from "../src/board/render/county.js";
import { ageText, leastReadyFirst } from "../src/board/render/ready.js";
import { sessionsOwed, sumOf } from "../src/board/render/taken.js";
import { exam, incident, snapshot, venue } from "./world.js";

/** @param {string} name @param {number} count @param {number} from */
const town = (name, count, from) =>
  Array.from(
    { length: count },
    (_, at) => venue(`v${String(from + at).padStart(2, "0")}`, { township: name }).body,
  );

test("the county is as low as its columns allow, in an order that stays", () => {
  const venues = [...town("镇", 9, 1), ...town("东", 2, 10), ...town("西", 2, 12)];

  const { columns } = layOut(venues, 3, 1);
  const shown = columns.map((column) => column.blocks.map((block) => [block.name, block.venues.length]));
  assert.equal(columns.length <= 3, true);
  assert.equal(
    shown.flat().reduce((sum, [, count]) => sum + Number(count), 0),
    13,
  );
  assert.deepEqual(
    columns.flatMap((column) => column.blocks.flatMap((block) => block.venues.map((one) => one.code))),
    venues.map((one) => one.code),
  );
  assert.deepEqual(
    layOut(venues, 9, 10).columns.map((column) => column.blocks.map((block) => block.name)),
    [["镇"], ["东", "西"]],
  );
  assert.equal(layOut(venues, 1, 1).columns.length, 1);
  assert.equal(layOut([], 3, 1).columns.length, 0);
});

test("what is least ready stands first, and an age is told in one unit", () => {
  /** @param {string} state @returns {Partial<import("../src/board/protocol.js").Venue>} */
  const gates = (state) => ({ readiness: { state: "not_ready", gates: [{ gate: "power", state }] } });
  const venues = [
    venue("v01", gates("ready")),
    venue("v02", gates("not_ready")),
    venue("v03", gates("expired")),
  ];

  assert.deepEqual(
    leastReadyFirst(venues.map((row) => row.body)).map((one) => one.code),
    ["v02", "v03", "v01"],
  );
  assert.deepEqual([59, 3599, 7300, 200_000].map(ageText), ["0分", "59分", "2小时", "2天"]);
});

test("attendance adds up over the venues that have counted, session by session", () => {
  /** @param {Partial<import("../src/board/protocol.js").ReportOwed>} report */
  const owed = (report) => ({
    kind: /** @type {const} */ ("R1"),
    session: "A1",
    state: /** @type {const} */ ("received"),
    ...report,
  });
  const venues = [
    venue("v01", {
      reports: [owed({ present: 890, absent: 10 }), owed({ kind: "R2", present: 889, absent: 11 })],
    }),
    venue("v02", { reports: [owed({ state: "overdue" })] }),
  ].map((row) => row.body);

  assert.deepEqual(sessionsOwed(venues, exam().body.sessions), ["A1"]);
  assert.deepEqual(sumOf(venues, "A1"), {
    counted: 1,
    present: 889,
    absent: 11,
    owed: 3,
    received: 2,
    overdue: 1,
  });
});

test("a few letters lead to a venue, an incident or a session; a restricted one by its number alone", () => {
  const hidden = {
    kind: "incident",
    key: "5",
    body: { number: 5, restricted: true, opened_at: "", title: "" },
  };
  const { board } = take(
    NO_BOARD,
    snapshot(1, [exam(), venue("v01"), incident(4, { title: "考点停电" }), hidden]),
  );
  const places = placesOn(board);

  /** @param {string} text */
  const keys = (text) => found(places, text).map((place) => place.key);
  assert.deepEqual(keys("停电"), ["incident:4"]);
  assert.deepEqual(keys("V01"), ["venue:v01"]);
  assert.deepEqual(keys("#5"), ["incident:5"]);
  assert.deepEqual(keys("数学"), ["session:A2"]);
  assert.deepEqual(keys("没有的"), []);
});
