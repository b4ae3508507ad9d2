// An element with data-calm, which htmx draws anew from time to time, is left alone while somebody works in it:
// nothing that was typed, opened or refused goes away under his hands. It brings the page's clock along.
import { readPageClock } from "./page-clock.js";

/** What somebody has opened, sent, or been refused. */
const IN_HAND = "details[open], form[aria-busy=true], [data-act-verdict] > *";

/**
 * A browser writes a full minute without its seconds.
 * @param {string} moment
 */
const plain = (moment) => moment.replace(/^(.+T\d\d:\d\d):00$/, "$1");

/** @param {HTMLElement} part */
function typedInto(part) {
  const inputs = Array.from(part.querySelectorAll("input"));
  return inputs.some(
    (input) => plain(input.value) !== plain(input.defaultValue) || input === document.activeElement,
  );
}

/** @param {Event} event */
function calmPart(event) {
  const part = event.target;
  return part instanceof HTMLElement && part.dataset.calm !== undefined ? part : null;
}

/** @param {Document} page */
export function installCalmRefresh(page) {
  page.addEventListener("htmx:beforeRequest", (event) => {
    const part = calmPart(event);
    if (part && (part.querySelector(IN_HAND) || typedInto(part))) event.preventDefault();
  });
  page.addEventListener("htmx:beforeSwap", (event) => {
    const part = calmPart(event);
    if (!part || !(event instanceof CustomEvent)) return;
    // The login is over, or the page has become another: show that whole page instead.
    if (String(event.detail.serverResponse).includes(`id="${part.id}"`)) return;
    event.detail.shouldSwap = false;
    location.reload();
  });
  page.addEventListener("htmx:afterSettle", () => {
    const part = page.querySelector("[data-calm][data-server-time]");
    if (part instanceof HTMLElement) readPageClock(part);
  });
}
