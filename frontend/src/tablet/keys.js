// The keys of a tablet: its own, which no script can take out, and those of its people, which open with a PIN here only.
import { joined, utf8 } from "./bytes.js";
import { kidOf } from "./seal.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./store.js").Device} Device */
/** @typedef {import("./store.js").PersonKey} PersonKey */

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const ROUNDS = 310_000;
export const SHORTEST_PIN = 6;
const WRAPPING = utf8("examops person key v1");

/** Wrong, or not of this tablet: which of both is not told. */
export class PinWrong extends Error {}

/** A PIN has six digits or more, and is no row and no run of one. @param {string} pin */
export function isPin(pin) {
  if (!new RegExp(`^[0-9]{${SHORTEST_PIN},12}$`).test(pin)) return false;
  const steps = new Set(Array.from(pin.slice(1), (digit, at) => Number(digit) - Number(pin[at])));
  return steps.size > 1 || ![0, 1, -1].includes([...steps][0] ?? 0);
}

/** The keys of a new device. @returns {Promise<Device>} */
export async function newDevice() {
  const keys = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const secret = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const box = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", keys.publicKey));
  const kid = await kidOf(spki);
  const name = /** @type {const} */ ("device");
  return { name, id: "", title: "", venue: "", kid, spki: spkiText(spki), keys, secret, box };
}

/** @param {Bytes} spki */
function spkiText(spki) {
  return btoa(String.fromCharCode(...spki));
}

/**
 * The key that closes a person's key: of the PIN, and of a secret that does not leave this tablet.
 * @param {string} pin
 * @param {Bytes} salt
 * @param {CryptoKey} secret
 */
async function wrappingKey(pin, salt, secret) {
  const typed = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const slow = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const fromPin = new Uint8Array(await crypto.subtle.deriveBits(slow, typed, 256));
  const fromDevice = new Uint8Array(await crypto.subtle.sign("HMAC", secret, joined(salt, fromPin)));
  const both = await crypto.subtle.importKey("raw", joined(fromPin, fromDevice), "HKDF", false, [
    "deriveKey",
  ]);
  const drawn = { name: "HKDF", hash: "SHA-256", salt, info: WRAPPING };
  return await crypto.subtle.deriveKey(drawn, both, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

/**
 * A new key for a person, closed.
 * @param {Device} device
 * @param {{person: string, name: string, pin: string}} of
 * @returns {Promise<PersonKey>}
 */
export async function newPersonKey(device, { person, name, pin }) {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
  const open = await crypto.subtle.exportKey("pkcs8", pair.privateKey);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await wrappingKey(pin, salt, device.secret);
  const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, open));
  return { person, name, kid: await kidOf(spki), spki: spkiText(spki), salt, iv, wrapped, registered: false };
}

/**
 * Open a person's key with his PIN. The key can sign, and cannot be taken out.
 * @param {Device} device
 * @param {PersonKey} row
 * @param {string} pin
 * @returns {Promise<import("./seal.js").Signer & {person: string, name: string}>}
 */
export async function unlock(device, row, pin) {
  const key = await wrappingKey(pin, row.salt, device.secret);
  let open;
  try {
    open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.wrapped);
  } catch {
    throw new PinWrong();
  }
  const signs = await crypto.subtle.importKey("pkcs8", open, CURVE, false, ["sign"]);
  return { kid: row.kid, key: signs, person: row.person, name: row.name };
}

/**
 * Close something in the device's own box.
 * @param {CryptoKey} box
 * @param {unknown} value
 */
export async function closed(box, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = utf8(JSON.stringify(value));
  return { iv, closed: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, box, bytes)) };
}

/**
 * Open what was closed there.
 * @param {CryptoKey} box
 * @param {{iv: Bytes, closed: Bytes}} row
 */
export async function opened(box, row) {
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, box, row.closed);
  return JSON.parse(new TextDecoder().decode(bytes));
}
