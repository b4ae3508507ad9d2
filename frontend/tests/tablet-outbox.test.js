import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { waitAfter } from "../src/tablet/backoff.js";
import { base64, utf8 } from "../src/tablet/bytes.js";
import { isPin, newDevice, newPersonKey, PinWrong, unlock } from "../src/tablet/keys.js";
import * as outbox from "../src/tablet/outbox.js";
import { kidOf, RECEIPT, seal } from "../src/tablet/seal.js";
import { keptOf, openStore } from "../src/tablet/store.js";
import { nextBatch, sendOnce } from "../src/tablet/sync.js";
import { envelopesOf, fileOf, gather, NONE_YET, partsOf, wholeOf } from "../src/tablet/transfer.js";
import { measured, skewNow } from "../src/tablet/wall-clock.js";

const PIN = "274913";
let opened = 0;

/** A tablet with its head's key, and a server that signs. */
async function world() {
  opened += 1;
  const store = openStore(`tablet-${opened}`);
  const device = { ...(await newDevice()), id: `device-${opened}`, venue: "v01" };
  const row = await newPersonKey(device, { person: "zhang", name: "张主考", pin: PIN });
  const zhang = await unlock(device, row, PIN);
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const server = { kid: await kidOf(spki), spki: base64(spki), key: pair.privateKey };
  let number = 0;
  const act = async (/** @type {Record<string, unknown>} */ body = { session: "A1" }) => {
    number += 1;
    const deed = {
      act_id: `act-${opened}-${number}`,
      address: "exams/e/venues/v01/reports/",
      body,
      title: "快报",
    };
    return await outbox.enqueue(store, deed, { device, actor: zhang, skew: 12, app: "1" });
  };
  return { store, device, row, zhang, server, act };
}

/** @typedef {Awaited<ReturnType<typeof world>>} World */

/**
 * @param {World} world
 * @param {import("../src/tablet/store.js").QueuedAct} act
 * @param {"accepted" | "refused"} status
 * @param {object} changes
 */
async function verdict({ server, device }, act, status = "accepted", changes = {}) {
  const code = status === "refused" ? "not_permitted" : "";
  const told = { v: 1, act_id: act.act_id, device: device.id, counter: act.counter, status, code };
  const { payload, signatures } = await seal(RECEIPT, utf8(JSON.stringify({ ...told, ...changes })), [
    server,
  ]);
  const receipt = { payload, keyid: server.kid, sig: signatures[0]?.sig ?? "" };
  return { act_id: act.act_id, counter: act.counter, status, code, message: "", entry: null, receipt };
}

test("a person's key opens with his PIN, and with no other, and on no other tablet", async () => {
  const { device, row, zhang } = await world();
  assert.equal(zhang.key.extractable, false);
  assert.equal(device.keys.privateKey.extractable, false);
  await assert.rejects(unlock(device, row, "274914"), PinWrong);
  await assert.rejects(unlock(await newDevice(), row, PIN), PinWrong);
});

test("a PIN is six digits or more, and no row of them", () => {
  for (const pin of ["274913", "80350172"]) assert.equal(isPin(pin), true, pin);
  for (const pin of ["27491", "123456", "987654", "111111", "27491a", "2749130000000", ""])
    assert.equal(isPin(pin), false, pin);
});

test("acts made at once have counters without a gap and one chain", async () => {
  const { store, device, act } = await world();
  await Promise.all([act(), act(), act(), act(), act()]);
  const acts = await outbox.openActs(store, device);
  const inOrder = acts.map(({ payload }) => payload).sort((one, other) => one.counter - other.counter);
  assert.deepEqual(
    inOrder.map(({ counter }) => counter),
    [1, 2, 3, 4, 5],
  );
  assert.equal(new Set(inOrder.map(({ previous }) => previous)).size, 5);
  assert.equal((await store.heads.get("head"))?.counter, 5);
});

test("nothing of an act lies in the open, and no ID number within", async () => {
  const { store, device, act } = await world();
  await act({ session: "A1", reason: "考生 110105199003071234" });
  const [row] = await store.acts.toArray();
  assert.equal(JSON.stringify(row).includes("快报"), false);
  assert.equal(new TextDecoder().decode(row?.closed).includes("act_id"), false);
  const [open] = await outbox.openActs(store, device);
  assert.deepEqual(open?.payload.body, { session: "A1", reason: "考生 110*************34" });
});

test("an act goes against its own receipt only; a refused one stays until somebody has read it", async () => {
  const here = await world();
  const { store, device, server, act } = here;
  const [one, two, three] = [await act(), await act(), await act()];
  const keys = [{ kid: server.kid, spki: server.spki }];
  const forged = await verdict(here, two, "accepted", { act_id: one.act_id });
  const told = [await verdict(here, one), forged, await verdict(here, three, "refused")];

  assert.deepEqual(await outbox.settle(store, device.id, told, keys), { received: 2, unproved: 1 });

  const states = (await outbox.openActs(store, device)).map(({ state }) => state).sort();
  assert.deepEqual(states, ["accepted", "refused", "sent"]);
  assert.deepEqual(outbox.queueOf(await store.acts.toArray()), { length: 1, oldest: two.at, refused: 1 });
  await outbox.dismiss(store, two.act_id);
  await outbox.forgetAccepted(store, [one.act_id, two.act_id]);
  assert.equal(await store.acts.count(), 2);
  await outbox.dismiss(store, three.act_id);
  assert.equal(await store.acts.count(), 1);
});

/** @param {Partial<import("../src/tablet/server.js").Heard>} changes */
const heard = (changes = {}) => ({
  outcome: /** @type {const} */ ("ok"),
  status: 200,
  body: null,
  etag: "",
  asked: Date.now(),
  heard: Date.now(),
  ...changes,
});

test("the queue is sent in order, and sent again until every receipt is there", async () => {
  const here = await world();
  const { store, device, server, act } = here;
  const made = [await act(), await act()];
  /** @type {any[]} */
  const bodies = [];
  let keysAsked = 0;
  let answers = false;
  const ask = async (/** @type {string} */ address, /** @type {{body?: any}} */ { body } = {}) => {
    if (address.endsWith("/keys/")) {
      keysAsked += 1;
      return heard({ body: { keys: [{ kid: server.kid, spki: server.spki }] } });
    }
    bodies.push(body);
    if (!answers) return heard({ outcome: "offline", status: 0 });
    const verdicts = [
      await verdict(here, made[0] ?? assert.fail()),
      await verdict(here, made[1] ?? assert.fail()),
    ];
    return heard({ body: { received_at: new Date().toISOString(), verdicts } });
  };
  const by = { ask, health: async () => ({ app: "1" }) };

  assert.equal((await sendOnce(store, device, by)).outcome, "offline");
  answers = true;
  assert.deepEqual(await sendOnce(store, device, by), { outcome: "sent", accepted: 2 });
  assert.equal((await sendOnce(store, device, by)).outcome, "nothing");

  assert.equal(keysAsked, 1);
  assert.deepEqual(bodies[0].acts, bodies[1].acts);
  assert.equal(bodies[0].health.queued, 2);
  assert.deepEqual(bodies[2].acts, []);
  assert.ok(await keptOf(store, "clock", null));
});

test("two windows do not send at once", async () => {
  const { store, device, act } = await world();
  await act();
  let under_way = 0;
  let most = 0;
  const ask = async () => {
    under_way += 1;
    most = Math.max(most, under_way);
    await new Promise((resolve) => setTimeout(resolve, 20));
    under_way -= 1;
    return heard({ outcome: "offline" });
  };
  const by = { ask, health: async () => ({}) };
  const outcomes = await Promise.all([1, 2, 3].map(() => sendOnce(store, device, by)));
  assert.equal(most, 1);
  assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), ["busy", "busy", "offline"]);
});

test("another tablet's queue is taken over once, and sent under that tablet's name", async () => {
  const [lost, other] = [await world(), await world()];
  await lost.act();
  await lost.act();
  const envelopes = (await outbox.openActs(lost.store, lost.device)).map(({ envelope }) => envelope);
  /** @type {import("../src/tablet/transfer.js").Gathered} */
  let gathered = NONE_YET;
  const parts = await partsOf(fileOf(envelopes));
  assert.ok(parts.length > 2);
  for (const part of parts.slice(1).reverse()) gathered = gather(gathered, part);
  assert.equal(await wholeOf(gathered), null);
  gathered = gather(gather(gathered, "P-0101"), parts[0] ?? "");
  const found = envelopesOf((await wholeOf(gathered)) ?? "") ?? [];
  assert.deepEqual(found, envelopes);

  assert.equal(await outbox.takeOver(other.store, other.device, found, "代传"), 2);
  assert.equal(await outbox.takeOver(other.store, other.device, found, "代传"), 0);
  const batch = nextBatch(await outbox.openActs(other.store, other.device));
  assert.deepEqual(
    batch.map(({ device, counter }) => [device, counter]),
    [
      [lost.device.id, 1],
      [lost.device.id, 2],
    ],
  );
  assert.equal(envelopesOf("{}"), null);
  assert.equal(envelopesOf("P-0101"), null);
});

test("a clock that was set tells no skew any more, and one that was not does", () => {
  const last = measured({ asked: 1000, heard: 1200, mono: 50, server: 600 });
  assert.equal(last?.skew, 500);
  assert.equal(skewNow(last, { wall: 61_200, mono: 60_050 }), 500);
  assert.equal(skewNow(last, { wall: 64_200, mono: 60_050 }), null);
  assert.equal(skewNow(last, { wall: 61_200, mono: 10 }), null);
  assert.equal(measured({ asked: 1, heard: 2, mono: 3, server: Number.NaN }), null);
});

test("the waits grow, are never all alike, and have an end", () => {
  assert.equal(waitAfter(0), 5_000);
  assert.ok(waitAfter(1, 0) < waitAfter(1, 1));
  assert.ok(waitAfter(3, 0) > waitAfter(1, 0));
  assert.equal(waitAfter(30, 1), 120_000);
});
