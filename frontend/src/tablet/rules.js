// What a tablet can judge without a network. The server judges again; both are held to tests/vectors/tablet_rules.json,
// so that nobody is told two verdicts. Pure: moments are milliseconds, or ISO texts as the day's file has them.
import { hasIdNumber } from "./mask.js";

/** Of which version these rules are; the day's file says which the server has. */
export const RULES = 1;

const DRILL_MARK = "DRILL-";
const SIX_HOURS = 6 * 3600_000;
const MINUTE = 60_000;

/** @typedef {"early" | "on_time" | "late" | "very_late"} Timing */

/**
 * How a moment fits its plan: the tolerance itself is on time, beyond twice of it is very late.
 * @param {{at: string, planned_at: string, tolerance_s: number}} asked
 * @returns {Timing}
 */
export function timingOf({ at, planned_at, tolerance_s }) {
  const off = Date.parse(at) - Date.parse(planned_at);
  const tolerance = tolerance_s * 1000;
  if (off < -tolerance) return "early";
  if (off > 2 * tolerance) return "very_late";
  return off > tolerance ? "late" : "on_time";
}

/**
 * Seconds before (negative) or after the window in which papers are opened; 0 within.
 * @param {{at: string, opening_from: string, opening_until: string}} asked
 */
export function outsideOpening({ at, opening_from, opening_until }) {
  const [moment, from, until] = [Date.parse(at), Date.parse(opening_from), Date.parse(opening_until)];
  if (moment < from) return Math.round((moment - from) / 1000);
  return moment > until ? Math.round((moment - until) / 1000) : 0;
}

/**
 * @typedef {object} ScanAsked
 * @property {string} code
 * @property {readonly {code: string, session: string}[]} listed the venue's bags
 * @property {readonly string[]} sessions those in hand; none: any
 * @property {readonly string[]} scanned codes of this batch so far
 * @property {boolean} drill
 */

/** @typedef {{code: string, why: string}} Judged `code` is "" where nothing is wrong */

/**
 * One code against what is expected.
 * @param {ScanAsked} asked
 * @returns {Judged}
 */
export function judgeScan({ code, listed, sessions, scanned, drill }) {
  if (scanned.includes(code)) return { code: "scanned_twice", why: "" };
  const bag = listed.find((one) => one.code === code);
  if (!bag) {
    const foreign = code.startsWith(DRILL_MARK) !== drill;
    return { code: "wrong_bag", why: foreign ? "other_exam" : "unknown" };
  }
  if (sessions.length > 0 && !sessions.includes(bag.session))
    return { code: "wrong_session_bag", why: bag.session };
  return { code: "", why: "" };
}

/**
 * From when a report can be known: a flash report from the last entry, a session's when nobody writes any more.
 * @param {{kind: string, planned_at: string, starts_at: string, latest_entry_at: string, rooms_end_at: string}} of
 */
export function knownFrom({ kind, planned_at, starts_at, latest_entry_at, rooms_end_at }) {
  if (kind === "R0") return Date.parse(planned_at) - SIX_HOURS;
  if (kind === "R1") return Math.max(Date.parse(starts_at), Date.parse(latest_entry_at));
  return Date.parse(rooms_end_at);
}

/**
 * When the last room of a session ends.
 * @param {string} ends_at
 * @param {readonly number[]} extra_minutes of its rooms
 */
export function roomsEndAt(ends_at, extra_minutes) {
  return new Date(Date.parse(ends_at) + Math.max(0, ...extra_minutes) * MINUTE).toISOString();
}

/**
 * @typedef {object} Field
 * @property {string} code
 * @property {"count" | "time" | "text" | "yes_no"} kind
 * @property {readonly string[]} in
 * @property {string} group
 * @property {boolean} must
 * @property {boolean} tells
 * @property {number | boolean | null} nil
 * @property {string} zh
 * @property {string} en
 */

/** @typedef {{nil: boolean, entered: Record<string, unknown>, difference_reason: string}} Figures */

/** @param {Field} field @param {unknown} value */
function fits(field, value) {
  if (value === null || value === undefined) return true;
  if (field.kind === "count") return Number.isInteger(value) && Number(value) >= 0;
  return typeof value === (field.kind === "yes_no" ? "boolean" : "string");
}

/**
 * What the server would say to a report's content; "" where it would take it.
 * @param {string} kind
 * @param {Figures} figures
 * @param {{fields: readonly Field[], seats: number | null}} by
 */
export function judgeFigures(kind, figures, { fields, seats }) {
  const mine = fields.filter((field) => field.in.includes(kind));
  const known = new Map(mine.map((field) => [field.code, field]));
  const told = Object.entries(figures.entered);
  if (told.some(([code, value]) => !known.has(code) || !fits(/** @type {Field} */ (known.get(code)), value)))
    return "figures_do_not_belong";
  const texts = [figures.difference_reason, ...told.map(([, value]) => value)];
  if (texts.some((text) => typeof text === "string" && hasIdNumber(text))) return "id_number_in_text";
  if (figures.nil) return nilFails(kind, figures, mine, seats);
  if (mine.some(({ code, must }) => must && (figures.entered[code] ?? null) === null))
    return "figures_missing";
  return sumFails(kind, figures, { present: figures.entered.present, absent: figures.entered.absent, seats });
}

/**
 * @param {string} kind
 * @param {Figures} figures
 * @param {readonly Field[]} fields
 * @param {number | null} seats
 */
function nilFails(kind, figures, fields, seats) {
  const value = (/** @type {Field} */ field) =>
    field.code in figures.entered ? figures.entered[field.code] : field.nil;
  if (fields.some((field) => field.tells && value(field) !== field.nil)) return "nil_with_entries";
  const { present = null, absent = null } = figures.entered;
  if (present === null && absent === null && seats !== null && fields.some(({ code }) => code === "present"))
    return "";
  return sumFails(kind, figures, { present, absent, seats });
}

/**
 * @param {string} kind
 * @param {Figures} figures
 * @param {{present: unknown, absent: unknown, seats: number | null}} counted
 */
function sumFails(kind, figures, { present, absent, seats }) {
  if (kind === "R0" || seats === null || figures.difference_reason.trim()) return "";
  return Number(present ?? 0) + Number(absent ?? 0) === seats ? "" : "figures_do_not_add_up";
}
