// The row that j and k move through. The selected row has the focus, so a screen reader reads it.

/** @typedef {"venues" | "incidents" | "facts"} List */

/** A venue's row, in whichever view. */
export const VENUE_ROWS =
  "#b-county .b-card, #b-rows > tr, #b-ready-rows > tr, #b-taken-rows > tr, #b-map .b-place";

/** @type {Record<List, string>} */
const ROWS = {
  venues: VENUE_ROWS,
  incidents: "#b-incidents > li",
  facts: "#b-facts > li",
};

/** @param {List} list @returns {(HTMLElement | SVGElement)[]} */
function rowsOf(list) {
  const rows = Array.from(document.querySelectorAll(ROWS[list]));
  // Of the views only one is shown; what is not has no box.
  return rows
    .filter((row) => row instanceof HTMLElement || row instanceof SVGElement)
    .filter((row) => row.getClientRects().length > 0);
}

/** @param {HTMLElement | SVGElement | undefined} row */
function select(row) {
  document.querySelectorAll("[data-selected]").forEach((old) => old.removeAttribute("data-selected"));
  if (!row) return;
  row.setAttribute("data-selected", "");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/**
 * Move by a step, or to the first row when none of this list is selected.
 * @param {List} list
 * @param {1 | -1} step
 */
export function move(list, step) {
  const rows = rowsOf(list);
  const at = rows.findIndex((row) => row.hasAttribute("data-selected"));
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  select(rows[next]);
}

/** Start in a list. @param {List} list */
export function enter(list) {
  select(rowsOf(list)[0]);
}

export function clearSelection() {
  select(undefined);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** The key of the selected row. @param {List} list @returns {string | null} */
export function selectedKey(list) {
  return (
    rowsOf(list)
      .find((row) => row.hasAttribute("data-selected"))
      ?.getAttribute("data-key") ?? null
  );
}

/** A redraw may have moved the selected row in the document, which takes the focus from it. */
export function keepFocus() {
  const row = document.querySelector("[data-selected]");
  if ((row instanceof HTMLElement || row instanceof SVGElement) && document.activeElement === document.body)
    row.focus({ preventScroll: true });
}
