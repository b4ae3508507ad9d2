// What is typed after a call, as the API takes it. Pure.

/**
 * `931`, `9:31`, `09:31:05` on the session's day as a moment of the county's wall; "" is now; null cannot be read.
 * @param {string} day `2027-06-07`
 * @param {string} typed
 * @returns {string | null}
 */
export function momentOn(day, typed) {
  const text = typed.trim().replace(/：/g, ":");
  if (!text) return "";
  const parts = /^(\d{1,2}):?(\d{2})(?::?(\d{2}))?$/.exec(text);
  if (!parts) return null;
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${day}T${two(hours)}:${two(minutes)}:${two(seconds)}+08:00`;
}

/**
 * A figure as it is typed, a Chinese input method's full-width digits included. Empty is zero; null cannot be read.
 * @param {string} typed
 * @returns {number | null}
 */
export function figureOf(typed) {
  const text = typed.trim().replace(/[０-９]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  if (!text) return 0;
  return /^\d{1,4}$/.test(text) ? Number(text) : null;
}

/**
 * The content of a report of which only the figures out of the ordinary are told. Nothing out of the ordinary: nil.
 * Null where a figure cannot be read, where more are absent than there are seats, and where the seats are unknown:
 * who is present is never guessed, that takes the whole form.
 * @param {Record<string, string>} told figures as typed
 * @param {number | null} seats
 * @param {Record<string, number | boolean> | undefined} zeros what the report says of all about which nothing is told
 */
export function absentBody(told, seats, zeros) {
  if (!zeros) return { nil: true, entered: null };
  const figures = Object.entries(told).map(([name, text]) => /** @type {const} */ ([name, figureOf(text)]));
  const { absent = 0, ...others } = Object.fromEntries(figures);
  if (seats === null || figures.some(([, value]) => value === null) || Number(absent) > seats) return null;
  const presence = { present: seats - Number(absent), absent };
  const nil = Object.values(others).every((value) => value === 0);
  return { nil, entered: nil ? presence : { ...zeros, ...others, ...presence } };
}
