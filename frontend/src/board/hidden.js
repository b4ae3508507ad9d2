// Rows put aside by hand. A hidden venue comes back by itself when something is wrong there that was not before.

/** @typedef {import("./protocol.js").Venue} Venue */
/** @typedef {{worst: string, incidents: number}} Mark how the venue stood when it was hidden */

const RANK = { ok: 0, amber: 1, red: 2 };

/** @param {string} worst */
const rankOf = (worst) => RANK[/** @type {keyof typeof RANK} */ (worst)] ?? 2;

/** @param {Venue} venue @returns {Mark} */
export const markOf = (venue) => ({ worst: venue.worst, incidents: venue.open_incidents });

/**
 * Whether it stays hidden: nothing has become worse, and no incident was opened there.
 * @param {Venue} venue
 * @param {Mark | undefined} mark
 */
export function staysHidden(venue, mark) {
  if (!mark) return false;
  return rankOf(venue.worst) <= rankOf(mark.worst) && venue.open_incidents <= mark.incidents;
}

/**
 * What is still hidden. What came back is forgotten; what became calmer is held to that.
 * @param {readonly Venue[]} venues
 * @param {ReadonlyMap<string, Mark>} hidden
 * @returns {Map<string, Mark>}
 */
export function stillHidden(venues, hidden) {
  const still = new Map();
  for (const venue of venues) {
    const mark = hidden.get(venue.code);
    if (!mark || !staysHidden(venue, mark)) continue;
    const calmer = rankOf(venue.worst) < rankOf(mark.worst) || venue.open_incidents < mark.incidents;
    still.set(venue.code, calmer ? markOf(venue) : mark);
  }
  return still;
}
