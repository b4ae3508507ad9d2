// Short words that come and go. What must be kept stands on the page, not here.
import { t } from "../i18n/index.js";
import { make } from "./dom.js";

/** @typedef {"ok" | "warn" | "bad" | "info"} Tone */

export const SHAPES = { ok: "✓", warn: "▲", bad: "✕", info: "●" };
const SHOWN_FOR = 6000;
const KEPT_AS = "examops.toast";

/** @returns {HTMLElement} */
function region() {
  const found = document.querySelector(".toasts");
  if (found instanceof HTMLElement) return found;
  const made = make("div", { class: "toasts", role: "status", "aria-live": "polite" });
  document.body.append(made);
  return made;
}

/**
 * Show a sentence. A bad one stays until it is closed.
 * @param {string} sentence
 * @param {Tone} [tone]
 */
export function toast(sentence, tone = "ok") {
  const close = make("button", { type: "button", class: "close", "aria-label": t("close") }, "×");
  const element = make(
    "div",
    { class: "toast", "data-tone": tone },
    make("span", { class: "shape", "aria-hidden": "true" }, SHAPES[tone]),
    make("p", {}, sentence),
    close,
  );
  close.addEventListener("click", () => element.remove());
  region().append(element);
  if (tone !== "bad") setTimeout(() => element.remove(), SHOWN_FOR);
}

/**
 * Show a sentence on the page that is opened next.
 * @param {string} sentence
 */
export function toastOnNextPage(sentence) {
  sessionStorage.setItem(KEPT_AS, sentence);
}

/** Show what the page before left to say. */
export function showKeptToast() {
  const sentence = sessionStorage.getItem(KEPT_AS);
  if (!sentence) return;
  sessionStorage.removeItem(KEPT_AS);
  toast(sentence);
}
