// The rows behind a number, a venue's row or an incident, in a dialog. Every figure has its table here.
import { openDialog } from "../../base/dialog.js";
import { byId, make, write } from "../../base/dom.js";
import { fullText, minuteText, momentOf, offText, secondText } from "../../base/times.js";
import { coded, t } from "../../i18n/index.js";
import { clockState, milestonesOf, openIncidents, venuesOf } from "../reading.js";
import {
  badge,
  grouped,
  LEVEL,
  levelWord,
  lookOf,
  milestoneLook,
  milestoneWord,
  nameOf,
  PAPERS,
  READINESS,
  reportPart,
  WORST,
} from "./parts.js";

/**
 * @typedef {import("../protocol.js").Board} Board
 * @typedef {import("../protocol.js").Venue} Venue
 * @typedef {import("../protocol.js").Incident} Incident
 */

/** @param {string} title @param {...(Node | null)} parts */
function show(title, ...parts) {
  const dialog = byId("b-detail");
  write(byId("b-detail-title"), title);
  byId("b-detail-body").replaceChildren(...parts.filter((part) => part !== null));
  if (dialog instanceof HTMLDialogElement) openDialog(dialog);
}

/**
 * @param {string[]} heads
 * @param {(Node | string)[][]} rows
 */
function table(heads, rows) {
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const cell = (/** @type {Node | string} */ value, /** @type {number} */ at) =>
    make("td", { "data-label": heads[at] }, value);
  const body = rows.map((cells) => make("tr", {}, ...cells.map(cell)));
  return make(
    "div",
    { class: "table-frame" },
    make("table", { class: "table table-cards" }, make("thead", {}, head), make("tbody", {}, ...body)),
  );
}

/** @param {[string, Node | string][]} pairs */
function facts(pairs) {
  return make(
    "dl",
    { class: "facts" },
    ...pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]),
  );
}

/**
 * @param {string | undefined} pattern `/venues/{code}/`
 * @param {string | number} value
 */
function link(pattern, value) {
  if (!pattern) return null;
  const href = pattern.replace(/\{\w+\}/, encodeURIComponent(String(value)));
  return make("p", {}, make("a", { class: "button button-primary", href }, t("detail.open")));
}

/** @param {Venue} venue */
function reportBadge(venue) {
  if (!venue.report) return "—";
  const { look, word } = reportPart(venue.report);
  return badge(look, word);
}

/** @param {Venue} venue */
const papersBadge = (venue) => badge(lookOf(PAPERS, venue.papers), coded("papers", venue.papers));

/** @param {Venue} venue */
function gates(venue) {
  const list = venue.readiness?.gates ?? [];
  if (!list.length) return null;
  const rows = list.map(({ gate, state }) => [
    coded("gate", gate),
    badge(lookOf(GATES, state), coded("gate_state", state)),
  ]);
  return make(
    "div",
    { class: "stack" },
    make("h3", {}, t("detail.gates")),
    table([t("detail.gate"), t("detail.state")], rows),
  );
}

/** @type {Record<string, import("./parts.js").Look>} */
const GATES = { ...READINESS, unset: { shape: "·", tone: "quiet" } };

/** @param {Venue} venue @param {string} session */
export function showVenue(venue, session) {
  const rows = [...milestonesOf(venue, session).values()].map((milestone) => [
    `${milestone.number ?? ""}`,
    nameOf(milestone),
    minuteText(momentOf(milestone.planned_at)),
    milestone.done_at ? secondText(momentOf(milestone.done_at)) : "—",
    make("span", { class: "nowrap" }, offText(milestone.seconds_off) || "—"),
    badge(milestoneLook(milestone), milestoneWord(milestone)),
  ]);
  const heads = ["number", "milestone", "planned", "done", "off", "state"].map((name) =>
    coded("detail", name),
  );
  show(
    `${venue.code} ${venue.name}`,
    facts([
      [t("detail.state"), badge(lookOf(WORST, venue.worst), coded("worst", venue.worst))],
      [t("side.papers"), papersBadge(venue)],
      [t("side.report"), reportBadge(venue)],
      [
        t("side.seats"),
        `${grouped(venue.present)} / ${grouped(venue.seats)}　${t("seats.absent_n", { n: grouped(venue.absent) })}`,
      ],
      [t("detail.incidents"), String(venue.open_incidents)],
    ]),
    table(heads, rows),
    gates(venue),
    link(document.body.dataset.venueHref, venue.code),
  );
}

/**
 * @param {Incident} incident
 * @param {ReadonlyMap<string, string>} names
 * @param {number} now
 */
export function showIncident(incident, names, now) {
  if (incident.restricted) {
    show(t("incident.restricted", { n: incident.number }), make("p", {}, t("incident.restricted_why")));
    return;
  }
  const { clock } = incident;
  show(
    `#${incident.number} ${incident.title ?? ""}`,
    facts([
      [t("detail.level"), badge(lookOf(LEVEL, incident.level), levelWord(incident.level))],
      [t("detail.state"), coded("incident", incident.state) || "—"],
      [
        t("detail.venue"),
        incident.venue ? (names.get(incident.venue) ?? incident.venue) : t("detail.county"),
      ],
      [t("detail.plan"), incident.code ?? "—"],
      [t("detail.opened"), fullText(momentOf(incident.opened_at))],
      [t("detail.rung"), incident.rung ? coded("rung", incident.rung) : "—"],
      [
        t("detail.clock"),
        clock
          ? `${coded("purpose", clock.purpose)} ${secondText(momentOf(clock.due_at))} ${t(`clock.${clockState(incident, now)}`)}`
          : "—",
      ],
    ]),
    link(document.body.dataset.incidentHref, incident.number),
  );
}

/** @param {Venue} venue */
const named = (venue) => `${venue.code} ${venue.name}`;

/** @param {readonly Incident[]} incidents @param {ReadonlyMap<string, string>} names @param {number} now */
function incidentTable(incidents, names, now) {
  const heads = ["number", "level", "title", "venue", "opened", "clock"].map((name) => coded("detail", name));
  const rows = incidents.map((incident) => [
    `#${incident.number}`,
    incident.restricted
      ? t("level.restricted")
      : badge(lookOf(LEVEL, incident.level), levelWord(incident.level)),
    incident.restricted ? t("incident.restricted", { n: incident.number }) : (incident.title ?? ""),
    incident.venue ? (names.get(incident.venue) ?? incident.venue) : "—",
    minuteText(momentOf(incident.opened_at)),
    t(`clock.${clockState(incident, now)}`),
  ]);
  return table(heads, rows);
}

/** @type {Record<string, (venue: Venue) => (Node | string)[]>} */
const VENUE_COLUMNS = {
  venues: (venue) => [
    badge(lookOf(WORST, venue.worst), coded("worst", venue.worst)),
    venue.readiness
      ? badge(lookOf(READINESS, venue.readiness.state), coded("readiness", venue.readiness.state))
      : "—",
  ],
  papers: (venue) => [papersBadge(venue)],
  seats: (venue) => [grouped(venue.seats), grouped(venue.present), grouped(venue.absent)],
  reports: (venue) => [reportBadge(venue)],
};

/** @type {Record<string, string[]>} */
const VENUE_HEADS = {
  venues: ["state", "ready"],
  papers: ["papers"],
  seats: ["seats", "present", "absent"],
  reports: ["report"],
};

/**
 * The rows behind one of the six figures.
 * @param {string} key
 * @param {string} title
 * @param {{board: Board, names: ReadonlyMap<string, string>, now: number}} from
 */
export function showFigure(key, title, { board, names, now }) {
  if (key === "incidents" || key === "clocks") {
    const all = openIncidents(board);
    const rows = key === "clocks" ? all.filter((incident) => incident.clock) : all;
    show(
      title,
      rows.length ? incidentTable(rows, names, now) : make("p", { class: "empty" }, t("detail.nothing")),
    );
    return;
  }
  const heads = ["venue", ...(VENUE_HEADS[key] ?? [])].map((name) => coded("detail", name));
  const venues = [...venuesOf(board)].sort((a, b) => (a.code < b.code ? -1 : 1));
  show(
    title,
    table(
      heads,
      venues.map((venue) => [named(venue), ...(VENUE_COLUMNS[key]?.(venue) ?? [])]),
    ),
  );
}
