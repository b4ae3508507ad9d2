// This machine's clock against the server's: measured at each answer, told with each act, never in the way of one.

/** @typedef {{wall: number, mono: number, skew: number}} Measured skew: device minus server, in milliseconds */

// A clock that was set in between has moved against the one that cannot be set by more than this. Source: ours.
const JUMP = 2_000;

/**
 * What an answer tells of the clock: the server's time lies between asking and hearing.
 * @param {{asked: number, heard: number, mono: number, server: number}} at
 * @returns {Measured | null}
 */
export function measured({ asked, heard, mono, server }) {
  if (!Number.isFinite(server)) return null;
  return { wall: heard, mono, skew: Math.round((asked + heard) / 2 - server) };
}

/**
 * The skew that still holds; null where nothing was measured or the clock was set since (R11).
 * @param {Measured | null} last
 * @param {{wall: number, mono: number}} now
 */
export function skewNow(last, now) {
  if (!last || now.mono < last.mono) return null;
  const drift = now.wall - last.wall - (now.mono - last.mono);
  return Math.abs(drift) > JUMP ? null : last.skew;
}

/** Now by both clocks. */
export function both() {
  return { wall: Date.now(), mono: Math.round(performance.now()) };
}
