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
 * The content of a report of which only the figures out of the ordinary are told. Nothing out of the ordinary: nil.
 * @param {Record<string, string>} told figures as typed
 * @param {number} seats
 * @param {Record<string, number | boolean> | undefined} zeros what the report says of all about which nothing is told
 */
export function absentBody(told, seats, zeros) {
  if (!zeros) return { nil: true, entered: null };
  const figures = Object.fromEntries(
    Object.entries(told).map(([name, text]) => [name, Number.parseInt(text || "0", 10)]),
  );
  const { absent = 0, ...others } = figures;
  const presence = { present: Math.max(0, seats - absent), absent };
  const nil = Object.values(others).every((value) => value === 0);
  return { nil, entered: nil ? presence : { ...zeros, ...others, ...presence } };
}
