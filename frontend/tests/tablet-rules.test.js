import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hasIdNumber, masked, maskedWithin } from "../src/tablet/mask.js";
import {
  judgeFigures,
  judgeScan,
  knownFrom,
  outsideOpening,
  RULES,
  roomsEndAt,
  timingOf,
} from "../src/tablet/rules.js";

// The server is held to the same file in tests/tablet/test_rule_vectors.py.
const read = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(new URL(`../../tests/vectors/${name}`, import.meta.url), "utf8"));
const vectors = read("tablet_rules.json");
const fields = read("report_fields.json");

test("the rules are of the version that the vectors are of", () => assert.equal(RULES, vectors.version));

for (const one of vectors.timing) test(`timing: ${one.says}`, () => assert.equal(timingOf(one), one.is));

for (const one of vectors.opening)
  test(`opening: ${one.says}`, () => assert.equal(outsideOpening(one), one.off));

for (const one of vectors.scans.cases)
  test(`scan: ${one.says}`, () => {
    const judged = judgeScan({ ...one, listed: vectors.scans.listed });
    assert.deepEqual(judged, { code: one.is, why: one.why });
  });

for (const one of vectors.reports_known.cases)
  test(`report: ${one.says}`, () => {
    const from = knownFrom({ ...vectors.reports_known.session, kind: one.kind });
    assert.equal(Date.parse(one.at) < from ? "report_too_early" : "", one.is);
  });

for (const one of vectors.figures)
  test(`figures: ${one.says}`, () =>
    assert.equal(judgeFigures(one.kind, one, { fields, seats: one.seats }), one.is));

for (const one of vectors.id_numbers)
  test(`ID number: ${one.says}`, () => {
    assert.equal(hasIdNumber(one.text), one.has);
    assert.equal(masked(one.text), one.masked);
    assert.equal(hasIdNumber(masked(one.text)), false);
  });

test("whatever stands within a body is masked, and nothing else is touched", () => {
  const body = { except_rooms: [{ room: "012", reason: "110105199003071234" }], n: 3, yes: true, none: null };
  assert.deepEqual(maskedWithin(body), {
    except_rooms: [{ room: "012", reason: "110*************34" }],
    n: 3,
    yes: true,
    none: null,
  });
});

test("what stands on a bag or a seal is no ID number, however long", () => {
  const bags = [{ code: "110105199003071234", seal: "110105199003075678", room: "110105199003071234" }];
  assert.deepEqual(maskedWithin({ bags, codes: ["110105199003071234"] }), {
    bags: [{ code: "110105199003071234", seal: "110105199003075678", room: "110*************34" }],
    codes: ["110105199003071234"],
  });
});

test("the last room of a session ends when its extension does", () => {
  assert.equal(roomsEndAt("2027-06-07T11:30:00+08:00", [0, 45]), "2027-06-07T04:15:00.000Z");
});
