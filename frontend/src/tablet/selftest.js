// "Ready to go offline": what has to be there before a tablet leaves the office (R1). Each is tried, none is believed.
import { utf8 } from "./bytes.js";
import { keptDay } from "./day.js";
import { isPersisted } from "./health.js";
import { closed, opened } from "./keys.js";
import { RULES } from "./rules.js";
import { isSignedBy, seal } from "./seal.js";
import { workerTold } from "./update.js";

/** @typedef {"secure" | "worker" | "persisted" | "device" | "people" | "day" | "rules" | "clock" | "canary"} Check */
/** @typedef {{check: Check, ok: boolean, detail: string}} Result */

const FRESH = 24 * 3600_000;
const CANARY = "application/vnd.examops.canary+json";
export const MOST_SKEW = 30_000;

/**
 * A dummy is closed, opened, sealed and verified, as an act would be.
 * @param {import("./store.js").Device} device
 */
async function canary(device) {
  const bytes = utf8(JSON.stringify({ canary: await opened(device.box, await closed(device.box, "奎")) }));
  const [signature] = (await seal(CANARY, bytes, [{ kid: device.kid, key: device.keys.privateKey }]))
    .signatures;
  return await isSignedBy(CANARY, bytes, { sig: signature?.sig ?? "", spki: device.spki });
}

/**
 * Try everything.
 * @param {import("./tablet.js").Tablet} tablet
 * @returns {Promise<Result[]>}
 */
export async function selfTest(tablet) {
  const { store, device } = tablet;
  const secure = globalThis.isSecureContext && Boolean(globalThis.crypto?.subtle);
  /** @type {Result[]} */
  const results = [{ check: "secure", ok: secure, detail: "" }];
  if (!secure) return results;
  const worker = await workerTold();
  results.push({ check: "worker", ok: worker?.full === true, detail: worker?.version ?? "" });
  results.push({ check: "persisted", ok: await isPersisted(), detail: "" });
  results.push({ check: "device", ok: Boolean(device?.id), detail: device?.title ?? "" });
  const people = await store.people.filter(({ registered }) => registered).toArray();
  results.push({ check: "people", ok: people.length > 0, detail: people.map(({ name }) => name).join(" ") });
  const kept = device ? await keptDay(store, device) : null;
  const fresh = kept !== null && Date.now() - kept.at < FRESH && kept.day.milestones !== undefined;
  results.push({ check: "day", ok: fresh, detail: kept?.day.exam?.name ?? "" });
  results.push({ check: "rules", ok: kept?.day.rules === RULES, detail: String(RULES) });
  const { skew } = tablet;
  const known = skew !== null && Math.abs(skew) <= MOST_SKEW;
  results.push({ check: "clock", ok: known, detail: skew === null ? "" : String(Math.round(skew / 1000)) });
  results.push({ check: "canary", ok: device !== null && (await canary(device)), detail: "" });
  return results;
}

/** @param {readonly Result[]} results */
export function isReady(results) {
  return results.length > 1 && results.every(({ ok }) => ok);
}
