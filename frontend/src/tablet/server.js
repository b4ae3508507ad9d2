// What the tablet asks of the server, and how it hears that nobody answers or nobody is logged in.
import { isAnswer, jsonOf } from "../base/send.js";

const ANSWER_WITHIN = 20_000;
const NOBODY = new Set([401, 403]);

/**
 * @typedef {object} Heard
 * @property {"ok" | "unchanged" | "offline" | "login" | "busy" | "refused"} outcome
 * @property {number} status
 * @property {any} body
 * @property {string} etag
 * @property {number} asked milliseconds
 * @property {number} heard
 */

/** Django keeps the token in a cookie: a page out of the cache has an old one. */
function csrfToken() {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** @param {Response | null} response @returns {Heard["outcome"]} */
export function outcomeOf(response) {
  if (!isAnswer(response)) return "offline";
  if (response.status === 304) return "unchanged";
  if (NOBODY.has(response.status)) return "login";
  if (response.status === 409 || response.status === 429) return "busy";
  if (response.status >= 500) return "offline";
  return response.ok ? "ok" : "refused";
}

/**
 * @param {string} address
 * @param {{body?: unknown, etag?: string}} [given]
 * @returns {Promise<Heard>}
 */
export async function ask(address, { body, etag } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_WITHIN);
  const asked = Date.now();
  /** @type {Response | null} */
  let response = null;
  try {
    response = await fetch(address, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        Accept: "application/json",
        ...(etag ? { "If-None-Match": etag } : {}),
        ...(body === undefined
          ? {}
          : {
              "Content-Type": "application/json",
              "X-CSRFToken": csrfToken(),
              "Sent-At": new Date().toISOString(),
            }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      signal: stop.signal,
    });
    return await told(response, asked);
  } catch {
    return await told(null, asked);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response | null} response @param {number} asked @returns {Promise<Heard>} */
async function told(response, asked) {
  return {
    outcome: outcomeOf(response),
    status: response?.status ?? 0,
    body: response && response.status !== 304 ? await jsonOf(response) : null,
    etag: response?.headers.get("ETag") ?? "",
    asked,
    heard: Date.now(),
  };
}
