// A tablet becomes the venue's by a code that two officers stand for; its people register a key each.
import { utf8 } from "./bytes.js";
import { persist } from "./health.js";
import { newDevice, newPersonKey } from "./keys.js";
import { PERSON_KEY, seal } from "./seal.js";
import { ask } from "./server.js";

/** @typedef {import("./tablet.js").Tablet} Tablet */
/** @typedef {{outcome: string, message: string}} Answer */

/** @param {import("./server.js").Heard} heard @returns {Answer} */
function answerOf({ outcome, body }) {
  return { outcome, message: body?.message ?? "" };
}

/**
 * Enrol this tablet. Its key is made here and kept before it is told: a lost answer leaves a key that nobody knows,
 * never a device without one.
 * @param {Tablet} tablet
 * @param {string} code
 * @returns {Promise<Answer>}
 */
export async function enrol(tablet, code) {
  const device = (await tablet.store.device.get("device")) ?? (await newDevice());
  await tablet.store.device.put(device);
  const heard = await ask("/api/tablet/enrol/", {
    body: {
      code,
      spki: device.spki,
      persisted: await persist(),
      user_agent: navigator.userAgent,
      app_version: tablet.app,
    },
  });
  if (heard.outcome !== "ok") return answerOf(heard);
  const { device: id, name, venue } = heard.body;
  await tablet.store.device.put({ ...device, id, title: name, venue });
  await tablet.read();
  await tablet.refresh();
  return answerOf(heard);
}

/**
 * Make a key for whoever is logged in, closed by his PIN, and tell the server its public part, sealed by this tablet.
 * @param {Tablet} tablet
 * @param {string} pin
 * @returns {Promise<Answer>}
 */
export async function registerPerson(tablet, pin) {
  const { device, store } = tablet;
  const outcome = await tablet.refresh();
  const me = tablet.told?.me;
  if (!device || !me || (outcome !== "ok" && outcome !== "unchanged"))
    return { outcome: outcome === "ok" ? "login" : outcome, message: "" };
  const row = await newPersonKey(device, { person: me.person, name: me.name, pin });
  const payload = {
    v: 1,
    device: device.id,
    person: me.person,
    spki: row.spki,
    pin_set: true,
    happened_at: new Date().toISOString(),
  };
  const signer = { kid: device.kid, key: device.keys.privateKey };
  const envelope = await seal(PERSON_KEY, utf8(JSON.stringify(payload)), [signer]);
  const heard = await ask(`/api/tablet/devices/${device.id}/people/`, { body: { envelope } });
  if (heard.outcome !== "ok") return answerOf(heard);
  await store.people.put({ ...row, registered: true });
  await tablet.read();
  return answerOf(heard);
}
