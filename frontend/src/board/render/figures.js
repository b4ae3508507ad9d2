// Six figures. Each is a button that opens the rows behind its number.
import { byId, drawList, make, set, write } from "../../base/dom.js";
import { coded, t } from "../../i18n/index.js";
import { figuresOf } from "../reading.js";
import { grouped, LEVEL, lookOf, PAPERS, REPORT, WORST } from "./parts.js";

/**
 * @typedef {import("./parts.js").Look} Look
 * @typedef {{look: Look, word: string, value: string | number}} Part
 * @typedef {object} Figure
 * @property {string} key
 * @property {string} name
 * @property {string} value
 * @property {string} unit
 * @property {"ok" | "warn" | "bad" | null} tone
 * @property {Part[]} parts
 * @property {number[]} bar shares of a bar under the number, in the order of `parts`
 */

/** @typedef {ReturnType<typeof figuresOf>} Counts */

/** Figures whose number itself takes the colour: what should be nought. */
const LOUD = new Set(["incidents", "clocks"]);

/** @param {Counts["venues"]} venues @returns {Figure} */
function venuesFigure(venues) {
  const counts = { ok: venues.all - venues.amber - venues.red, amber: venues.amber, red: venues.red };
  const states = /** @type {const} */ (["ok", "amber", "red"]);
  return {
    key: "venues",
    name: t("figure.venues"),
    value: grouped(venues.ready),
    unit: `/ ${grouped(venues.all)}`,
    tone: venues.red ? "bad" : venues.amber ? "warn" : venues.all ? "ok" : null,
    parts: states.map((state) => ({
      look: lookOf(WORST, state),
      word: coded("worst", state),
      value: counts[state],
    })),
    bar: states.map((state) => counts[state]),
  };
}

/** @param {Counts["papers"]} papers @returns {Figure} */
function papersFigure(papers) {
  const all = papers.pending + papers.in_transit + papers.arrived;
  const states = /** @type {const} */ (["arrived", "in_transit", "pending"]);
  return {
    key: "papers",
    name: t("figure.papers"),
    value: String(papers.arrived),
    unit: `/ ${all}`,
    tone: all && papers.arrived === all ? "ok" : null,
    parts: states.map((state) => ({
      look: lookOf(PAPERS, state),
      word: coded("papers", state),
      value: papers[state],
    })),
    bar: states.map((state) => papers[state]),
  };
}

/** @param {Counts["seats"]} seats @returns {Figure} */
function seatsFigure(seats) {
  const share =
    seats.counted && seats.present + seats.absent ? seats.absent / (seats.present + seats.absent) : 0;
  const rate = `${(share * 100).toFixed(2)}%`;
  return {
    key: "seats",
    name: t("figure.seats"),
    value: seats.counted ? grouped(seats.present) : "—",
    unit: `/ ${grouped(seats.all)}`,
    tone: null,
    parts: [
      {
        look: { shape: "○", tone: "quiet" },
        word: t("seats.absent"),
        value: seats.counted ? grouped(seats.absent) : "—",
      },
      { look: { shape: "", tone: "quiet" }, word: t("seats.rate"), value: seats.counted ? rate : "—" },
    ],
    bar: [seats.present, seats.absent, Math.max(0, seats.all - seats.present - seats.absent)],
  };
}

/** @param {Counts["incidents"]} incidents @returns {Figure} */
function incidentsFigure(incidents) {
  const levels = /** @type {const} */ (["I", "II", "III", "IV"]);
  const shown = levels.filter((level) => level !== "I" || incidents.I > 0);
  /** @type {Part[]} */
  const parts = shown.map((level) => ({
    look: lookOf(LEVEL, level),
    word: coded("level", level),
    value: incidents[level],
  }));
  if (incidents.restricted) {
    parts.push({
      look: { shape: "▣", tone: "quiet" },
      word: t("level.restricted"),
      value: incidents.restricted,
    });
  }
  return {
    key: "incidents",
    name: t("figure.incidents"),
    value: String(incidents.all),
    unit: "",
    tone: incidents.I || incidents.II ? "bad" : incidents.all ? "warn" : "ok",
    parts,
    bar: [],
  };
}

/** @param {Counts["reports"]} reports @returns {Figure} */
function reportsFigure(reports) {
  return {
    key: "reports",
    name: reports.kind ? t("figure.reports_of", { kind: reports.kind }) : t("figure.reports"),
    value: String(reports.received),
    unit: `/ ${reports.expected}`,
    tone: reports.overdue ? "bad" : reports.expected && reports.received === reports.expected ? "ok" : null,
    parts: [
      {
        look: lookOf(REPORT, "waiting"),
        word: coded("report", "waiting"),
        value: reports.expected - reports.received - reports.overdue,
      },
      {
        look: lookOf(REPORT, "overdue"),
        word: coded("report", "overdue"),
        value: reports.overdue,
      },
    ],
    bar: [],
  };
}

/** @param {Counts["clocks"]} clocks @returns {Figure} */
function clocksFigure(clocks) {
  return {
    key: "clocks",
    name: t("figure.clocks"),
    value: String(clocks.over),
    unit: "",
    tone: clocks.over ? "bad" : clocks.warned ? "warn" : "ok",
    parts: [
      { look: { shape: "▲", tone: "warn" }, word: t("clock.warned"), value: clocks.warned },
      { look: { shape: "◷", tone: "info" }, word: t("clock.running"), value: clocks.running },
    ],
    bar: [],
  };
}

/**
 * @param {import("../protocol.js").Board} board
 * @param {number} now
 * @returns {Figure[]}
 */
export function figureList(board, now) {
  const counts = figuresOf(board, now);
  return [
    venuesFigure(counts.venues),
    papersFigure(counts.papers),
    seatsFigure(counts.seats),
    incidentsFigure(counts.incidents),
    reportsFigure(counts.reports),
    clocksFigure(counts.clocks),
  ];
}

/** @param {Figure} figure */
function makeTile(figure) {
  return make(
    "button",
    { type: "button", class: "b-figure", "data-figure": figure.key },
    make("span", { class: "b-figure-name" }),
    make("span", { class: "b-figure-value" }, make("strong"), make("small")),
    make("span", { class: "b-bar", "aria-hidden": "true" }),
    make("span", { class: "b-figure-parts" }),
  );
}

/** @param {HTMLElement} tile @param {Figure} figure */
function drawTile(tile, figure) {
  set(tile, "data-tone", figure.tone);
  set(tile, "data-loud", LOUD.has(figure.key));
  const [name, value, bar, parts] = Array.from(tile.children);
  if (name) write(name, figure.name);
  if (value?.firstChild && value.lastChild) {
    write(value.firstChild, figure.value);
    write(value.lastChild, figure.unit);
  }
  if (bar instanceof HTMLElement) drawBar(bar, figure);
  if (parts instanceof HTMLElement) drawParts(parts, figure.parts);
}

/** @param {HTMLElement} bar @param {Figure} figure */
function drawBar(bar, figure) {
  set(bar, "data-empty", !figure.bar.some(Boolean));
  const tones = figure.key === "seats" ? ["ok", "warn", "quiet"] : figure.parts.map((part) => part.look.tone);
  const shares = figure.bar.map((share, at) => ({ at, share, tone: tones[at] ?? "quiet" }));
  drawList(bar, shares, {
    key: (one) => String(one.at),
    make: () => make("span"),
    draw: (element, one) => {
      set(element, "data-tone", one.tone);
      element.style.setProperty("flex-grow", String(one.share));
    },
  });
}

/** @param {HTMLElement} place @param {Part[]} parts */
function drawParts(place, parts) {
  drawList(place, parts, {
    key: (part) => part.word,
    make: () =>
      make("span", {}, make("i", { class: "shape", "aria-hidden": "true" }), make("span"), make("b")),
    draw: (element, part) => {
      const [shape, word, value] = Array.from(element.children);
      set(element, "data-tone", part.look.tone);
      set(element, "data-zero", String(part.value) === "0");
      if (shape) write(shape, part.look.shape);
      if (word) write(word, part.word);
      if (value) write(value, part.value);
    },
  });
}

/** @param {import("../protocol.js").Board} board @param {number} now */
export function drawFigures(board, now) {
  drawList(byId("b-figures"), figureList(board, now), {
    key: (figure) => figure.key,
    make: makeTile,
    draw: drawTile,
  });
}
