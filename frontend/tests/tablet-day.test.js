import assert from "node:assert/strict";
import { test } from "node:test";
import { wholeDay } from "../src/tablet/day.js";
import { keyOf, withEcho } from "../src/tablet/echo.js";
import { checksOf, itemsOf, nextOf } from "../src/tablet/next.js";
import { at, moment } from "./world.js";

const EXAM = "1c9e4b7a-2d3f-4a5b-8c6d-7e8f90a1b244";

/** @param {string} code @param {string} time @param {object} changes */
const line = (code, time, changes = {}) => ({
  code,
  number: 1,
  name: code,
  name_en: code,
  session: "A1",
  planned_at: at(time),
  tolerance_s: 60,
  who: "venue_head",
  reach: "venue",
  status: "waiting",
  reached_at: null,
  ...changes,
});

const DAY = wholeDay({
  server_time: at("08:00"),
  exam_time: at("08:00"),
  exam: { id: EXAM, code: "gk", name: "高考", kind: "drill" },
  venue: { code: "v01", name: "一中", phone: "" },
  sessions: [
    {
      code: "A1",
      name: "语文",
      name_en: "Chinese",
      starts_at: at("09:00"),
      ends_at: at("11:30"),
      opening_from: at("08:49"),
      opening_until: at("08:51"),
      latest_entry_at: at("09:15"),
      quiet_from: null,
      quiet_until: null,
    },
  ],
  milestones: [line("gate_opened", "08:00"), line("papers_opened", "08:50"), line("start_bell", "09:00")],
  reports: [{ session: "A1", kind: "R1", planned_at: at("09:30"), seats: 900, status: "waiting" }],
  equipment: [
    { asset_code: "C-1", kind: "clock", spare: false, outcome: null, fault: "", tested_at: null },
    { asset_code: "C-2", kind: "clock", spare: false, outcome: null, fault: "", tested_at: null },
  ],
});

/** @param {string} path @param {object} body @param {string} state @returns {any} */
const act = (path, body, state = "queued") => ({
  act_id: path,
  state,
  payload: { address: `exams/${EXAM}/${path}`, body, happened_at: at("08:01") },
});

test("what is due comes first, then what is to come; what is overdue waits in its own list", () => {
  const items = itemsOf(DAY, moment("08:49:30"));
  assert.equal(items.find(({ code }) => code === "gate_opened")?.urgency, "overdue");
  assert.equal(nextOf(items)?.code, "papers_opened");
  assert.equal(nextOf(itemsOf(DAY, moment("08:20")))?.code, "papers_opened");
  assert.equal(nextOf(itemsOf(DAY, moment("12:00")))?.code, "gate_opened");
});

test("a flash report is not asked for before the last entry", () => {
  const early = { ...DAY, reports: DAY.reports.map((one) => ({ ...one, planned_at: at("09:10") })) };
  const [report] = itemsOf(early, moment("09:12")).filter(({ kind }) => kind === "report");
  assert.equal(report?.urgency, "soon");
});

test("a tap shows at once, marked until its receipt is there; a refused one shows nothing", () => {
  const reach = { session: "A1", milestone: "gate_opened", reached_at: at("08:00:20") };
  const told = withEcho(DAY, [
    act("venues/v01/milestones/reach/", reach),
    act("venues/v01/reports/", { session: "A1", kind: "R1" }, "accepted"),
    act("venues/v01/milestones/reach/", { ...reach, milestone: "start_bell" }, "refused"),
    act("venues/v01/equipment/test/", {
      equipment_kind: "clock",
      failed: [{ asset_code: "C-2", fault: "慢" }],
    }),
  ]);
  assert.deepEqual(
    told.day.milestones.map(({ status }) => status),
    ["reached", "waiting", "waiting"],
  );
  assert.equal(told.day.reports[0]?.status, "received");
  assert.deepEqual([...told.pending].sort(), ["equipment/clock", "milestone/A1/gate_opened"]);
  assert.deepEqual(
    told.day.equipment.map(({ outcome }) => outcome),
    ["passed", "failed"],
  );
});

test("an act of another exam is not laid over this day", () => {
  const other = act("venues/v01/milestones/reach/", { session: "A1", milestone: "gate_opened" });
  other.payload.address = other.payload.address.replace(EXAM, "another");
  assert.equal(withEcho(DAY, [other]).day.milestones[0]?.status, "waiting");
});

test("what an address tells of is read off its end", () => {
  const papers = keyOf(`exams/${EXAM}/papers/open/`, { session: "A1" });
  assert.equal(papers, "papers/A1/open");
  assert.equal(keyOf(`exams/${EXAM}/incidents/`, {}), "");
});

test("jammers near the sound source go off and on again only where there is a quiet time", () => {
  const [chinese] = DAY.sessions;
  assert.ok(chinese);
  const codes = checksOf(chinese).map(({ code }) => code);
  assert.equal(codes.includes("jammer_off_quiet"), false);
  const english = { ...chinese, quiet_from: at("15:00"), quiet_until: at("15:20") };
  const found = checksOf(english).find(({ code }) => code === "jammer_off_quiet");
  assert.equal(found?.at, moment("14:55"));
});
