// An act, sealed: a DSSE envelope whose signatures are the device's, the person's, and that of the second person.
// Pure: keys come in, envelopes go out. What may be told of an act is settled before it is sealed, never after.
import { base64, fromBase64, hex, joined, sha256, textOf, utf8 } from "./bytes.js";

export const ACT = "application/vnd.examops.act+json";
export const PERSON_KEY = "application/vnd.examops.person-key+json";
export const RECEIPT = "application/vnd.examops.receipt+json";

const SIGNS = { name: "ECDSA", hash: "SHA-256" };
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const KID_LENGTH = 32;

/**
 * What is sealed of an act. The keys stand in this order in its bytes.
 * @typedef {object} Payload
 * @property {1} v
 * @property {string} act_id
 * @property {string} device
 * @property {number} counter from 1, without a gap
 * @property {string} previous hex SHA-256 of the payload before, "" for the first
 * @property {string} person
 * @property {string | null} second
 * @property {string} address below /api/
 * @property {Record<string, unknown>} body
 * @property {string} happened_at
 * @property {number} mono_ms
 * @property {number | null} skew_ms
 * @property {string} app
 */

/** @typedef {{keyid: string, sig: string}} Signature */
/** @typedef {{payloadType: string, payload: string, signatures: Signature[]}} Envelope */
/** @typedef {{kid: string, key: CryptoKey}} Signer */

const ORDER = /** @type {(keyof Payload)[]} */ ([
  "v",
  "act_id",
  "device",
  "counter",
  "previous",
  "person",
  "second",
  "address",
  "body",
  "happened_at",
  "mono_ms",
  "skew_ms",
  "app",
]);

/**
 * The bytes of an act.
 * @param {Payload} payload
 */
export function actBytes(payload) {
  return utf8(JSON.stringify(Object.fromEntries(ORDER.map((name) => [name, payload[name]]))));
}

/**
 * What is signed: the pre-authentication encoding of DSSE v1.
 * @param {string} type
 * @param {Uint8Array} payload
 */
export function pae(type, payload) {
  return joined(utf8(`DSSEv1 ${utf8(type).length} ${type} ${payload.length} `), payload);
}

/** The name of a key: the first half of the SHA-256 over its DER. @param {import("./bytes.js").Bytes} spki */
export async function kidOf(spki) {
  return hex(await crypto.subtle.digest("SHA-256", spki)).slice(0, KID_LENGTH);
}

/**
 * Seal bytes. The signers' order is the order of the signatures.
 * @param {string} type
 * @param {import("./bytes.js").Bytes} payload
 * @param {readonly Signer[]} signers
 * @returns {Promise<Envelope>}
 */
export async function seal(type, payload, signers) {
  const signed = pae(type, payload);
  const signatures = [];
  for (const { kid, key } of signers)
    signatures.push({ keyid: kid, sig: base64(await crypto.subtle.sign(SIGNS, key, signed)) });
  return { payloadType: type, payload: base64(payload), signatures };
}

/**
 * Whether a signature of these bytes is that of the key.
 * @param {string} type
 * @param {import("./bytes.js").Bytes} payload
 * @param {{sig: string, spki: string}} by
 */
export async function isSignedBy(type, payload, { sig, spki }) {
  try {
    const key = await crypto.subtle.importKey("spki", fromBase64(spki), CURVE, false, ["verify"]);
    return await crypto.subtle.verify(SIGNS, key, fromBase64(sig), pae(type, payload));
  } catch {
    return false; // no key and no signature of this kind: not signed
  }
}

/** What the next act carries as `previous`. @param {Envelope} envelope */
export async function chainHash(envelope) {
  return await sha256(fromBase64(envelope.payload));
}

/** The act in an envelope. @param {Envelope} envelope @returns {Payload} */
export function payloadOf(envelope) {
  return JSON.parse(textOf(fromBase64(envelope.payload)));
}
