// A screen that has heard nothing says so: amber at 15 s, a red banner at 60 s.

export const AMBER_AFTER = 15;
export const RED_AFTER = 60;

/**
 * How old the news is.
 * @param {number | null} seconds since anything was heard; null before the first word
 * @returns {"fresh" | "slow" | "lost" | "none"}
 */
export function freshness(seconds) {
  if (seconds === null) return "none";
  if (seconds >= RED_AFTER) return "lost";
  return seconds >= AMBER_AFTER ? "slow" : "fresh";
}
