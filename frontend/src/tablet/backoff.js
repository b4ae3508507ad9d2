// How long to wait before asking a server again that did not answer: twice as long each time, and never all at once.

export const EVERY = 5_000;
const LONGEST = 120_000;

/**
 * @param {number} failures in a row
 * @param {number} [chance] 0 to 1
 */
export function waitAfter(failures, chance = Math.random()) {
  if (failures <= 0) return EVERY;
  const full = Math.min(LONGEST, EVERY * 2 ** failures);
  return Math.round(full / 2 + (full / 2) * chance);
}
