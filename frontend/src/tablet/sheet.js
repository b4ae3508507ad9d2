// A sheet over the page that asks one thing, and is gone when it is answered or left.
import { closeDialog, openDialog } from "../base/dialog.js";
import { make } from "../base/dom.js";
import { t } from "../i18n/index.js";
import { button } from "./views/parts.js";

/**
 * @template T
 * @param {string} title
 * @param {(done: (answer: T) => void) => (Node | string | null)[]} fill
 * @returns {Promise<T | null>} null where it was left
 */
export function sheet(title, fill) {
  return new Promise((resolve) => {
    /** @type {T | null} */
    let answer = null;
    const dialog = make("dialog", { class: "t-sheet", "aria-label": title });
    const done = (/** @type {T} */ given) => {
      answer = given;
      closeDialog(dialog);
    };
    const leave = button(t("tablet.leave"), () => closeDialog(dialog), { class: "t-leave" });
    dialog.append(make("h2", {}, title));
    for (const part of fill(done)) if (part !== null) dialog.append(part);
    dialog.append(leave);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    openDialog(dialog);
  });
}

/** Whether a sheet is open: then nothing moves under it. */
export function sheetOpen() {
  return document.querySelector("dialog[open]") !== null;
}
