// The stream of facts, newest first, and what the watchman has found.
import { byId, drawList, make, set, write } from "../../base/dom.js";
import { minuteText, momentOf, secondText } from "../../base/times.js";
import { coded, language, t } from "../../i18n/index.js";
import { openIncidents, venuesOf } from "../reading.js";
import { nameOf } from "./parts.js";

/**
 * @typedef {import("../protocol.js").Fact} Fact
 * @typedef {import("../protocol.js").Board} Board
 * @typedef {{venues: ReadonlyMap<string, string>, milestones: ReadonlyMap<string, string>,
 *   incidents: ReadonlyMap<number, string>}} Names what codes and numbers are called
 */

// Facts that somebody ought to look at, by the last word of their kind.
const TROUBLE =
  /(incident_opened|incident_escalated|_found|_missed|_overdue|_silent|_feared|_expired|_lapsed|_wrong|ran_out|outside_window)$/;

/**
 * The names that the board's other rows give.
 * @param {Board} board @param {ReadonlyMap<string, string>} venues
 * @returns {Names}
 */
function namesOn(board, venues) {
  /** @type {Map<string, string>} */
  const milestones = new Map();
  for (const venue of venuesOf(board)) {
    for (const one of venue.milestones) milestones.set(`${one.session}|${one.code}`, nameOf(one));
  }
  const open = openIncidents(board).map((one) => /** @type {const} */ ([one.number, one.title ?? ""]));
  return { venues, milestones, incidents: new Map(open) };
}

/** What the fact is about, in words. @param {Fact} fact @param {Names} names */
function aboutText({ kind, about = {} }, { milestones, incidents }) {
  const words = [];
  if (about.session) words.push(about.session);
  if (about.milestone) {
    words.push(milestones.get(`${about.session}|${about.milestone}`) ?? about.milestone);
  }
  if (about.report_kind) words.push(about.report_kind);
  if (about.number !== undefined && kind.startsWith("incidents.")) {
    words.push(`#${about.number}`, incidents.get(about.number) ?? "");
    if (about.rung && /escalated$/.test(kind)) words.push(`→ ${coded("rung", about.rung)}`);
  }
  return words.filter(Boolean).join(" ");
}

/** @param {Fact} fact @param {boolean} first */
function makeLine(fact, first) {
  return make(
    "li",
    { class: "b-fact", "data-key": fact.index, "data-fresh": !first, tabindex: "-1" },
    make("time", { class: "figures" }),
    make("span", { class: "b-fact-venue" }),
    make("span", { class: "b-fact-text" }),
    make("span", { class: "b-fact-about" }),
  );
}

/** @param {HTMLElement} line @param {Fact} fact @param {Names} names */
function drawLine(line, fact, names) {
  const [time, venue, text, about] = Array.from(line.children);
  if (!(time instanceof HTMLTimeElement) || !(venue instanceof HTMLElement) || !text || !about) return;
  const moment = momentOf(fact.exam_at);
  time.dateTime = fact.exam_at;
  write(time, secondText(moment));
  set(line, "data-tone", TROUBLE.test(fact.kind) ? "warn" : null);
  venue.hidden = !fact.venue;
  write(venue, fact.venue ? (names.venues.get(fact.venue) ?? fact.venue) : "");
  write(text, language === "en" ? fact.sentence_en : fact.sentence_zh);
  write(about, aboutText(fact, names));
}

let drawnBefore = false;

/** @param {readonly Fact[]} facts @param {Board} board @param {ReadonlyMap<string, string>} venues */
export function drawFacts(facts, board, venues) {
  const first = !drawnBefore;
  const names = namesOn(board, venues);
  drawList(byId("b-facts"), facts, {
    key: (fact) => String(fact.index),
    make: (fact) => makeLine(fact, first),
    draw: (line, fact) => drawLine(line, fact, names),
    stamp: Object.values(names)
      .map((known) => [...known].join("|"))
      .join("|"),
  });
  byId("b-no-facts").hidden = facts.length > 0;
  drawnBefore = true;
}

/** @param {import("../protocol.js").Watch["findings"]} findings */
export function drawWatch(findings) {
  const place = byId("b-watch");
  set(place, "data-tone", findings.length ? "warn" : "ok");
  byId("b-watch-well").hidden = findings.length > 0;
  drawList(byId("b-findings"), findings, {
    key: (finding) => `${finding.code}|${finding.text_zh}`,
    make: () => make("li"),
    draw: (element, finding) => {
      const text = language === "en" ? finding.text_en : finding.text_zh;
      const since = t("watch.since", { time: minuteText(momentOf(finding.since)) });
      write(element, `▲ ${text} ${since}`);
    },
  });
}
