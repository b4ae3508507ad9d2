// How this screen looks at the board, kept on this machine: a wall that is switched on again shows what it showed.

/** @typedef {"county" | "matrix" | "ready" | "sessions" | "map"} ViewName */
/** @typedef {import("./hidden.js").Mark} Mark */

export const VIEWS = /** @type {const} */ (["county", "matrix", "ready", "sessions", "map"]);
const VIEW = "examops.board.view";
const HIDDEN = "examops.board.hidden";

/** @param {string | null | undefined} name @returns {ViewName | null} */
export function viewOf(name) {
  return VIEWS.find((view) => view === name) ?? null;
}

/** The view in the address (`#matrix`, so that each wall can have its own), else the one used last.
 * @returns {ViewName} */
export function keptView() {
  const wanted = viewOf(location.hash.slice(1)) ?? viewOf(localStorage.getItem(VIEW)) ?? "county";
  return document.getElementById(`b-view-${wanted}`) ? wanted : "county";
}

/** @param {ViewName} view */
export function keepView(view) {
  localStorage.setItem(VIEW, view);
  if (location.hash) history.replaceState(null, "", `#${view}`);
}

const exam = () => document.body.dataset.socketPath ?? "";

/** @returns {Map<string, Mark>} */
export function keptHidden() {
  try {
    const told = JSON.parse(localStorage.getItem(HIDDEN) ?? "null");
    return new Map(told?.exam === exam() ? told.marks : []);
  } catch {
    return new Map();
  }
}

/** @param {ReadonlyMap<string, Mark>} hidden */
export function keepHidden(hidden) {
  localStorage.setItem(HIDDEN, JSON.stringify({ exam: exam(), marks: [...hidden] }));
}
