// How the server's clock and the exam's time are told from this machine's.
import { momentOf } from "./times.js";

/**
 * @typedef {object} Times what the server says in a snapshot, a beat and a pong
 * @property {string} server_time
 * @property {string} exam_time
 * @property {number} rate
 * @property {"running" | "paused" | "stepped"} state
 */

/**
 * @typedef {object} Clock
 * @property {readonly number[]} offsets the last differences server minus here, in milliseconds
 * @property {Times | null} times the last thing the server said
 */

const KEPT = 12;

/** @type {Clock} */
export const UNSET = { offsets: [], times: null };

/**
 * Learn from what the server said.
 * @param {Clock} clock
 * @param {Times} times
 * @param {number} here this machine's time when it was heard
 * @returns {Clock}
 */
export function learn(clock, times, here) {
  const offset = momentOf(times.server_time) - here;
  if (Number.isNaN(offset)) return clock;
  return { offsets: [...clock.offsets, offset].slice(-KEPT), times };
}

/**
 * Server minus this machine, in milliseconds. A message is only ever late, which makes the difference
 * look too small: the largest of the last ones is the nearest to the truth.
 * @param {Clock} clock
 */
export function offset(clock) {
  return clock.offsets.length ? Math.max(...clock.offsets) : 0;
}

/**
 * @param {Clock} clock
 * @param {number} here
 */
export function serverNow(clock, here) {
  return here + offset(clock);
}

/**
 * The exam's time: it runs at the drill's rate, and stands while paused or stepped.
 * @param {Clock} clock
 * @param {number} here
 */
export function examNow(clock, here) {
  const { times } = clock;
  if (!times) return serverNow(clock, here);
  const anchor = momentOf(times.exam_time);
  if (times.state !== "running") return anchor;
  const since = Math.max(0, serverNow(clock, here) - momentOf(times.server_time));
  return anchor + since * times.rate;
}

/**
 * How far this machine's clock is off, in whole seconds; positive when it is ahead of the server.
 * @param {Clock} clock
 */
export function skewSeconds(clock) {
  return -Math.round(offset(clock) / 1000) || 0;
}
