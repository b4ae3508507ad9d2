// A run along its route as one straight line: gates and stops in their order, and the last position on or beside it.
// <div data-strip="id of the JSON">; drawn as SVG from data alone, so that no map has to be fetched.

/**
 * @typedef {object} Station a place on the route
 * @property {"stop" | "gate"} kind
 * @property {string} name
 * @property {number} along metres from the beginning
 * @property {string} [status] how a gate was passed
 */
/**
 * @typedef {object} Told
 * @property {number} length metres
 * @property {number} width metres of the corridor
 * @property {Station[]} stations
 * @property {{along: number, off: number, outside: boolean} | null} fix
 */

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 1000;
const EDGE = 60;
const LINE = 95;
const TALL = 188;
// Names closer than this would cover one another: they take turns above and below the line.
const ROOM = 120;

/**
 * Where a place stands on the strip.
 * @param {number} along
 * @param {number} length
 */
export function across(along, length) {
  const share = length > 0 ? Math.min(1, Math.max(0, along / length)) : 0;
  return Math.round(EDGE + share * (WIDE - 2 * EDGE));
}

/**
 * On which row each name is written: 0 above the line, 1 below it, 2 above the names above.
 * @param {readonly {x: number}[]} marks in their order
 */
export function rowsOf(marks) {
  const last = [-Infinity, -Infinity, -Infinity];
  return marks.map(({ x }) => {
    const free = last.findIndex((end) => x - end >= ROOM);
    const row = free === -1 ? last.indexOf(Math.min(...last)) : free;
    last[row] = x;
    return row;
  });
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 */
function draw(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** @param {Told} told */
export function strip(told) {
  const picture = draw("svg", {
    viewBox: `0 0 ${WIDE} ${TALL}`,
    class: "strip-picture",
    "aria-hidden": "true",
  });
  picture.append(
    draw("line", { class: "strip-corridor", x1: EDGE, x2: WIDE - EDGE, y1: LINE, y2: LINE }),
    draw("line", { class: "strip-line", x1: EDGE, x2: WIDE - EDGE, y1: LINE, y2: LINE }),
  );
  const stations = [...told.stations].sort((one, other) => one.along - other.along);
  const marks = stations.map((station) => ({ ...station, x: across(station.along, told.length) }));
  const rows = rowsOf(marks);
  marks.forEach((mark, number) => {
    const y = [LINE - 26, LINE + 42, LINE - 56][rows[number] ?? 0] ?? LINE;
    picture.append(
      mark.kind === "gate"
        ? draw("path", {
            class: "strip-gate",
            "data-status": mark.status ?? "",
            d: `M${mark.x} ${LINE - 12} l12 12 l-12 12 l-12 -12 z`,
          })
        : draw("circle", { class: "strip-stop", cx: mark.x, cy: LINE, r: 7 }),
      draw("text", { class: "strip-name", x: mark.x, y, "text-anchor": "middle" }, mark.name),
    );
  });
  if (told.fix) {
    const x = across(told.fix.along, told.length);
    const y = told.fix.outside ? LINE + 52 : LINE;
    if (told.fix.outside) picture.append(draw("line", { class: "strip-off", x1: x, x2: x, y1: LINE, y2: y }));
    picture.append(
      draw("circle", { class: "strip-fix", "data-outside": String(told.fix.outside), cx: x, cy: y, r: 11 }),
      draw("text", { class: "strip-far", x, y: y + 30, "text-anchor": "middle" }, `${told.fix.off} m`),
    );
  }
  return picture;
}

/** @param {Document} page */
export function installStrips(page) {
  for (const place of page.querySelectorAll("[data-strip]")) {
    const told = page.getElementById(place.getAttribute("data-strip") ?? "");
    if (told) place.replaceChildren(strip(JSON.parse(told.textContent ?? "null")));
  }
}
