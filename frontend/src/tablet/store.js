// What a tablet keeps: one database, whose keys no script can read out. Upgrades add; none ever empties a table (R8).
import Dexie from "dexie";

/**
 * @typedef {object} Device
 * @property {"device"} name
 * @property {string} id "" until it is enrolled
 * @property {string} title
 * @property {string} venue
 * @property {string} kid
 * @property {string} spki
 * @property {CryptoKeyPair} keys not to be taken out
 * @property {CryptoKey} secret HMAC, not to be taken out
 * @property {CryptoKey} box AES-GCM, not to be taken out
 */

/**
 * @typedef {object} PersonKey somebody's key on this tablet, closed by his PIN and the device's secret
 * @property {string} person
 * @property {string} name
 * @property {string} kid
 * @property {string} spki
 * @property {import("./bytes.js").Bytes} salt
 * @property {import("./bytes.js").Bytes} iv
 * @property {import("./bytes.js").Bytes} wrapped
 * @property {boolean} registered whether the server knows it
 */

/** @typedef {"queued" | "sent" | "accepted" | "refused" | "quarantined" | "waiting"} ActState */

/**
 * @typedef {object} QueuedAct
 * @property {string} act_id
 * @property {string} device whose it is: another's where its queue was taken over
 * @property {number} counter
 * @property {number} at milliseconds
 * @property {ActState} state
 * @property {string} code why it was refused
 * @property {string} message
 * @property {import("./bytes.js").Bytes} iv
 * @property {import("./bytes.js").Bytes} closed the envelope and what the list says of it, encrypted
 */

/** @typedef {{name: string, counter: number, hash: string}} Head of the chain */
/** @typedef {{name: string, value: unknown}} Kept */
/** @typedef {{key: string, etag: string, iv: import("./bytes.js").Bytes, closed: import("./bytes.js").Bytes, at: number}} KeptDay */

/**
 * @typedef {object} Tables
 * @property {import("dexie").Table<Device, string>} device
 * @property {import("dexie").Table<PersonKey, string>} people
 * @property {import("dexie").Table<QueuedAct, string>} acts
 * @property {import("dexie").Table<Head, string>} heads
 * @property {import("dexie").Table<Kept, string>} kept
 * @property {import("dexie").Table<KeptDay, string>} days
 */

/** @typedef {import("dexie").Dexie & Tables} Store */

/** @param {string} [name] @returns {Store} */
export function openStore(name = "examops-tablet") {
  const store = new Dexie(name);
  store.version(1).stores({
    device: "name",
    people: "person, kid",
    acts: "act_id, [device+counter], state",
    heads: "name",
    kept: "name",
    days: "key",
  });
  return /** @type {Store} */ (store);
}

/**
 * A small thing kept by name.
 * @template T
 * @param {Store} store
 * @param {string} name
 * @param {T} otherwise
 * @returns {Promise<T>}
 */
export async function keptOf(store, name, otherwise) {
  const row = await store.kept.get(name);
  return row ? /** @type {T} */ (row.value) : otherwise;
}

/**
 * @param {Store} store
 * @param {string} name
 * @param {unknown} value
 */
export async function keep(store, name, value) {
  await store.kept.put({ name, value });
}
