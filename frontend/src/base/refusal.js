// What an API says when it refuses, made ready for a form: {code, message, detail}.

import { coded } from "../i18n/index.js";

/**
 * @typedef {object} Refusal
 * @property {string} code
 * @property {string} message
 * @property {Record<string, string>} fields what to say at which field
 * @property {string[]} about the codes that the refusal is about (a bag, a room)
 */

/**
 * Names and sentences out of nested errors: `{receiver: {login: ["…"]}}` becomes `receiver.login`.
 * @param {unknown} errors
 * @param {string} [prefix]
 * @returns {Record<string, string>}
 */
export function flatErrors(errors, prefix = "") {
  if (typeof errors === "string") return { [prefix]: errors };
  if (Array.isArray(errors)) {
    if (errors.every((error) => typeof error === "string")) return { [prefix]: errors.join(" ") };
    return Object.assign({}, ...errors.map((error, at) => flatErrors(error, `${prefix}[${at}]`)));
  }
  if (errors === null || typeof errors !== "object") return {};
  return Object.assign(
    {},
    ...Object.entries(errors).map(([name, inner]) => flatErrors(inner, prefix ? `${prefix}.${name}` : name)),
  );
}

// What is found about papers says where it was: whoever stands there knows.
const PLACE = new Set(["node", "venue", "session"]);

/**
 * @param {Record<string, unknown>} detail
 * @returns {string[]}
 */
function codesIn(detail) {
  return Object.entries(detail)
    .filter(([name]) => name !== "fields" && !("node" in detail && PLACE.has(name)))
    .flatMap(([name, value]) => (typeof value === "string" ? [coded(`refused.${name}`, value)] : value))
    .filter((value) => typeof value === "string" || typeof value === "number")
    .map(String);
}

/**
 * Read an answer's body; anything that is not a refusal of ours has no message.
 * @param {unknown} body
 * @returns {Refusal}
 */
export function readRefusal(body) {
  const told = /** @type {Record<string, unknown>} */ (body && typeof body === "object" ? body : {});
  const detail = /** @type {Record<string, unknown>} */ (
    told.detail && typeof told.detail === "object" ? told.detail : {}
  );
  return {
    code: typeof told.code === "string" ? told.code : "",
    message: typeof told.message === "string" ? told.message : "",
    fields: flatErrors(detail.fields),
    about: codesIn(detail),
  };
}
