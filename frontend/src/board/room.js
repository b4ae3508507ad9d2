// How much room there is: on the stage (wall, laptop) nothing scrolls, so the rows share the height that is left.
import { byId, set } from "../base/dom.js";

const STAGE = "(min-width: 1281px) and (min-height: 640px)";
const FEW = 6;
const MANY = 12;
const TALLEST = 6;
const SHORTEST = 1.3;

/**
 * @param {number} height of a row, in rem
 * @returns {"roomy" | "normal" | "dense" | "packed"}
 */
export function densityOf(height) {
  if (height >= 3.6) return "roomy";
  if (height >= 2.8) return "normal";
  return height >= 2 ? "dense" : "packed";
}

/** Share the height between the venues' rows. @param {number} venues */
export function shareRoom(venues) {
  const table = byId("b-matrix");
  const frame = table.parentElement;
  set(document.body, "data-venues", venues > MANY ? "many" : venues > FEW ? "some" : "few");
  if (!frame?.clientHeight || !window.matchMedia(STAGE).matches) {
    set(table, "data-density", null);
    return;
  }
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const head = byId("b-head").parentElement?.offsetHeight ?? 0;
  const free = (frame.clientHeight - head - 2) / rem / Math.max(1, venues);
  const height = Math.min(TALLEST, Math.max(SHORTEST, free));
  table.style.setProperty("--row", `${height.toFixed(3)}rem`);
  set(table, "data-density", densityOf(height));
}
