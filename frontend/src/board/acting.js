// The two acts that somebody may do from the board itself: answer for an incident, and silence alarms in his name.
import { confirmed } from "../base/dialog.js";
import { newId } from "../base/ids.js";
import { readRefusal } from "../base/refusal.js";
import { isAnswer, jsonOf, send } from "../base/send.js";
import { toast } from "../base/toast.js";
import { t } from "../i18n/index.js";
import { alarmsOf } from "./alarms.js";

/** @typedef {import("./protocol.js").Board} Board */
/** @typedef {import("./protocol.js").Incident} Incident */

const UNANSWERED = new Set(["registered", "judged", "reported"]);

/** @param {Incident} incident */
export const isUnanswered = (incident) => !incident.restricted && UNANSWERED.has(incident.state ?? "");

/** @type {Map<string, import("../base/send.js").Pending>} */
const pending = new Map();

/**
 * Send an act. Where no answer came, the next press sends the same act again, so that it is recorded once.
 * @param {string} address
 * @param {object} what
 */
async function act(address, what) {
  const body = JSON.stringify(what);
  const key = `${address} ${body}`;
  const sent = pending.get(key) ?? { id: newId(), body };
  pending.set(key, sent);
  const response = await send(address, sent);
  if (!isAnswer(response)) {
    toast(t("act.unanswered"), "bad");
    return;
  }
  pending.delete(key);
  if (response.ok) toast(t("act.recorded"));
  else toast(readRefusal(await jsonOf(response)).message || t("act.refused"), "bad");
}

/** @param {Board} board */
export async function silenceAll(board) {
  const address = document.body.dataset.silenceApi;
  const alarms = alarmsOf(board);
  if (!alarms.length) return;
  if (!address) {
    toast(t("alarm.not_yours"), "bad");
    return;
  }
  await act(address, { alarms: alarms.map(({ number, stage }) => ({ incident: number, stage })) });
}

/** @param {Incident} incident */
export async function answer(incident) {
  const pattern = document.body.dataset.answerApi;
  if (!pattern || !isUnanswered(incident)) return;
  const name = `#${incident.number} ${incident.title ?? ""}`;
  if (await confirmed(t("alarm.answer", { name })))
    await act(pattern.replace("{number}", String(incident.number)), {});
}
