// What this tablet did, laid over the day as the server last told it: a tap shows at once, marked until it is receipted.
import { UNSENT } from "./outbox.js";

/** @typedef {import("./day.js").Day} Day */
/** @typedef {import("./outbox.js").OpenAct} OpenAct */
/** @typedef {{day: Day, pending: ReadonlySet<string>}} Shown `pending` holds the keys of what no receipt is there for */

/** @param {string} session @param {string} code */
export const milestoneKey = (session, code) => `milestone/${session}/${code}`;
/** @param {string} session @param {string} kind */
export const reportKey = (session, kind) => `report/${session}/${kind}`;
/** @param {string} session @param {string} step */
export const papersKey = (session, step) => `papers/${session}/${step}`;
/** @param {string} kind */
export const equipmentKey = (kind) => `equipment/${kind}`;

/**
 * Which thing of the day an address tells of; "" where the list shows none.
 * @param {string} address
 * @param {Record<string, unknown>} body
 */
export function keyOf(address, body) {
  const [, kind = "", step = ""] =
    /(milestones|reports|papers|equipment)\/(?:([a-z-]+)\/)?$/.exec(address) ?? [];
  const session = String(body.session ?? "");
  if (kind === "milestones" && step === "reach") return milestoneKey(session, String(body.milestone));
  if (kind === "reports" && !step) return reportKey(session, String(body.kind));
  if (kind === "papers" && step) return papersKey(session, step);
  if (kind === "equipment" && step === "test") return equipmentKey(String(body.equipment_kind));
  return "";
}

/**
 * The day with own acts of this exam in it. A refused act changes nothing: it stands in the queue's view.
 * @param {Day} day
 * @param {readonly OpenAct[]} acts
 * @returns {Shown}
 */
export function withEcho(day, acts) {
  const mine = acts.filter(
    ({ payload, state }) =>
      payload.address.startsWith(`exams/${day.exam.id}/`) && state !== "refused" && state !== "quarantined",
  );
  /** @type {Map<string, OpenAct>} */
  const told = new Map();
  for (const act of mine) {
    const key = keyOf(act.payload.address, act.payload.body);
    if (key) told.set(key, act);
  }
  const pending = new Set(
    [...told].filter(([, { state }]) => UNSENT.some((one) => one === state)).map(([key]) => key),
  );
  return { day: { ...day, ...echoed(day, told) }, pending };
}

/** @param {Day} day @param {ReadonlyMap<string, OpenAct>} told */
function echoed(day, told) {
  const milestones = day.milestones.map((line) => {
    const act = told.get(milestoneKey(line.session, line.code));
    if (!act || line.status === "reached") return line;
    return {
      ...line,
      status: "reached",
      reached_at: String(act.payload.body.reached_at ?? act.payload.happened_at),
    };
  });
  const reports = day.reports.map((one) =>
    told.has(reportKey(one.session, one.kind)) ? { ...one, status: "received" } : one,
  );
  const equipment = day.equipment.map((asset) => {
    const act = told.get(equipmentKey(asset.kind));
    if (!act) return asset;
    const failed = /** @type {{asset_code: string, fault: string}[]} */ (act.payload.body.failed ?? []);
    const found = failed.find(({ asset_code }) => asset_code === asset.asset_code);
    const outcome = found ? "failed" : "passed";
    return { ...asset, outcome, fault: found?.fault ?? "", tested_at: act.payload.happened_at };
  });
  return { milestones, reports, equipment };
}
