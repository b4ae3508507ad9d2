// What the board knows and how it is looked at; one object, drawn by main.js.
import { UNSET } from "../base/clock.js";
import { NO_BOARD } from "./protocol.js";

/** @typedef {import("./kept.js").ViewName} ViewName */
/** @typedef {import("./hidden.js").Mark} Mark */

/**
 * @typedef {object} View
 * @property {"worst" | "code"} order
 * @property {string} filter
 * @property {string | null} session chosen by hand; null follows the exam
 * @property {ViewName} name which of the venues' views is shown
 * @property {ReadonlyMap<string, Mark>} hidden venues put aside by hand
 * @property {"venues" | "incidents" | "facts"} list where j and k move
 */

/**
 * @typedef {object} Screen
 * @property {import("./protocol.js").Board} board
 * @property {import("../base/clock.js").Clock} clock
 * @property {import("./feed.js").Line} line
 * @property {number | null} heardAt on the steady clock; null before the first word of the socket
 * @property {number} openedAt on the steady clock
 * @property {View} view
 */

/**
 * @param {number} openedAt
 * @returns {Screen}
 */
export function newScreen(openedAt) {
  return {
    board: NO_BOARD,
    clock: UNSET,
    line: { state: "connecting", attempt: 0, retryAt: 0 },
    heardAt: null,
    openedAt,
    view: { order: "worst", filter: "", session: null, name: "county", hidden: new Map(), list: "venues" },
  };
}
