import assert from "node:assert/strict";
import { test } from "node:test";
import { absentBody, figureOf, momentOn } from "../src/desk/told.js";

const ZEROS = { violations: 0, malpractice: 0, counts_balanced: true };

test("a time is read as people type it, and refused when it is none", () => {
  const told = ["", "931", "9:31", "09：31", "09:31:05", "0931", "25:00", "9", "noon"];
  assert.deepEqual(
    told.map((typed) => momentOn("2027-06-07", typed)?.slice(11, 19) ?? null),
    ["", "09:31:00", "09:31:00", "09:31:00", "09:31:05", "09:31:00", null, null, null],
  );
});

test("full-width digits are digits; what cannot be read is no zero", () => {
  assert.deepEqual(["", "3", "３０", "1O", "-1", "2.5", "三"].map(figureOf), [
    0,
    3,
    30,
    null,
    null,
    null,
    null,
  ]);
});

test("nothing out of the ordinary is a nil report that still says who is there", () => {
  assert.deepEqual(absentBody({ absent: "３", violations: "" }, 88, ZEROS), {
    nil: true,
    entered: { present: 85, absent: 3 },
  });
  assert.deepEqual(absentBody({}, null, undefined), { nil: true, entered: null });
});

test("something to tell says all the rest too", () => {
  assert.deepEqual(absentBody({ absent: "0", violations: "1" }, 88, ZEROS), {
    nil: false,
    entered: { violations: 1, malpractice: 0, counts_balanced: true, present: 88, absent: 0 },
  });
});

test("who is present is never guessed", () => {
  assert.equal(absentBody({ absent: "1O" }, 88, ZEROS), null);
  assert.equal(absentBody({ absent: "89" }, 88, ZEROS), null);
  assert.equal(absentBody({ absent: "0" }, null, ZEROS), null);
});
