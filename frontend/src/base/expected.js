// <section data-expected>: what a batch will be held against, ticked off as it is scanned.
// The scan list stands in the same page; a box that is scanned stands for the bags in it.
import { set, write } from "./dom.js";

/**
 * Which of the expected codes were scanned, one by one or by their box. Pure.
 * @param {readonly {code: string, box: string}[]} expected
 * @param {ReadonlySet<string>} scanned
 */
export function seenOf(expected, scanned) {
  const seen = expected.filter(({ code, box }) => scanned.has(code) || (box !== "" && scanned.has(box)));
  const listed = new Set(expected.flatMap(({ code, box }) => [code, box]));
  const strangers = [...scanned].filter((code) => !listed.has(code));
  return { seen: new Set(seen.map(({ code }) => code)), strangers: new Set(strangers) };
}

/** @param {Element} part */
function expectedIn(part) {
  return Array.from(part.querySelectorAll("[data-expected-code]"), (row) => ({
    row,
    code: row.getAttribute("data-expected-code") ?? "",
    box: row.closest("[data-expected-box]")?.getAttribute("data-expected-box") ?? "",
  }));
}

/**
 * @param {Element} part
 * @param {Element} rows
 */
function draw(part, rows) {
  const expected = expectedIn(part);
  const scanned = new Set(Array.from(rows.children, (row) => row.getAttribute("data-code") ?? ""));
  const { seen, strangers } = seenOf(expected, scanned);
  for (const { row, code } of expected) set(row, "data-seen", seen.has(code));
  for (const box of part.querySelectorAll("[data-expected-box]")) {
    const place = box.querySelector("[data-box-seen]");
    if (place) write(place, box.querySelectorAll("[data-seen]").length);
  }
  for (const row of rows.children) {
    set(row, "data-unlisted", expected.length > 0 && strangers.has(row.getAttribute("data-code") ?? ""));
  }
  for (const place of part.querySelectorAll("[data-expected-seen]")) write(place, seen.size);
  for (const place of part.querySelectorAll("[data-expected-missing]")) {
    write(place, expected.length - seen.size);
  }
}

/** @param {Document} page */
export function installExpected(page) {
  const part = page.querySelector("[data-expected]");
  const rows = page.querySelector("[data-scan-list] .scan-rows");
  if (!part || !rows) return;
  new MutationObserver(() => draw(part, rows)).observe(rows, { childList: true });
  draw(part, rows);
}
