// The live protocol of /ws/board/ as types, and what a message means for the rows held here.

/**
 * @typedef {import("../base/clock.js").Times} Times
 * @typedef {"exam" | "venue" | "incident" | "fact" | "watch" | "silenced"} Kind
 * @typedef {{kind: string, key: string, body: any}} Row a body of null takes the row away
 * @typedef {Times & {type: "snapshot", channel: string, number: number, rows: Row[]}} Snapshot
 * @typedef {{type: "frame", channel: string, number: number, previous: number, rows: Row[]}} Frame
 * @typedef {Times & {type: "beat" | "pong"}} Beat
 * @typedef {Snapshot | Frame | Beat} Message
 */

/**
 * @typedef {{code: string, subject: string, starts_at: string, ends_at: string}} Session
 * @typedef {{name: string, kind: "real" | "drill", sessions: Session[], current: string | null,
 *   next_key_moment: {label: string, at: string, name?: string, name_en?: string} | null}} Exam
 * @typedef {"waiting" | "due" | "done" | "late" | "very_late" | "silent"} MilestoneState
 * @typedef {{code: string, number: number | null, name: string, session: string, planned_at: string,
 *   state: MilestoneState, done_at: string | null, seconds_off: number | null, name_en?: string,
 *   timing?: "" | "early" | "on_time" | "late" | "very_late"}} Milestone
 * @typedef {"pending" | "in_transit" | "arrived"} Papers
 * @typedef {{kind: "R0" | "R1" | "R2", state: "waiting" | "received" | "overdue", unconfirmed?: boolean}} Report
 * @typedef {Report & {session: string, present?: number | null, absent?: number | null}} ReportOwed
 * @typedef {{gate: string, state: string, set_at?: string | null}} GateTold
 * @typedef {{state: "ready" | "not_ready" | "expired", gates: GateTold[]}} Readiness
 * @typedef {{code: string, name: string, township: string, milestones: Milestone[], papers: Papers,
 *   report: Report | null, reports?: ReportOwed[], present: number | null, absent: number | null, seats: number, open_incidents: number,
 *   worst: "ok" | "amber" | "red", readiness: Readiness | null}} Venue
 * @typedef {{purpose: string, warn_at: string | null, due_at: string, overdue?: boolean}} IncidentClock
 * @typedef {{number: number, restricted: boolean, opened_at: string, code?: string, title?: string,
 *   level?: "I" | "II" | "III" | "IV", state?: string, venue?: string | null, clock?: IncidentClock | null,
 *   rung?: string | null, alarm?: string | null, lapsed?: boolean, merged?: number[],
 *   calls?: number, calls_open?: number, calls_red?: number}} Incident
 * @typedef {{index: number, kind: string, sentence_zh: string, sentence_en: string, at: string, exam_at: string,
 *   venue: string | null, about?: About}} Fact
 * @typedef {{session?: string, milestone?: string, report_kind?: string, number?: number, rung?: string}} About
 * @typedef {{findings: {code: string, text_zh: string, text_en: string, since: string}[]}} Watch
 */

/**
 * @typedef {object} Board what is held of a channel
 * @property {number | null} number the last number applied; null before the first snapshot
 * @property {ReadonlyMap<string, Row>} rows by `kind/key`
 */

/** @type {Board} */
export const NO_BOARD = { number: null, rows: new Map() };

/** @param {Row} row */
const nameOf = (row) => `${row.kind}/${row.key}`;

/**
 * Apply a snapshot (replaces all) or a frame (replaces whole rows). A frame already held changes nothing;
 * one that does not follow is a gap: nothing of it is applied, since rows in between are missing.
 * @param {Board} board
 * @param {Snapshot | Frame} message
 * @returns {{board: Board, verdict: "applied" | "known" | "gap"}}
 */
export function take(board, message) {
  if (message.type === "snapshot") {
    const rows = new Map(message.rows.map((row) => [nameOf(row), row]));
    return { board: { number: message.number, rows }, verdict: "applied" };
  }
  if (board.number === null) return { board, verdict: "gap" };
  if (message.number <= board.number) return { board, verdict: "known" };
  if (message.previous !== board.number) return { board, verdict: "gap" };
  const rows = new Map(board.rows);
  for (const row of message.rows) {
    if (row.body === null) rows.delete(nameOf(row));
    else rows.set(nameOf(row), row);
  }
  return { board: { number: message.number, rows }, verdict: "applied" };
}

/**
 * The rows of a kind.
 * @param {Board} board
 * @param {Kind} kind
 * @returns {Row[]}
 */
export function rowsOf(board, kind) {
  return Array.from(board.rows.values()).filter((row) => row.kind === kind);
}

/**
 * A message out of the text of the socket; null for what this script does not know.
 * @param {string} text
 * @returns {Message | null}
 */
export function readMessage(text) {
  const message = JSON.parse(text);
  return ["snapshot", "frame", "beat", "pong"].includes(message?.type) ? message : null;
}
