// The queue of sealed acts. An act is sealed and kept in one step, and leaves only against the server's own receipt.
import { closed, opened } from "./keys.js";
import { alone } from "./locks.js";
import { maskedWithin } from "./mask.js";
import { isReceived } from "./receipt.js";
import { ACT, actBytes, chainHash, payloadOf, seal } from "./seal.js";
import { both } from "./wall-clock.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Device} Device */
/** @typedef {import("./store.js").QueuedAct} QueuedAct */
/** @typedef {import("./seal.js").Envelope} Envelope */
/** @typedef {import("./seal.js").Signer & {person: string}} PersonSigner */

/**
 * What a person did, before it is sealed.
 * @typedef {object} Deed
 * @property {string} act_id
 * @property {string} address below /api/
 * @property {Record<string, unknown>} body
 * @property {string} title what the list calls it
 */

/** @typedef {{device: Device, actor: PersonSigner, second?: PersonSigner | null, skew: number | null, app: string}} By */

/** An act as the page sees it. @typedef {QueuedAct & {title: string, envelope: Envelope, payload: import("./seal.js").Payload}} OpenAct */

/** Not yet with the server: what the length and the age of the queue are counted over. */
export const UNSENT = /** @type {const} */ (["queued", "sent", "waiting"]);

/**
 * Seal an act and keep it. One at a time, in all windows of the tablet: the chain has no fork.
 * @param {Store} store
 * @param {Deed} deed
 * @param {By} by
 * @returns {Promise<QueuedAct>}
 */
export async function enqueue(store, deed, { device, actor, second = null, skew, app }) {
  return await alone("examops-seal", async () => {
    const last = (await store.heads.get("head")) ?? { name: "head", counter: 0, hash: "" };
    const { wall, mono } = both();
    const payload = {
      v: /** @type {const} */ (1),
      act_id: deed.act_id,
      device: device.id,
      counter: last.counter + 1,
      previous: last.hash,
      person: actor.person,
      second: second?.person ?? null,
      address: deed.address,
      body: maskedWithin(deed.body),
      happened_at: new Date(wall).toISOString(),
      mono_ms: mono,
      skew_ms: skew,
      app,
    };
    const signers = [{ kid: device.kid, key: device.keys.privateKey }, actor, ...(second ? [second] : [])];
    const envelope = await seal(ACT, actBytes(payload), signers);
    const hash = await chainHash(envelope);
    const row = {
      act_id: deed.act_id,
      device: device.id,
      counter: payload.counter,
      at: wall,
      state: /** @type {const} */ ("queued"),
      code: "",
      message: "",
      ...(await closed(device.box, { envelope, title: maskedWithin(deed.title) })),
    };
    // No other work stands between the two writes: both are there after a cut of the power, or none is.
    await store.transaction("rw", store.acts, store.heads, async () => {
      await store.acts.add(row);
      await store.heads.put({ name: "head", counter: payload.counter, hash });
    });
    return row;
  });
}

/**
 * The acts, opened, in the order in which they were made.
 * @param {Store} store
 * @param {Device} device
 * @returns {Promise<OpenAct[]>}
 */
export async function openActs(store, device) {
  const rows = await store.acts.orderBy("[device+counter]").toArray();
  const open = await Promise.all(
    rows.map(async (row) => {
      const { envelope, title } = await opened(device.box, row);
      return { ...row, envelope, title, payload: payloadOf(envelope) };
    }),
  );
  return open.sort((one, other) => one.at - other.at || one.counter - other.counter);
}

/** How long the queue is, and since when the oldest waits. @param {readonly QueuedAct[]} acts */
export function queueOf(acts) {
  const waiting = acts.filter(({ state }) => UNSENT.some((one) => one === state));
  return {
    length: waiting.length,
    oldest: waiting.length ? Math.min(...waiting.map(({ at }) => at)) : null,
    refused: acts.filter(({ state }) => state === "refused" || state === "quarantined").length,
  };
}

/**
 * Take the server's verdicts. Accepted with a good receipt: the act goes with the next day's file, which tells of it.
 * Refused with one: it stays in view until somebody has read it. Without a good receipt nothing changes but that it
 * was sent, and it is sent again.
 * @param {Store} store
 * @param {string} device whose acts these are
 * @param {readonly import("./receipt.js").Verdict[]} verdicts
 * @param {readonly import("./receipt.js").PublicKey[]} keys
 * @returns {Promise<{received: number, unproved: number}>}
 */
export async function settle(store, device, verdicts, keys) {
  let [received, unproved] = [0, 0];
  for (const verdict of verdicts) {
    // What nobody could read has no id there; here it keeps waiting, in view.
    const row = verdict.act_id ? await store.acts.get(verdict.act_id) : undefined;
    if (!row || row.device !== device) continue;
    if (verdict.status === "waiting") {
      await store.acts.update(row.act_id, { state: "waiting", code: verdict.code, message: verdict.message });
    } else if (!(await isReceived(verdict, row, keys))) {
      unproved += 1;
      await store.acts.update(row.act_id, { state: "sent" });
    } else if (verdict.status === "accepted") {
      received += 1;
      await store.acts.update(row.act_id, { state: "accepted", code: "", message: "" });
    } else {
      received += 1;
      const { status: state, code, message } = verdict;
      await store.acts.update(row.act_id, { state, code, message });
    }
  }
  return { received, unproved };
}

/** What the server has receipted and the day's file tells of now. @param {Store} store @param {readonly string[]} told */
export async function forgetAccepted(store, told) {
  await store.acts
    .where("act_id")
    .anyOf([...told])
    .filter(({ state }) => state === "accepted")
    .delete();
}

/** Somebody has read why it was refused. What still waits cannot be dismissed. @param {Store} store @param {string} act_id */
export async function dismiss(store, act_id) {
  await store.acts
    .where({ act_id })
    .filter(({ state }) => state === "refused" || state === "quarantined")
    .delete();
}

/**
 * Take over what another tablet could not send. It is sent as it is: only the other tablet's signature counts.
 * @param {Store} store
 * @param {Device} device
 * @param {readonly Envelope[]} envelopes
 * @param {string} title
 * @returns {Promise<number>} how many were new
 */
export async function takeOver(store, device, envelopes, title) {
  let added = 0;
  for (const envelope of envelopes) {
    const { act_id, device: sealer, counter, happened_at } = payloadOf(envelope);
    if (await store.acts.get(act_id)) continue;
    const kept = await closed(device.box, { envelope, title });
    const at = Date.parse(happened_at);
    const state = /** @type {const} */ ("queued");
    await store.acts.add({ act_id, device: sealer, counter, at, state, code: "", message: "", ...kept });
    added += 1;
  }
  return added;
}
