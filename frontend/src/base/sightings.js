// What a camera sees is told once: a label that stays in the picture, or comes back within a second, is one scan.

const AGAIN_AFTER = 1000;

/** @typedef {Map<string, number>} Sightings when each text was last in the picture */

/**
 * Take one sighting.
 * @param {Sightings} seen
 * @param {string} text
 * @param {number} at in milliseconds
 * @returns {boolean} whether it is a scan
 */
export function isScan(seen, text, at) {
  const last = seen.get(text);
  seen.set(text, at);
  return last === undefined || at - last > AGAIN_AFTER;
}

/**
 * @typedef {object} Found
 * @property {string} text
 * @property {{x: number, y: number}} middle
 */

/**
 * Of several labels in the picture the one that is aimed at: the nearest to its middle.
 * @param {readonly Found[]} found
 * @param {{width: number, height: number}} picture
 * @returns {string | null}
 */
export function aimedAt(found, { width, height }) {
  const away = (/** @type {Found} */ { middle }) =>
    (middle.x - width / 2) ** 2 + (middle.y - height / 2) ** 2;
  const [first, ...others] = found;
  if (!first) return null;
  return others.reduce((best, one) => (away(one) < away(best) ? one : best), first).text;
}

/** Whether a scanner would have typed it: anything else is the label of no bag. @param {string} text */
export function isPlain(text) {
  return /^[\x21-\x7e][\x20-\x7e]*$/.test(text);
}
