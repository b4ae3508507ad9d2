// What sounds: an incident that nobody has answered, or whose promise is broken, until somebody silences it by name.
// Pure; the server says at which stage an incident sounds, and who has silenced which.
import { rowsOf } from "./protocol.js";
import { openIncidents } from "./reading.js";

/**
 * @typedef {"high" | "middle" | "low"} Weight
 * @typedef {{number: number, stage: string, weight: Weight, restricted: boolean, title: string}} Alarm
 * @typedef {{stage: string, by: string, at: string}} Silenced
 */

/** @type {Record<string, Weight>} */
const WEIGHTS = { I: "high", II: "high", III: "middle", IV: "low" };
const RESTRICTED = "restricted";
const HEAVIEST_FIRST = /** @type {const} */ (["high", "middle", "low"]);

/** Seconds between two rings. @type {Record<Weight, number>} */
export const EVERY = { high: 5, middle: 12, low: 30 };

/** Who has silenced what, by the incident's number. @param {import("./protocol.js").Board} board */
export function silencedOf(board) {
  return new Map(
    rowsOf(board, "silenced").map((row) => [Number(row.key), /** @type {Silenced} */ (row.body)]),
  );
}

/** @param {import("./protocol.js").Board} board @returns {Alarm[]} */
export function alarmsOf(board) {
  const silenced = silencedOf(board);
  const alarms = [];
  for (const incident of openIncidents(board)) {
    const stage = incident.restricted ? RESTRICTED : incident.alarm;
    if (!stage || silenced.get(incident.number)?.stage === stage) continue;
    alarms.push({
      number: incident.number,
      stage,
      weight: WEIGHTS[incident.level ?? ""] ?? "middle",
      restricted: incident.restricted,
      title: incident.title ?? "",
    });
  }
  return alarms.sort((a, b) => a.number - b.number);
}

/** The heaviest of them; null for none. @param {readonly Alarm[]} alarms @returns {Weight | null} */
export function heaviest(alarms) {
  return HEAVIEST_FIRST.find((weight) => alarms.some((alarm) => alarm.weight === weight)) ?? null;
}

/**
 * Whether it is time to ring: at once for what was not heard yet, and then again and again.
 * @param {readonly Alarm[]} alarms
 * @param {{heard: ReadonlySet<string>, rangAt: number}} before
 * @param {number} now seconds on the steady clock
 */
export function isTimeToRing(alarms, { heard, rangAt }, now) {
  const weight = heaviest(alarms);
  if (!weight) return false;
  return alarms.some((alarm) => !heard.has(nameOf(alarm))) || now - rangAt >= EVERY[weight];
}

/** @param {Alarm} alarm */
export const nameOf = (alarm) => `${alarm.number}|${alarm.stage}`;
