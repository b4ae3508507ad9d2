// The views of the venues: which of them is shown, and which venues stand in it.
import { byId, set, write } from "../base/dom.js";
import { coded, t } from "../i18n/index.js";
import { stillHidden } from "./hidden.js";
import { keepHidden, VIEWS } from "./kept.js";
import { byCode, columnsOf, examOf, inOrder, matches, venuesOf } from "./reading.js";
import { drawCounty } from "./render/county.js";
import { drawMatrix } from "./render/matrix.js";
import { drawReady, leastReadyFirst } from "./render/ready.js";
import { drawTaken } from "./render/taken.js";
import { shareRoom } from "./room.js";

/** @typedef {import("./store.js").Screen} Screen */
/** @typedef {import("./protocol.js").Venue} Venue */
/** @typedef {import("./protocol.js").Session} Session */

/**
 * The venues to show, in their order: what is hidden by hand and what the filter does not name is left out.
 * @param {Screen} screen
 * @param {Session | null} session
 */
export function venuesWanted({ board, view }, session) {
  const all = venuesOf(board);
  if (view.hidden.size && all.length) {
    const still = stillHidden(all, view.hidden);
    if (still.size !== view.hidden.size) keepHidden(still);
    view.hidden = still;
  }
  return inOrder(all, view.order, session?.code).filter(
    (venue) =>
      !view.hidden.has(venue.code) &&
      matches(view.filter, [venue.code, venue.name, venue.township, coded("worst", venue.worst)]),
  );
}

/** Which view is shown, and how much is hidden from all of them. @param {Screen} screen */
export function drawViews({ view }) {
  for (const name of VIEWS) {
    const place = document.getElementById(`b-view-${name}`);
    if (place) place.hidden = name !== view.name;
  }
  for (const chip of document.querySelectorAll("#b-views [data-view]"))
    set(chip, "aria-pressed", String(chip.getAttribute("data-view") === view.name));
  byId("b-sessions").hidden = view.name !== "matrix";
  byId("b-hidden").hidden = view.hidden.size === 0;
  write(byId("b-hidden"), t("hidden.n", { n: view.hidden.size }));
}

/**
 * All tables are drawn, since all of them print; what did not change costs nothing.
 * @param {Screen} screen
 * @param {Venue[]} venues in their order
 * @param {{session: Session | null, now: number}} shown
 */
export function drawVenues({ board, view }, venues, { session, now }) {
  const all = venuesOf(board);
  const code = session?.code ?? "";
  shareRoom(venues.length);
  drawMatrix(venues, { session: code, columns: columnsOf(all, code), now });
  drawTaken(byCode(venues), examOf(board)?.sessions ?? []);
  drawReady(leastReadyFirst(venues), now);
  if (view.name === "county") drawCounty(venues, all);
  if (view.name === "map") void showMap(venues);
}

/** The map is loaded when somebody first looks at it: no other screen pays for it. @param {Venue[]} venues */
async function showMap(venues) {
  const address = byId("b-view-map").dataset.map ?? "";
  try {
    const { loadMap, drawMap } = await import("./render/map.js");
    await loadMap(address);
    drawMap(venues);
  } catch {
    write(byId("b-map"), t("map.failed"));
  }
}
