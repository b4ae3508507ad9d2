// The county on its own boundaries. Loaded when somebody wants to see it; the same rows as the scheme and the tables.
import { byId, set, write } from "../../base/dom.js";
import { jsonOf } from "../../base/send.js";
import { coded, t } from "../../i18n/index.js";
import { boxOf, nameAt, pathOf, projection, svg, zoomed } from "../../map/drawing.js";
import { toWgs84 } from "../../map/reading.js";
import { lookOf, PAPERS, WORST } from "./parts.js";

/**
 * @typedef {import("../protocol.js").Venue} Venue
 * @typedef {import("../../map/drawing.js").Shape} Shape
 * @typedef {import("../../map/drawing.js").Box} Box
 * @typedef {{shapes: Shape[], places: {code: string, longitude: number, latitude: number, datum: string}[]}} Told
 */

const RANK = { red: 0, amber: 1, ok: 2 };
const CLOSER = 0.7;

/** @type {Told | null} */
let told = null;
/** @type {Map<string, [number, number]>} */
let placed = new Map();
/** @type {Record<"county" | "venues", Box> | null} */
let boxes = null;
/** @type {Box | null} */
let box = null;
/** @type {readonly Venue[]} */
let shown = [];

/** @param {string} address */
export async function loadMap(address) {
  if (told) return;
  const response = await fetch(address, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  if (!response.ok) throw new Error(`the map was refused: ${response.status}`);
  const answer = /** @type {Told} */ (await jsonOf(response));
  const places = answer.places.map((one) => ({
    code: one.code,
    at: toWgs84([one.longitude, one.latitude], one.datum),
  }));
  const outline = answer.shapes.flatMap((shape) => shape.rings.flat());
  const onto = projection([...outline, ...places.map((one) => one.at)]);
  placed = new Map(places.map((one) => [one.code, onto(one.at)]));
  const spots = [...placed.values()];
  const county = boxOf([...outline.map(onto), ...spots], 0.03);
  boxes = { county, venues: spots.length ? boxOf(spots, 0.15) : county };
  box = boxes.county;
  told = answer;
  byId("b-map").replaceChildren(
    svg(
      "svg",
      { class: "b-map-svg", role: "group", "aria-label": t("map.of_venues") },
      svg(
        "g",
        { class: "b-shapes" },
        ...answer.shapes.map((shape) => svg("path", { class: "map-shape", d: pathOf(shape.rings, onto) })),
      ),
      svg(
        "g",
        { class: "b-towns" },
        ...answer.shapes
          .filter((shape) => shape.name)
          .map((shape) => {
            const [x, y] = onto(nameAt(shape));
            return svg("text", { class: "b-town-name", x, y }, shape.name);
          }),
      ),
      svg("g", { class: "b-places" }),
    ),
  );
  byId("b-view-map").addEventListener("click", (event) => {
    const wish =
      event.target instanceof Element
        ? event.target.closest("[data-map-zoom]")?.getAttribute("data-map-zoom")
        : null;
    if (wish) zoom(wish);
  });
}

/** @param {string} wish */
function zoom(wish) {
  if (!boxes || !box) return;
  if (wish === "in" || wish === "out") box = zoomed(box, wish === "in" ? CLOSER : 1 / CLOSER);
  else box = boxes[wish === "venues" ? "venues" : "county"];
  drawMap(shown);
}

/** The worst are drawn last, and so above the others. @param {readonly Venue[]} venues */
function worstLast(venues) {
  const rank = (/** @type {Venue} */ venue) => RANK[/** @type {keyof typeof RANK} */ (venue.worst)] ?? 2;
  return [...venues].filter((venue) => placed.has(venue.code)).sort((a, b) => rank(b) - rank(a));
}

/**
 * The names that have room: the worst first; who has none is told by his mark alone, and by the tables.
 * @param {readonly Venue[]} venues the worst last
 * @param {number} unit one rem on the plane
 */
export function namesWithRoom(venues, unit) {
  /** @type {{left: number, right: number, y: number}[]} */
  const taken = [];
  const named = new Set();
  for (const venue of [...venues].reverse()) {
    const [x, y] = placed.get(venue.code) ?? [0, 0];
    const here = { left: x - 0.6 * unit, right: x + (1.2 + venue.name.length) * unit, y };
    const hits = taken.some(
      (one) => here.left < one.right && one.left < here.right && Math.abs(one.y - y) < 1.15 * unit,
    );
    if (hits) continue;
    taken.push(here);
    named.add(venue.code);
  }
  return named;
}

/** @param {Venue} venue @param {number} unit @param {boolean} isNamed */
function placeOf(venue, unit, isNamed) {
  const look = lookOf(WORST, venue.worst);
  const [x, y] = placed.get(venue.code) ?? [0, 0];
  const words = `${venue.name} ${coded("worst", venue.worst)} ${coded("papers", venue.papers)}`;
  const place = svg(
    "g",
    {
      class: "b-place",
      transform: `translate(${x} ${y}) scale(${unit})`,
      "data-key": venue.code,
      "data-tone": look.tone,
      "data-papers": venue.papers,
      tabindex: -1,
      role: "button",
      "aria-label": words,
    },
    svg("title", {}, words),
    svg("circle", { class: "b-place-ring", r: 0.72 }),
    svg("text", { class: "b-place-shape", y: 0.3 }, look.shape),
  );
  if (isNamed) {
    const mark = lookOf(PAPERS, venue.papers);
    const said = venue.worst === "ok" ? "" : ` ${coded("worst", venue.worst)}`;
    place.append(
      svg(
        "text",
        { class: "b-place-name", x: 1, y: 0.3 },
        `${venue.name}${said} ${mark.shape}${coded("papers", venue.papers)}`,
      ),
    );
  }
  return place;
}

/** @param {readonly Venue[]} venues */
export function drawMap(venues) {
  shown = venues;
  const picture = byId("b-map").firstElementChild;
  if (!picture || !box) return;
  set(picture, "viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const unit =
    rem *
    Math.max(box.width / Math.max(1, picture.clientWidth), box.height / Math.max(1, picture.clientHeight));
  const order = worstLast(venues);
  const named = namesWithRoom(order, unit);
  const selected = picture.querySelector("[data-selected]")?.getAttribute("data-key");
  picture
    .querySelector(".b-places")
    ?.replaceChildren(...order.map((venue) => placeOf(venue, unit, named.has(venue.code))));
  picture
    .querySelectorAll(".b-town-name")
    .forEach((name) => set(name, "font-size", (0.95 * unit).toFixed(3)));
  if (selected)
    picture.querySelector(`[data-key="${CSS.escape(selected)}"]`)?.setAttribute("data-selected", "");
  const lost = venues.filter((venue) => !placed.has(venue.code)).map((venue) => venue.name);
  write(byId("b-map-unplaced"), lost.length ? t("map.unplaced", { names: lost.join("、") }) : "");
}
