// The keyboard of the board. The sheet behind `?` is in the template and lists the same keys.

/** @typedef {"next" | "back" | "open" | "filter" | "help" | "theme" | "order" | "venues" | "incidents" | "facts" | "full" | "earlier" | "later" | "clear" | "jump" | "sound" | "silence" | "answer" | "hide" | "unhide" | "view1" | "view2" | "view3" | "view4" | "view5"} Wish */

/** @type {Record<string, Wish>} */
const KEYS = {
  "?": "help",
  "？": "help",
  "/": "filter",
  j: "next",
  ArrowDown: "next",
  k: "back",
  ArrowUp: "back",
  Enter: "open",
  t: "theme",
  o: "order",
  v: "venues",
  i: "incidents",
  s: "facts",
  f: "full",
  a: "answer",
  m: "silence",
  h: "hide",
  u: "unhide",
  1: "view1",
  2: "view2",
  3: "view3",
  4: "view4",
  5: "view5",
  "[": "earlier",
  "]": "later",
  Escape: "clear",
};

/**
 * What a key asks for; null while somebody types, or a control has its own use for it.
 * @param {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean}} press
 * @param {{typing: boolean, onControl: boolean, inDialog: boolean}} where
 * @returns {Wish | null}
 */
export function wishOf(press, where) {
  if (where.inDialog) return null;
  if ((press.ctrlKey || press.metaKey) && !press.altKey && press.key.toLowerCase() === "k") return "jump";
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const wish = KEYS[press.key.length === 1 ? press.key.toLowerCase() : press.key] ?? null;
  if (where.typing) return wish === "clear" ? wish : null;
  if (where.onControl && (press.key === "Enter" || press.key.startsWith("Arrow"))) return null;
  return wish;
}

/**
 * Where the event happened.
 * @param {EventTarget | null} target
 */
export function whereOf(target) {
  const element = target instanceof Element ? target : null;
  return {
    typing: Boolean(element?.closest("input, textarea, select")),
    onControl: Boolean(element?.closest("button, a, summary")),
    inDialog: Boolean(element?.closest("dialog")),
  };
}
