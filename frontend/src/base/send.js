// One request of an act, and what is an answer to it.

/** @typedef {{id: string, body: string}} Pending an act's id and its very bytes */

const NO_ANSWER = new Set([502, 503, 504]);
const ANSWER_WITHIN = 20_000;

function csrfToken() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

/**
 * @param {string} address
 * @param {Pending} pending
 * @param {string} [method]
 */
export async function send(address, pending, method = "POST") {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_WITHIN);
  try {
    return await fetch(address, {
      method,
      headers: {
        Accept: "application/json",
        "Act-Id": pending.id,
        "Content-Type": "application/json",
        "Sent-At": new Date().toISOString(),
        "X-CSRFToken": csrfToken(),
      },
      body: pending.body,
      credentials: "same-origin",
      signal: stop.signal,
    });
  } catch {
    return null; // no line, or no answer in time: the act may or may not be on record
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether the server itself has answered, and not the proxy in its place.
 * @param {Response | null} response
 * @returns {response is Response}
 */
export function isAnswer(response) {
  return response !== null && !NO_ANSWER.has(response.status);
}

/** @param {Response} response */
export async function jsonOf(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
