// The small pieces that every panel uses: shape, word and colour always together.
import { make, set, write } from "../../base/dom.js";
import { momentOf, offText, secondText } from "../../base/times.js";
import { coded, language, t } from "../../i18n/index.js";

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

/** @type {Record<string, Tone>} */
const TIMING = { early: "warn", late: "warn", very_late: "bad" };

/** How a milestone that is done fits its plan. @param {import("../protocol.js").Milestone} milestone */
function timingOf(milestone) {
  return milestone.timing || (milestone.state in TIMING ? milestone.state : "on_time");
}

/**
 * A milestone that is done at the wrong time keeps the tick and says by how much; one that is missing has a
 * shape of its own.
 * @param {import("../protocol.js").Milestone} milestone
 * @returns {Look}
 */
export function milestoneLook(milestone) {
  if (!milestone.done_at) return lookOf(MILESTONE, milestone.state);
  return { shape: "✓", tone: TIMING[timingOf(milestone)] ?? "ok" };
}

/** Whether it was done outside its tolerance. @param {import("../protocol.js").Milestone} milestone */
export function isOff(milestone) {
  return Boolean(milestone.done_at) && timingOf(milestone) in TIMING;
}

/** @param {import("../protocol.js").Milestone} milestone */
export function milestoneWord(milestone) {
  if (!milestone.done_at) return coded("milestone", milestone.state);
  const word = coded("timing", timingOf(milestone));
  return isOff(milestone) ? `${word} ${offText(milestone.seconds_off)}` : word;
}

/** The name in the language of the page. @param {{name: string, name_en?: string}} thing */
export function nameOf(thing) {
  return (language === "en" && thing.name_en) || thing.name;
}

/**
 * A report that was keyed after a call and that nobody has confirmed is weaker, and looks it.
 * @param {import("../protocol.js").Report} report
 * @returns {{look: Look, word: string}}
 */
export function reportPart(report) {
  const keyed = report.state === "received" && report.unconfirmed;
  const look = keyed ? { shape: "◇", tone: /** @type {Tone} */ ("warn") } : lookOf(REPORT, report.state);
  return { look, word: `${report.kind} ${coded("report", keyed ? "unconfirmed" : report.state)}` };
}

/** The whole sentence of a cell, for the pointer and for those who listen.
 * @param {import("../protocol.js").Milestone} milestone */
export function milestoneSentence(milestone) {
  const planned = secondText(momentOf(milestone.planned_at));
  const done = milestone.done_at
    ? t("milestone.done_at", { time: secondText(momentOf(milestone.done_at)) })
    : "";
  return t("milestone.sentence", { name: nameOf(milestone), word: milestoneWord(milestone), planned, done });
}

/** @param {number | null | undefined} number */
export function grouped(number) {
  return number === null || number === undefined ? "—" : String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
