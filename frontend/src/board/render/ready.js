// Readiness before the exam: venues by gates, with the age of what was last verified; the least ready first.
import { byId, drawList, make, set, write } from "../../base/dom.js";
import { fullText, momentOf, roughText } from "../../base/times.js";
import { coded, t } from "../../i18n/index.js";
import { byCode } from "../reading.js";
import { lookOf, READINESS } from "./parts.js";

/**
 * @typedef {import("../protocol.js").Venue} Venue
 * @typedef {import("../protocol.js").GateTold} GateTold
 */

/** @type {Record<string, import("./parts.js").Look>} */
const GATES = { ...READINESS, unset: { shape: "·", tone: "quiet" } };
const WEIGHT = { ready: 0, expired: 1, unset: 2, not_ready: 3 };

/** @param {Venue} venue */
function wanting(venue) {
  const gates = venue.readiness?.gates ?? [];
  return gates.reduce((sum, one) => sum + (WEIGHT[/** @type {keyof typeof WEIGHT} */ (one.state)] ?? 2), 0);
}

/** The least ready first. @param {readonly Venue[]} venues */
export function leastReadyFirst(venues) {
  return byCode(venues).sort((a, b) => wanting(b) - wanting(a));
}

/** @param {readonly Venue[]} venues @returns {string[]} */
function gatesOn(venues) {
  return [...new Set(venues.flatMap((venue) => (venue.readiness?.gates ?? []).map((one) => one.gate)))];
}

/** @param {string[]} gates */
function drawHead(gates) {
  const names = [t("detail.venue"), ...gates.map((gate) => coded("gate", gate)), t("ready.last")];
  drawList(byId("b-ready-head"), names, {
    key: (name) => name,
    make: (name) => make("th", { scope: "col" }, name),
    draw: () => {},
  });
}

/** @param {string[]} gates */
function makeRow(gates) {
  const row = make(
    "tr",
    { class: "b-line", tabindex: "-1" },
    make("th", { scope: "row" }, make("b"), make("small")),
  );
  for (const gate of gates) {
    row.append(
      make(
        "td",
        { "data-gate": gate },
        make("i", { class: "shape", "aria-hidden": "true" }),
        make("span"),
        make("small", { class: "figures" }),
      ),
    );
  }
  row.append(make("td", { class: "b-ready-last figures" }));
  return row;
}

/** An age in one unit: how old it is roughly is what matters. @param {number} seconds */
export function ageText(seconds) {
  const hours = Math.floor(seconds / 3600);
  if (hours < 1) return t("time.minutes", { n: Math.max(0, Math.floor(seconds / 60)) });
  return hours < 48 ? t("ready.hours", { n: hours }) : t("time.whole_days", { n: Math.floor(hours / 24) });
}

/** @param {Element} cell @param {GateTold | undefined} one @param {number} now */
function drawCell(cell, one, now) {
  const [shape, word, age] = Array.from(cell.children);
  const look = lookOf(GATES, one?.state ?? "unset");
  const text = coded("gate_state", one?.state ?? "unset");
  set(cell, "data-tone", look.tone);
  set(
    cell,
    "title",
    one?.set_at ? t("ready.at", { word: text, time: fullText(momentOf(one.set_at)) }) : text,
  );
  if (shape) write(shape, look.shape);
  if (word) write(word, text);
  set(word ?? cell, "class", one?.state === "ready" && one.set_at ? "unseen" : null);
  if (age) write(age, one?.set_at ? ageText((now - momentOf(one.set_at)) / 1000) : "");
}

/** @param {HTMLElement} row @param {Venue} venue @param {number} now */
function drawRow(row, venue, now) {
  const gates = new Map((venue.readiness?.gates ?? []).map((one) => [one.gate, one]));
  set(row, "data-key", venue.code);
  const [name, small] = Array.from(row.firstElementChild?.children ?? []);
  const ready = [...gates.values()].filter((one) => one.state === "ready").length;
  if (name) write(name, venue.name);
  if (small)
    write(small, `${venue.code} · ${coded("readiness", venue.readiness?.state)} ${ready}/${gates.size}`);
  for (const cell of row.querySelectorAll("[data-gate]"))
    drawCell(cell, gates.get(cell.getAttribute("data-gate") ?? ""), now);
  const times = [...gates.values()].map((one) => momentOf(one.set_at)).filter((time) => !Number.isNaN(time));
  const last = row.querySelector(".b-ready-last");
  if (last)
    write(
      last,
      times.length ? t("live.ago", { time: roughText((now - Math.max(...times)) / 1000) }) : t("ready.never"),
    );
}

/** @param {readonly Venue[]} venues @param {number} now */
export function drawReady(venues, now) {
  const gates = gatesOn(venues);
  drawHead(gates);
  drawList(byId("b-ready-rows"), venues, {
    key: (venue) => `${venue.code}|${gates.length}`,
    make: () => makeRow(gates),
    draw: (row, venue) => drawRow(row, venue, now),
    stamp: String(Math.floor(now / 10_000)),
  });
}
