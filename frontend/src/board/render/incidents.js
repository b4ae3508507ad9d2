// The incident queue: overdue first, then worst level; each with its running clock.
import { byId, drawList, make, set, write } from "../../base/dom.js";
import { minuteText, momentOf, stretchText } from "../../base/times.js";
import { coded, t } from "../../i18n/index.js";
import { clockState } from "../reading.js";
import { drawBadge, LEVEL, levelWord, lookOf, makeBadge } from "./parts.js";

/** @typedef {import("../protocol.js").Incident} Incident */
/** @typedef {import("../alarms.js").Silenced} Silenced */

const TONES = { none: "quiet", running: "ok", warned: "warn", over: "bad" };

function makeCard() {
  return make(
    "li",
    { class: "b-incident", tabindex: "-1" },
    make(
      "div",
      { class: "b-incident-top" },
      makeBadge(),
      make("span", { class: "b-incident-number" }),
      make("span", { class: "b-incident-state" }),
    ),
    make("p", { class: "b-incident-title" }),
    make("p", { class: "b-incident-small" }),
    make("div", { class: "b-incident-clock" }, make("span"), make("time", { class: "figures" })),
  );
}

/**
 * @param {HTMLElement} card
 * @param {Incident} incident
 * @param {ReadonlyMap<string, string>} names of the venues, by code
 * @param {Silenced | undefined} silenced who has silenced its alarm
 */
function drawCard(card, incident, names, silenced) {
  const [top, title, small, clock] = Array.from(card.children);
  const [badge, number, state] = Array.from(top?.children ?? []);
  if (!title || !small || !(clock instanceof HTMLElement) || !badge || !number || !state) return;
  const look = incident.restricted
    ? { shape: "▣", tone: /** @type {const} */ ("quiet") }
    : lookOf(LEVEL, incident.level);
  set(card, "data-key", incident.number);
  set(card, "data-tone", look.tone);
  drawBadge(badge, look, incident.restricted ? t("level.restricted") : levelWord(incident.level));
  write(number, `#${incident.number}`);
  write(state, coded("incident", incident.state));
  write(
    title,
    incident.restricted ? t("incident.restricted", { n: incident.number }) : (incident.title ?? ""),
  );
  const words = [incident.venue ? (names.get(incident.venue) ?? incident.venue) : "", incident.code ?? ""];
  words.push(t("incident.opened", { time: minuteText(momentOf(incident.opened_at)) }));
  if (incident.rung) words.push(t("incident.rung", { rung: coded("rung", incident.rung) }));
  if (incident.lapsed) words.push(t("incident.lapsed"));
  if (incident.merged?.length) words.push(t("incident.merged", { numbers: incident.merged.join("、") }));
  if (incident.calls_open) {
    const left = { n: incident.calls_open, all: incident.calls ?? 0, red: incident.calls_red ?? 0 };
    words.push(t(left.red ? "incident.calls_red" : "incident.calls", left));
  }
  if (silenced) {
    const time = minuteText(momentOf(silenced.at));
    words.push(t("alarm.silenced", { name: silenced.by, time }));
  }
  write(small, words.filter(Boolean).join(" · "));
  clock.hidden = !incident.clock;
  const [purpose, time] = Array.from(clock.children);
  if (!incident.clock || !purpose || !(time instanceof HTMLTimeElement)) return;
  write(purpose, coded("purpose", incident.clock.purpose));
  time.dateTime = incident.clock.due_at;
}

/**
 * The clocks of the cards, every second.
 * @param {readonly Incident[]} incidents
 * @param {number} now the exam's time
 */
export function drawIncidentClocks(incidents, now) {
  const byNumber = new Map(incidents.map((incident) => [String(incident.number), incident]));
  for (const card of byId("b-incidents").children) {
    const incident = byNumber.get(card.getAttribute("data-key") ?? "");
    const time = card.querySelector(".b-incident-clock time");
    if (!incident?.clock || !time) continue;
    const state = clockState(incident, now);
    const left = (momentOf(incident.clock.due_at) - now) / 1000;
    set(card, "data-clock", state);
    set(time, "data-tone", TONES[state]);
    write(time, left <= 0 ? t("clock.over", { time: stretchText(left) }) : stretchText(Math.ceil(left)));
  }
}

/**
 * @param {readonly Incident[]} incidents in their order
 * @param {ReadonlyMap<string, string>} names
 * @param {number} now
 * @param {ReadonlyMap<number, Silenced>} silenced by the incident's number
 */
export function drawIncidents(incidents, names, now, silenced) {
  drawList(byId("b-incidents"), incidents, {
    key: (incident) => String(incident.number),
    make: makeCard,
    draw: (card, incident) => drawCard(card, incident, names, silenced.get(incident.number)),
    stamp: [...names.values(), ...[...silenced].map(([number, one]) => `${number}${one.stage}`)].join("|"),
  });
  write(byId("b-incident-count"), incidents.length);
  byId("b-no-incidents").hidden = incidents.length > 0;
  drawIncidentClocks(incidents, now);
}
