// What the rows mean: figures, orders, the session shown. Pure; every number leads back to rows.
import { momentOf } from "../base/times.js";
import { rowsOf } from "./protocol.js";

/**
 * @typedef {import("./protocol.js").Board} Board
 * @typedef {import("./protocol.js").Exam} Exam
 * @typedef {import("./protocol.js").Venue} Venue
 * @typedef {import("./protocol.js").Incident} Incident
 * @typedef {import("./protocol.js").Fact} Fact
 * @typedef {import("./protocol.js").Milestone} Milestone
 * @typedef {import("./protocol.js").Session} Session
 */

const WORST = { red: 0, amber: 1, ok: 2 };
const LEVELS = { I: 0, II: 1, III: 2, IV: 3 };
const OVER = new Set(["closed", "reviewed", "archived"]);
const MISSED = new Set(["late", "very_late", "silent"]);
const FACTS_SHOWN = 50;

/** @param {Board} board @returns {Exam | null} */
export function examOf(board) {
  return board.rows.get("exam/exam")?.body ?? null;
}

/** @param {Board} board @returns {Venue[]} */
export function venuesOf(board) {
  return rowsOf(board, "venue").map((row) => row.body);
}

/** @param {Board} board @returns {Incident[]} */
export function openIncidents(board) {
  return rowsOf(board, "incident")
    .map((row) => row.body)
    .filter((incident) => !OVER.has(incident.state));
}

/** The stream, newest first. @param {Board} board @returns {Fact[]} */
export function factsOf(board) {
  const facts = rowsOf(board, "fact").map((row) => row.body);
  return facts.sort((a, b) => b.index - a.index).slice(0, FACTS_SHOWN);
}

/** @param {Board} board @returns {import("./protocol.js").Watch["findings"]} */
export function findingsOf(board) {
  return board.rows.get("watch/watch")?.body?.findings ?? [];
}

/** @param {string} a @param {string} b */
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** In the fixed order of codes. @param {readonly Venue[]} venues */
export const byCode = (venues) => [...venues].sort((a, b) => byText(a.code, b.code));

/**
 * Worst first, or in the fixed order of codes. Equal ones keep the order of codes, so rows do not dance.
 * @param {readonly Venue[]} venues
 * @param {"worst" | "code"} order
 * @param {string} [session] whose missed milestones weigh
 */
export function inOrder(venues, order, session) {
  const sorted = byCode(venues);
  if (order === "code") return sorted;
  const weight = new Map(sorted.map((venue) => [venue, missed(venue, session)]));
  return sorted.sort(
    (a, b) => (WORST[a.worst] ?? 2) - (WORST[b.worst] ?? 2) || (weight.get(b) ?? 0) - (weight.get(a) ?? 0),
  );
}

/** @param {Venue} venue @param {string | undefined} session */
function missed(venue, session) {
  const of = venue.milestones.filter((milestone) => !session || milestone.session === session);
  return of.filter((milestone) => MISSED.has(milestone.state) && !milestone.done_at).length;
}

/**
 * How an incident's clock stands.
 * @param {Incident} incident
 * @param {number} now the exam's time
 * @returns {"none" | "running" | "warned" | "over"}
 */
export function clockState(incident, now) {
  if (!incident.clock) return incident.lapsed ? "over" : "none";
  if (incident.lapsed || incident.clock.overdue) return "over";
  if (now >= momentOf(incident.clock.due_at)) return "over";
  return now >= momentOf(incident.clock.warn_at) ? "warned" : "running";
}

/**
 * Overdue first, then the worst level, then what falls due next, then the oldest.
 * @param {readonly Incident[]} incidents
 * @param {number} now the exam's time
 */
export function inUrgency(incidents, now) {
  /** @param {Incident} incident */
  const rank = (incident) => ({
    over: clockState(incident, now) === "over" ? 0 : 1,
    level: incident.level ? LEVELS[incident.level] : 1,
    due: momentOf(incident.clock?.due_at) || Number.POSITIVE_INFINITY,
  });
  return [...incidents].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const due = left.due === right.due ? 0 : left.due - right.due;
    return left.over - right.over || left.level - right.level || due || a.number - b.number;
  });
}

/**
 * The session whose milestones are shown: the one chosen, else the current, else the next, else the last.
 * @param {Exam} exam
 * @param {number} now the exam's time
 * @param {string | null} chosen
 * @returns {Session | null}
 */
export function sessionShown(exam, now, chosen) {
  const { sessions } = exam;
  const named = sessions.find((session) => session.code === (chosen ?? exam.current));
  const next = sessions.find((session) => momentOf(session.ends_at) > now);
  return named ?? next ?? sessions[sessions.length - 1] ?? null;
}

/**
 * What a key moment is called: the name it came with, else that of the milestone with its code; null for a code
 * that no venue here has.
 * @param {Board} board
 * @param {{label: string, name?: string, name_en?: string}} moment
 * @returns {{name: string, name_en?: string} | null}
 */
export function keyMoment(board, { label, name, name_en }) {
  if (name) return { name, name_en };
  for (const venue of venuesOf(board)) {
    const found = venue.milestones.find((milestone) => milestone.code === label);
    if (found) return found;
  }
  return /^[a-z0-9_]+$/.test(label) ? null : { name: label };
}

/** @typedef {{code: string, number: number | null, name: string, name_en?: string, planned: number}} Column */

/**
 * The milestones of a session over all venues, in the order of their time.
 * @param {readonly Venue[]} venues
 * @param {string} session
 * @returns {Column[]}
 */
export function columnsOf(venues, session) {
  /** @type {Map<string, Column>} */
  const columns = new Map();
  for (const venue of venues) {
    for (const { code, number, name, name_en, planned_at, session: of } of venue.milestones) {
      if (of !== session) continue;
      const planned = momentOf(planned_at);
      const known = columns.get(code);
      if (!known || planned < known.planned) columns.set(code, { code, number, name, name_en, planned });
    }
  }
  return [...columns.values()].sort((a, b) => a.planned - b.planned || (a.number ?? 0) - (b.number ?? 0));
}

/**
 * @param {Venue} venue
 * @param {string} session
 * @returns {Map<string, Milestone>}
 */
export function milestonesOf(venue, session) {
  return new Map(venue.milestones.filter((one) => one.session === session).map((one) => [one.code, one]));
}

/**
 * The six figures, each with the counts under it.
 * @param {Board} board
 * @param {number} now the exam's time
 */
export function figuresOf(board, now) {
  const venues = venuesOf(board);
  const incidents = openIncidents(board);
  /** @param {(venue: Venue) => boolean} test */
  const count = (test) => venues.filter(test).length;
  /** @param {(venue: Venue) => number | null} part */
  const sum = (part) => venues.reduce((total, venue) => total + (part(venue) ?? 0), 0);
  return {
    venues: {
      all: venues.length,
      ready: count((venue) => venue.readiness?.state === "ready"),
      red: count((venue) => venue.worst === "red"),
      amber: count((venue) => venue.worst === "amber"),
    },
    papers: {
      pending: count((venue) => venue.papers === "pending"),
      in_transit: count((venue) => venue.papers === "in_transit"),
      arrived: count((venue) => venue.papers === "arrived"),
    },
    seats: {
      all: sum((venue) => venue.seats),
      present: sum((venue) => venue.present),
      absent: sum((venue) => venue.absent),
      counted: count((venue) => venue.present !== null && venue.present !== undefined),
    },
    incidents: levelCounts(incidents),
    reports: {
      expected: count((venue) => Boolean(venue.report)),
      received: count((venue) => venue.report?.state === "received"),
      overdue: count((venue) => venue.report?.state === "overdue"),
      kind: venues.find((venue) => venue.report)?.report?.kind ?? null,
    },
    clocks: {
      over: incidents.filter((incident) => clockState(incident, now) === "over").length,
      warned: incidents.filter((incident) => clockState(incident, now) === "warned").length,
      running: incidents.filter((incident) => incident.clock).length,
    },
  };
}

/** @param {readonly Incident[]} incidents */
function levelCounts(incidents) {
  /** @param {string} level */
  const at = (level) => incidents.filter((incident) => incident.level === level).length;
  return {
    all: incidents.length,
    I: at("I"),
    II: at("II"),
    III: at("III"),
    IV: at("IV"),
    restricted: incidents.filter((incident) => incident.restricted).length,
  };
}

/**
 * Whether a text of the filter is found in any of the given ones.
 * @param {string} filter
 * @param {readonly (string | number | null | undefined)[]} texts
 */
export function matches(filter, texts) {
  const wanted = filter.trim().toLowerCase();
  if (!wanted) return true;
  return texts.some((text) =>
    String(text ?? "")
      .toLowerCase()
      .includes(wanted),
  );
}
