// A USB scanner types: keys less than 60 ms apart, six or more, then Enter. Anything slower is a person.

const GAP = 60;
const SHORTEST = 6;

/**
 * @typedef {object} Reading
 * @property {string} text
 * @property {number} last when the last key came
 * @property {boolean} foreign a key that no scanner sends: the input method is on
 */

/** @type {Reading} */
export const NOTHING = { text: "", last: Number.NEGATIVE_INFINITY, foreign: false };

/**
 * Take one key.
 * @param {Reading} reading
 * @param {{key: string, at: number}} press
 * @returns {{reading: Reading, scan: string | null, foreign: boolean}}
 */
export function takeKey(reading, { key, at }) {
  const fast = at - reading.last < GAP;
  if (key === "Enter") {
    const whole = fast && reading.text.length >= SHORTEST;
    return {
      reading: NOTHING,
      scan: whole && !reading.foreign ? reading.text : null,
      foreign: fast && reading.foreign,
    };
  }
  if (key === "Process" || key === "Unidentified") {
    return {
      reading: { text: fast ? reading.text : "", last: at, foreign: true },
      scan: null,
      foreign: false,
    };
  }
  if (key.length !== 1)
    return { reading: { ...reading, last: fast ? at : reading.last }, scan: null, foreign: false };
  const before = fast ? reading : NOTHING;
  const plain = key >= " " && key <= "~";
  const next = { text: before.text + key, last: at, foreign: before.foreign || !plain };
  return { reading: next, scan: null, foreign: false };
}

/**
 * Do what a scanner does with its keys: write into the text field that has the focus, then tell of the scan.
 * @param {Document} page
 * @param {string} text
 */
export function readIn(page, text) {
  const field = page.activeElement;
  const takes = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  if (takes && field.selectionStart !== null) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd ?? field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  page.dispatchEvent(new CustomEvent("scan", { detail: { code: text, from: field } }));
}

/**
 * Tell the page of scans: `scan` with `detail.code`, and `scan:foreign` when the input method is in the way.
 * The Enter of a scan presses no button.
 * @param {Document} page
 */
export function installScanner(page) {
  let reading = NOTHING;
  page.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const step = takeKey(reading, { key: event.key, at: event.timeStamp });
      reading = step.reading;
      if (step.foreign) page.dispatchEvent(new CustomEvent("scan:foreign"));
      if (step.scan === null) return;
      event.preventDefault();
      page.dispatchEvent(new CustomEvent("scan", { detail: { code: step.scan, from: event.target } }));
    },
    true,
  );
}
