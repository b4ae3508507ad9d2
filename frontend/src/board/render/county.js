// The county as a scheme: the secure room above, a block for each township, a card for each venue. The line to a card
// says 待发, 在途 or 已到, and no more than that is known here (who drives which way is for few).
import { byId, drawList, make, set, write } from "../../base/dom.js";
import { coded, t } from "../../i18n/index.js";
import { byCode } from "../reading.js";
import { drawBadge, grouped, lookOf, makeBadge, PAPERS, READINESS, reportPart, WORST } from "./parts.js";

/**
 * @typedef {import("../protocol.js").Venue} Venue
 * @typedef {{name: string, goesOn: boolean, venues: Venue[]}} Block a township, or the rest of one
 * @typedef {{at: number, blocks: Block[]}} Column
 */

// A card as wide as a school's name wants it; where that leaves less than two lines each, narrower ones.
const WIDE = 12.5;
const NARROW = 10.2;
const LEAST_HEIGHT = 3.5;
const ROOMY = 6.2;
// What a township's name takes of a column, in cards.
const HEAD = 0.5;

/**
 * Townships in columns, none taller than `tallest`: one that is too long goes on in the next column, small ones stand
 * below each other. Always in the same order, so that everybody finds a school where it was.
 * @param {ReadonlyMap<string, readonly Venue[]>} towns
 * @param {number} tallest in cards
 * @returns {Column[]}
 */
function packed(towns, tallest) {
  /** @type {Column[]} */
  const columns = [];
  let free = 0;
  const begin = () => {
    columns.push({ at: columns.length, blocks: [] });
    free = tallest;
  };
  for (const [name, venues] of towns) {
    let rest = [...venues];
    let goesOn = false;
    if (!columns.length || (free < HEAD + rest.length && (rest.length + HEAD <= tallest || free < HEAD + 2)))
      begin();
    while (rest.length) {
      const taken = rest.slice(0, Math.max(1, Math.floor(free - HEAD)));
      columns[columns.length - 1]?.blocks.push({ name, goesOn, venues: taken });
      free -= taken.length + HEAD;
      rest = rest.slice(taken.length);
      goesOn = true;
      if (rest.length) begin();
    }
  }
  return columns;
}

/**
 * Columns of `least` cards, or of as few more as let all stand in `most` columns.
 * @param {readonly Venue[]} venues
 * @param {number} most
 * @param {number} least
 * @returns {{columns: Column[], tallest: number}}
 */
export function layOut(venues, most, least) {
  /** @type {Map<string, Venue[]>} */
  const towns = new Map();
  for (const venue of venues) towns.set(venue.township, [...(towns.get(venue.township) ?? []), venue]);
  let tallest = Math.max(1 + HEAD, least);
  let columns = packed(towns, tallest);
  while (columns.length > most) {
    tallest += 0.5;
    columns = packed(towns, tallest);
  }
  return { columns, tallest };
}

function makeBlock() {
  return make("section", { class: "b-town" }, make("h3"), make("ol", { class: "b-cards" }));
}

function makeCard() {
  return make(
    "li",
    { class: "b-card", tabindex: "-1" },
    make(
      "p",
      { class: "b-card-top" },
      make("i", { class: "shape", "aria-hidden": "true" }),
      make("b"),
      make("span", { class: "b-card-word" }),
    ),
    make("p", { class: "b-card-papers" }, makeBadge(), make("span", { class: "b-card-report" })),
    make(
      "p",
      { class: "b-card-small" },
      make("span"),
      make("span", { class: "b-card-ready" }),
      make("span", { class: "b-card-open" }),
    ),
  );
}

/** @param {HTMLElement} card @param {Venue} venue */
function drawCard(card, venue) {
  const look = lookOf(WORST, venue.worst);
  set(card, "data-key", venue.code);
  set(card, "data-tone", look.tone);
  set(card, "data-papers", venue.papers);
  set(card, "data-open", venue.open_incidents > 0);
  const [top, papers, small] = Array.from(card.children);
  const [shape, name, word] = Array.from(top?.children ?? []);
  if (shape && name && word) {
    write(shape, look.shape);
    write(name, venue.name);
    write(word, coded("worst", venue.worst));
  }
  const [badge, report] = Array.from(papers?.children ?? []);
  if (badge) drawBadge(badge, lookOf(PAPERS, venue.papers), coded("papers", venue.papers));
  if (report) {
    const part = venue.report ? reportPart(venue.report) : null;
    set(report, "data-tone", part?.look.tone);
    write(report, part ? `${part.look.shape} ${part.word}` : "");
  }
  const [counts, ready, open] = Array.from(small?.children ?? []);
  if (counts) write(counts, countsOf(venue));
  if (ready) drawReady(ready, venue);
  if (open) write(open, venue.open_incidents ? t("venue.incidents", { n: venue.open_incidents }) : "");
}

/** @param {Venue} venue */
function countsOf(venue) {
  if (venue.present === null || venue.present === undefined) return venue.code;
  return `${venue.code} · ${grouped(venue.present)}/${grouped(venue.seats)}`;
}

/** Before the exam what counts is whether it is ready; later only where it is not.
 * @param {Element} place @param {Venue} venue */
function drawReady(place, { readiness }) {
  const look = readiness ? lookOf(READINESS, readiness.state) : null;
  set(place, "data-tone", look?.tone);
  write(place, look && readiness ? `${look.shape}${coded("readiness", readiness.state)}` : "");
}

/** @param {readonly Venue[]} venues */
function drawPapers(venues) {
  const states = /** @type {const} */ (["pending", "in_transit", "arrived"]);
  drawList(
    byId("b-county-papers"),
    states.map((state) => ({ state, n: venues.filter((one) => one.papers === state).length })),
    {
      key: (one) => one.state,
      make: () =>
        make(
          "span",
          { class: "b-road" },
          make("i", { class: "b-road-line", "aria-hidden": "true" }),
          make("span"),
        ),
      draw: (place, { state, n }) => {
        set(place, "data-papers", state);
        if (place.lastChild)
          write(place.lastChild, `${lookOf(PAPERS, state).shape} ${coded("papers", state)} ${n}`);
      },
    },
  );
}

/** The room there is for cards, in rem. */
function roomOf() {
  const place = byId("b-view-county");
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return {
    width: (place.clientWidth - 2 * rem) / rem,
    height: (place.clientHeight - byId("b-county-root").offsetHeight) / rem,
  };
}

/**
 * As few and wide columns as leave every card its two lines; the narrowest where none do.
 * @param {readonly Venue[]} venues
 * @param {{width: number, height: number}} room
 */
export function fitted(venues, { width, height }) {
  const least = Math.floor((height / ROOMY) * 2) / 2;
  const most = Math.max(1, Math.floor(width / NARROW));
  let columns = Math.max(1, Math.floor(width / WIDE));
  let laid = layOut(venues, columns, least);
  while (height / laid.tallest < LEAST_HEIGHT && columns < most) {
    columns += 1;
    laid = layOut(venues, columns, least);
  }
  return laid;
}

/** @param {number} height of a card, in rem */
export function densityOfCard(height) {
  if (height >= 7) return "roomy";
  return height >= 5.1 ? "normal" : "dense";
}

/**
 * @param {readonly Venue[]} venues
 * @param {readonly Venue[]} all of the county, for the counts
 */
export function drawCounty(venues, all) {
  const room = roomOf();
  const { columns, tallest } = fitted(byCode(venues), room);
  const place = byId("b-county");
  place.style.setProperty("--columns", String(Math.max(1, columns.length)));
  set(place, "data-density", densityOfCard(room.height / tallest - 0.5));
  drawList(place, columns, {
    key: (column) => String(column.at),
    make: () => make("div", { class: "b-column" }),
    draw: (element, column) => drawList(element, column.blocks, HOW_BLOCKS),
  });
  drawPapers(all);
}

const HOW_BLOCKS = {
  key: (/** @type {Block} */ block) => block.name,
  make: makeBlock,
  draw: (/** @type {HTMLElement} */ element, /** @type {Block} */ block) => {
    const [head, cards] = Array.from(element.children);
    const name = block.name || t("county.no_town");
    if (head) write(head, block.goesOn ? t("county.goes_on", { name }) : name);
    if (cards instanceof HTMLElement)
      drawList(cards, block.venues, { key: (venue) => venue.code, make: makeCard, draw: drawCard });
  },
};
