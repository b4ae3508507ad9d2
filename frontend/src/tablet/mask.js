// An ID number never leaves the tablet: it is masked before the act is sealed (limits.md 1). The same pattern as the
// server's, which refuses what is left; held by the vectors that both are tested with.

// Without a look behind, which Safari 15 cannot read: what stands before the number is taken along.
const ID_NUMBER = /(^|[^0-9])([0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx])(?![0-9Xx])/g;
const KEPT_BEFORE = 3;
const KEPT_AFTER = 2;

/** Whether a text holds a full ID number, also in full-width signs. @param {string} text */
export function hasIdNumber(text) {
  return text.normalize("NFKC").search(ID_NUMBER) >= 0;
}

/**
 * The text with the middle of every ID number hidden. Only a text that holds one is changed at all.
 * @param {string} text
 */
export function masked(text) {
  if (!hasIdNumber(text)) return text;
  return text.normalize("NFKC").replace(ID_NUMBER, (_whole, before, number) => {
    const hidden = number.length - KEPT_BEFORE - KEPT_AFTER;
    return before + number.slice(0, KEPT_BEFORE) + "*".repeat(hidden) + number.slice(-KEPT_AFTER);
  });
}

// In these a long number is what stands on a bag or a seal, and no ID number.
const CODES = new Set(["code", "codes", "seal", "was", "bags"]);

/**
 * Whatever a body holds, with its texts masked, except codes.
 * @template T
 * @param {T} value
 * @returns {T}
 */
export function maskedWithin(value) {
  const free = /** @type {unknown} */ (value);
  if (typeof free === "string") return /** @type {T} */ (/** @type {unknown} */ (masked(free)));
  if (Array.isArray(free)) return /** @type {T} */ (/** @type {unknown} */ (free.map(maskedWithin)));
  if (free === null || typeof free !== "object") return value;
  const entries = Object.entries(free).map(([name, inner]) => [name, maskedUnder(name, inner)]);
  return /** @type {T} */ (Object.fromEntries(entries));
}

/** @param {string} name @param {unknown} value @returns {unknown} */
function maskedUnder(name, value) {
  if (!CODES.has(name)) return maskedWithin(value);
  if (Array.isArray(value)) return value.map((one) => (typeof one === "string" ? one : maskedWithin(one)));
  return typeof value === "string" ? value : maskedWithin(value);
}
