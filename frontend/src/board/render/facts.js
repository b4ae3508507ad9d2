// The stream of facts, newest first, and what the watchman has found.
import { byId, drawList, make, set, write } from "../../base/dom.js";
import { minuteText, momentOf, secondText } from "../../base/times.js";
import { language, t } from "../../i18n/index.js";

/** @typedef {import("../protocol.js").Fact} Fact */

// Facts that somebody ought to look at, by the last word of their kind.
const TROUBLE =
  /(incident_opened|incident_escalated|_found|_missed|_overdue|_silent|_feared|_expired|_lapsed|_wrong|ran_out|outside_window)$/;

/** @param {Fact} fact @param {boolean} first */
function makeLine(fact, first) {
  return make(
    "li",
    { class: "b-fact", "data-key": fact.index, "data-fresh": !first, tabindex: "-1" },
    make("time", { class: "figures" }),
    make("span", { class: "b-fact-venue" }),
    make("span", { class: "b-fact-text" }),
  );
}

/** @param {HTMLElement} line @param {Fact} fact @param {ReadonlyMap<string, string>} names */
function drawLine(line, fact, names) {
  const [time, venue, text] = Array.from(line.children);
  if (!(time instanceof HTMLTimeElement) || !(venue instanceof HTMLElement) || !text) return;
  const moment = momentOf(fact.exam_at);
  time.dateTime = fact.exam_at;
  write(time, secondText(moment));
  set(line, "data-tone", TROUBLE.test(fact.kind) ? "warn" : null);
  venue.hidden = !fact.venue;
  write(venue, fact.venue ? (names.get(fact.venue) ?? fact.venue) : "");
  write(text, language === "en" ? fact.sentence_en : fact.sentence_zh);
}

let drawnBefore = false;

/** @param {readonly Fact[]} facts @param {ReadonlyMap<string, string>} names */
export function drawFacts(facts, names) {
  const first = !drawnBefore;
  drawList(byId("b-facts"), facts, {
    key: (fact) => String(fact.index),
    make: (fact) => makeLine(fact, first),
    draw: (line, fact) => drawLine(line, fact, names),
    stamp: [...names.values()].join("|"),
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
