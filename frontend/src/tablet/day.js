// The venue's day as the server last told it: fetched when there is a line, kept closed, read without one.
import { closed, opened } from "./keys.js";
import { learnSkew } from "./sync.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Device} Device */

/**
 * @typedef {object} Session
 * @property {string} code
 * @property {string} name
 * @property {string} name_en
 * @property {string} starts_at
 * @property {string} ends_at
 * @property {string} opening_from
 * @property {string} opening_until
 * @property {string} latest_entry_at
 * @property {string | null} quiet_from
 * @property {string | null} quiet_until
 */

/**
 * @typedef {object} Milestone
 * @property {string} code
 * @property {number | null} number
 * @property {string} name
 * @property {string} name_en
 * @property {string} session
 * @property {string} planned_at
 * @property {number} tolerance_s
 * @property {string} who
 * @property {string} reach
 * @property {string} status
 * @property {string | null} reached_at
 */

/** @typedef {{session: string, kind: string, planned_at: string, known_from?: string, seats: number | null, status: string}} Report */
/** @typedef {{code: string, session: string, room: string, box: string, kind: string, status: string}} Bag */
/** @typedef {{asset_code: string, kind: string, spare: boolean, outcome: string | null, fault: string | null, tested_at: string | null}} Asset */
/** @typedef {{code: string, name: string, name_en: string, group: string, family: string, openness: string, conditions?: {code: string, name: string, name_en: string}[]}} Plan */
/** @typedef {{code: string, name: string, name_en: string, trigger?: string, trigger_en?: string, steps: {number: number, zh: string, en: string, within?: string}[]}} Procedure */

/**
 * @typedef {object} Day
 * @property {string} server_time
 * @property {string} exam_time
 * @property {number} rate
 * @property {"running" | "paused" | "stepped"} clock
 * @property {{id: string, code: string, name: string, kind: string}} exam
 * @property {{code: string, name: string, phone: string}} venue
 * @property {{person: string, name: string, login: string} | null} me
 * @property {Session[]} sessions
 * @property {Milestone[]} milestones
 * @property {Report[]} reports
 * @property {{groups: {code: string, zh: string, en: string}[], fields: import("./rules.js").Field[]}} report_form
 * @property {{number: string, kind: string, seats: number, floor: string}[]} rooms
 * @property {{session: string, room: string, kind: string, seats_assigned: number, extra_minutes: number}[]} room_plans
 * @property {Bag[]} bags
 * @property {Asset[]} equipment
 * @property {{kind: string, zh: string, en: string}[]} equipment_kinds
 * @property {Plan[]} plans
 * @property {Procedure[]} procedures
 * @property {{name: string, what: string, phone: string}[]} phones
 * @property {{person: string, name: string, what: string}[]} people
 * @property {{keys: {kid: string, person: string, name: string}[], confirm?: number} | null} device
 * @property {number} rules
 */

const LISTS = /** @type {const} */ ([
  "sessions",
  "milestones",
  "reports",
  "rooms",
  "room_plans",
  "bags",
  "equipment",
  "equipment_kinds",
  "plans",
  "procedures",
  "phones",
  "people",
]);

/** A day with every list that the server left out. @param {any} told @returns {Day} */
export function wholeDay(told) {
  const lists = Object.fromEntries(LISTS.map((name) => [name, told[name] ?? []]));
  const form = told.report_form ?? { groups: [], fields: [] };
  return {
    me: null,
    device: null,
    rate: 1,
    clock: "running",
    rules: 0,
    ...told,
    ...lists,
    report_form: form,
  };
}

const KEY = "day";

/**
 * Ask for the day, and keep it. Unchanged or unreachable: what was kept stays.
 * @param {Store} store
 * @param {Device} device
 * @param {{ask: import("./sync.js").Ask, exam: string, venue: string}} by
 * @returns {Promise<import("./server.js").Heard>}
 */
export async function fetchDay(store, device, { ask, exam, venue }) {
  const kept = await store.days.get(KEY);
  const query = new URLSearchParams({ venue: venue || device.venue, device: device.id });
  if (exam) query.set("exam", exam);
  if (!device.id) query.delete("device");
  const heard = await ask(`/api/tablet/day/?${query}`, kept?.etag ? { etag: kept.etag } : {});
  if (heard.outcome === "ok" && heard.body) {
    await learnSkew(store, heard);
    const row = { key: KEY, etag: heard.etag, at: heard.heard, ...(await closed(device.box, heard.body)) };
    await store.days.put(row);
  }
  return heard;
}

/**
 * The day as it is kept; null where none was ever fetched.
 * @param {Store} store
 * @param {Device} device
 * @returns {Promise<{day: Day, at: number} | null>}
 */
export async function keptDay(store, device) {
  const row = await store.days.get(KEY);
  return row ? { day: wholeDay(await opened(device.box, row)), at: row.at } : null;
}
