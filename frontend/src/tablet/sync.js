// Sending the queue: one at a time, in order, again and again until the server has receipted every act.
import { unlessBusy } from "./locks.js";
import { openActs, queueOf, settle, UNSENT } from "./outbox.js";
import { keep, keptOf } from "./store.js";
import { both, measured } from "./wall-clock.js";

export const MOST_ACTS = 100;

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Device} Device */
/** @typedef {import("./outbox.js").OpenAct} OpenAct */
/** @typedef {import("./receipt.js").PublicKey} PublicKey */
/** @typedef {import("./server.js").Heard} Heard */
/** @typedef {(address: string, given?: {body?: unknown, etag?: string}) => Promise<Heard>} Ask */
/** @typedef {"nothing" | "sent" | "unproved" | "busy" | "offline" | "login" | "refused"} Outcome */

/**
 * What goes in one request: the oldest acts of one device.
 * @param {readonly OpenAct[]} acts
 */
export function nextBatch(acts) {
  const waiting = acts.filter(({ state }) => UNSENT.some((one) => one === state));
  const device = waiting[0]?.device;
  const mine = waiting.filter((act) => act.device === device);
  return mine.sort((one, other) => one.counter - other.counter).slice(0, MOST_ACTS);
}

/**
 * Send what waits, once. With nothing to send the server hears how the tablet is.
 * @param {Store} store
 * @param {Device} device
 * @param {{ask: Ask, health: () => Promise<object>}} by
 * @returns {Promise<{outcome: Outcome, accepted: number}>}
 */
export async function sendOnce(store, device, { ask, health }) {
  const done = await unlessBusy("examops-sync", async () => {
    const acts = await openActs(store, device);
    const batch = nextBatch(acts);
    const sealer = batch[0]?.device ?? device.id;
    const { length, oldest } = queueOf(acts);
    const own = sealer === device.id;
    const queue = { queued: length, oldest: oldest === null ? null : new Date(oldest).toISOString() };
    const heard = await ask("/api/tablet/acts/", {
      body: {
        device: sealer,
        ...(own ? {} : { relayed_by: device.id }),
        sent_at: new Date().toISOString(),
        health: own ? { ...queue, ...(await health()) } : null,
        acts: batch.map(({ envelope }) => envelope),
      },
    });
    if (heard.outcome !== "ok") return { outcome: outcomeOf(heard), accepted: 0 };
    await learnSkew(store, heard);
    return await taken(store, sealer, { heard, ask, batch });
  });
  return done ?? { outcome: "busy", accepted: 0 };
}

/** @param {Heard} heard @returns {Outcome} */
function outcomeOf({ outcome }) {
  return outcome === "ok" || outcome === "unchanged" ? "nothing" : outcome;
}

/**
 * @param {Store} store
 * @param {string} sealer
 * @param {{heard: Heard, ask: Ask, batch: readonly OpenAct[]}} of
 * @returns {Promise<{outcome: Outcome, accepted: number}>}
 */
async function taken(store, sealer, { heard, ask, batch }) {
  const verdicts = /** @type {import("./receipt.js").Verdict[]} */ (heard.body?.verdicts ?? []);
  const named = new Set(verdicts.map(({ receipt }) => receipt?.keyid ?? ""));
  const keys = await publicKeys(store, named, ask);
  const { received, unproved } = await settle(store, sealer, verdicts, keys);
  if (unproved > 0) return { outcome: "unproved", accepted: received };
  return { outcome: batch.length ? "sent" : "nothing", accepted: received };
}

/**
 * The server's receipt keys; asked for again where one is named that is not known.
 * @param {Store} store
 * @param {ReadonlySet<string>} named
 * @param {Ask} ask
 * @returns {Promise<PublicKey[]>}
 */
async function publicKeys(store, named, ask) {
  const known = await keptOf(store, "receipt-keys", /** @type {PublicKey[]} */ ([]));
  const has = new Set(known.map(({ kid }) => kid));
  if ([...named].every((kid) => !kid || has.has(kid))) return known;
  const heard = await ask("/api/tablet/keys/");
  if (heard.outcome !== "ok" || !Array.isArray(heard.body?.keys)) return known;
  await keep(store, "receipt-keys", heard.body.keys);
  return heard.body.keys;
}

/** @param {Store} store @param {Heard} heard */
export async function learnSkew(store, heard) {
  const server = Date.parse(heard.body?.received_at ?? heard.body?.server_time ?? "");
  const { mono } = both();
  const found = measured({ asked: heard.asked, heard: heard.heard, mono, server });
  if (found) await keep(store, "clock", { ...found, page: performance.timeOrigin });
}
