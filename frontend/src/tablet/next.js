// The venue's day as one list of what is next. Pure: a day and a moment of the exam's time go in.
import { equipmentKey, milestoneKey, reportKey } from "./echo.js";
import { knownFrom, roomsEndAt } from "./rules.js";

/** @typedef {import("./day.js").Day} Day */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {"done" | "overdue" | "due" | "soon" | "later"} Urgency */

/**
 * @typedef {object} Item
 * @property {string} key
 * @property {"milestone" | "report" | "check"} kind
 * @property {string} session
 * @property {string} code of the milestone, the report's kind, or the check
 * @property {string} name
 * @property {string} name_en
 * @property {number} at
 * @property {Urgency} urgency
 * @property {number | null} done_at
 */

const MINUTE = 60_000;
const SOON = 15 * MINUTE;

/**
 * @param {{at: number, tolerance: number, now: number, done: boolean}} of
 * @returns {Urgency}
 */
export function urgencyOf({ at, tolerance, now, done }) {
  if (done) return "done";
  if (now > at + tolerance) return "overdue";
  if (now >= at - tolerance) return "due";
  return now >= at - SOON ? "soon" : "later";
}

/** What of the equipment is looked at when: minutes around the session's start, or its quiet window. Source: ours. */
const CHECKS = /** @type {const} */ ([
  { code: "gate_before", kind: "gate", from: "starts_at", minutes: -90 },
  { code: "camera_before", kind: "camera", from: "starts_at", minutes: -60 },
  { code: "jammer_on", kind: "jammer", from: "starts_at", minutes: -30 },
  { code: "spare_stock", kind: "broadcast", from: "starts_at", minutes: -45 },
  { code: "jammer_off_quiet", kind: "jammer", from: "quiet_from", minutes: -5 },
  { code: "jammer_on_again", kind: "jammer", from: "quiet_until", minutes: 0 },
  { code: "camera_after", kind: "camera", from: "ends_at", minutes: 15 },
]);

/** @typedef {(typeof CHECKS)[number]["code"]} CheckCode */

/**
 * The timed checklist of a session's equipment.
 * @param {Session} session
 * @returns {{code: CheckCode, kind: string, session: string, at: number}[]}
 */
export function checksOf(session) {
  return CHECKS.flatMap(({ code, kind, from, minutes }) => {
    const moment = Date.parse(session[from] ?? "");
    return Number.isNaN(moment) ? [] : [{ code, kind, session: session.code, at: moment + minutes * MINUTE }];
  });
}

/** From when a report can be told. @param {Day} day @param {import("./day.js").Report} report */
export function reportKnownFrom(day, report) {
  if (report.known_from) return Date.parse(report.known_from);
  const session = day.sessions.find(({ code }) => code === report.session);
  if (!session) return Date.parse(report.planned_at);
  const extra = day.room_plans
    .filter((plan) => plan.session === session.code)
    .map((plan) => plan.extra_minutes);
  const rooms_end_at = roomsEndAt(session.ends_at, extra);
  return knownFrom({ ...session, kind: report.kind, planned_at: report.planned_at, rooms_end_at });
}

/**
 * Everything of the day in the order of its moments.
 * @param {Day} day
 * @param {number} now exam time
 * @param {ReadonlyMap<string, number>} [ticked] checks of equipment and when they were made here
 * @returns {Item[]}
 */
export function itemsOf(day, now, ticked = new Map()) {
  const milestones = day.milestones.map((line) => {
    const [at, done] = [Date.parse(line.planned_at), line.status === "reached"];
    return {
      key: milestoneKey(line.session, line.code),
      kind: /** @type {const} */ ("milestone"),
      session: line.session,
      code: line.code,
      name: line.name,
      name_en: line.name_en,
      at,
      urgency: urgencyOf({ at, tolerance: line.tolerance_s * 1000, now, done }),
      done_at: line.reached_at ? Date.parse(line.reached_at) : null,
    };
  });
  const reports = day.reports.map((one) => {
    const [at, done] = [Date.parse(one.planned_at), one.status === "received"];
    const open = now >= reportKnownFrom(day, one);
    const urgency = urgencyOf({ at, tolerance: 5 * MINUTE, now, done });
    return {
      key: reportKey(one.session, one.kind),
      kind: /** @type {const} */ ("report"),
      session: one.session,
      code: one.kind,
      name: "",
      name_en: "",
      at,
      urgency: urgency === "due" && !open ? /** @type {const} */ ("soon") : urgency,
      done_at: null,
    };
  });
  const checks = day.sessions.flatMap((session) => checksOf(session)).map((one) => checked(one, now, ticked));
  return [...milestones, ...reports, ...checks].sort((one, other) => one.at - other.at);
}

/**
 * @param {{code: CheckCode, kind: string, session: string, at: number}} check
 * @param {number} now
 * @param {ReadonlyMap<string, number>} ticked
 */
function checked({ code, kind, session, at }, now, ticked) {
  const key = `check/${session}/${code}`;
  const done_at = ticked.get(key) ?? null;
  return {
    key,
    kind: /** @type {const} */ ("check"),
    session,
    code: /** @type {string} */ (code),
    name: equipmentKey(kind),
    name_en: kind,
    at,
    urgency: urgencyOf({ at, tolerance: 10 * MINUTE, now, done: done_at !== null }),
    done_at,
  };
}

/**
 * The one to do now: what is overdue or due, the earliest first, else the next to come. A check waits for nobody else.
 * @param {readonly Item[]} items
 */
export function nextOf(items) {
  const open = items.filter(({ urgency, kind }) => urgency !== "done" && kind !== "check");
  const pressing = open.find(({ urgency }) => urgency === "due");
  return pressing ?? open.find(({ urgency }) => urgency === "soon" || urgency === "later") ?? open[0] ?? null;
}
