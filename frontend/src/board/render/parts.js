// The small pieces that every panel uses: shape, word and colour always together.
import { make, set, write } from "../../base/dom.js";
import { momentOf, offText, secondText } from "../../base/times.js";
import { coded, t } from "../../i18n/index.js";

/** @typedef {"ok" | "warn" | "severe" | "bad" | "info" | "quiet"} Tone */
/** @typedef {{shape: string, tone: Tone}} Look */

/** @type {Record<string, Look>} */
export const LEVEL = {
  I: { shape: "■", tone: "bad" },
  II: { shape: "▲", tone: "severe" },
  III: { shape: "◆", tone: "warn" },
  IV: { shape: "●", tone: "info" },
};

/** @type {Record<string, Look>} */
export const PAPERS = {
  pending: { shape: "○", tone: "quiet" },
  in_transit: { shape: "◐", tone: "info" },
  arrived: { shape: "●", tone: "ok" },
};

/** @type {Record<string, Look>} */
export const REPORT = {
  waiting: { shape: "…", tone: "quiet" },
  received: { shape: "✓", tone: "ok" },
  overdue: { shape: "✕", tone: "bad" },
};

/** @type {Record<string, Look>} */
export const READINESS = {
  ready: { shape: "✓", tone: "ok" },
  not_ready: { shape: "✕", tone: "bad" },
  expired: { shape: "▲", tone: "warn" },
};

/** @type {Record<string, Look>} */
export const WORST = {
  ok: { shape: "●", tone: "ok" },
  amber: { shape: "▲", tone: "warn" },
  red: { shape: "■", tone: "bad" },
};

/** @type {Record<string, Look>} */
export const MILESTONE = {
  waiting: { shape: "·", tone: "quiet" },
  due: { shape: "◷", tone: "info" },
  done: { shape: "✓", tone: "ok" },
  late: { shape: "▲", tone: "warn" },
  very_late: { shape: "■", tone: "bad" },
  silent: { shape: "✕", tone: "bad" },
};

/** @type {Look} */
const UNKNOWN = { shape: "?", tone: "quiet" };

/**
 * @param {Record<string, Look>} looks
 * @param {string | null | undefined} code
 */
export function lookOf(looks, code) {
  return looks[code ?? ""] ?? UNKNOWN;
}

/** A badge to be filled by `drawBadge`. */
export function makeBadge() {
  return make(
    "span",
    { class: "badge" },
    make("span", { class: "shape", "aria-hidden": "true" }),
    make("span"),
  );
}

/**
 * @param {Element} badge
 * @param {Look} look
 * @param {string} word
 */
export function drawBadge(badge, look, word) {
  set(badge, "data-tone", look.tone);
  const [shape, text] = badge.children;
  if (shape) write(shape, look.shape);
  if (text) write(text, word);
}

/**
 * A badge that is done at once.
 * @param {Look} look
 * @param {string} word
 */
export function badge(look, word) {
  const made = makeBadge();
  drawBadge(made, look, word);
  return made;
}

/** @param {string | null | undefined} level */
export function levelWord(level) {
  return coded("level", level);
}

/**
 * A milestone that is done late keeps the tick and says by how much; one that is missing has a shape of its own.
 * @param {import("../protocol.js").Milestone} milestone
 * @returns {Look}
 */
export function milestoneLook(milestone) {
  const look = lookOf(MILESTONE, milestone.state);
  return milestone.done_at ? { shape: "✓", tone: look.tone } : look;
}

/** @param {import("../protocol.js").Milestone} milestone */
export function milestoneWord(milestone) {
  const word = coded(milestone.done_at ? "milestone_done" : "milestone", milestone.state);
  return milestone.done_at && milestone.state !== "done" ? `${word} ${offText(milestone.seconds_off)}` : word;
}

/** The whole sentence of a cell, for the pointer and for those who listen.
 * @param {import("../protocol.js").Milestone} milestone */
export function milestoneSentence(milestone) {
  const planned = secondText(momentOf(milestone.planned_at));
  const done = milestone.done_at
    ? t("milestone.done_at", { time: secondText(momentOf(milestone.done_at)) })
    : "";
  return t("milestone.sentence", { name: milestone.name, word: milestoneWord(milestone), planned, done });
}

/** @param {number | null | undefined} number */
export function grouped(number) {
  return number === null || number === undefined ? "—" : String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
