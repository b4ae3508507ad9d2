// Ctrl+K on any page of somebody who is logged in: a window that searches as one types, and is left by Escape.
import { closeDialog, openDialog } from "../base/dialog.js";
import { make } from "../base/dom.js";
import { t } from "../i18n/index.js";

const PAUSE = 200;

/** @type {HTMLDialogElement | null} */
let dialog = null;

function examNamed() {
  const exam = new URLSearchParams(location.search).get("exam");
  return exam ? `&exam=${encodeURIComponent(exam)}` : "";
}

/** @param {HTMLElement} place @param {string} text */
async function look(place, text) {
  const answer = await fetch(`/search/?part=1&q=${encodeURIComponent(text)}${examNamed()}`, {
    credentials: "same-origin",
  }).catch(() => null);
  if (!answer?.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...Array.from(parsed.body.childNodes));
}

function made() {
  const input = make("input", {
    type: "search",
    id: "search-everything",
    autocomplete: "off",
    maxlength: "60",
  });
  const found = make("div", { class: "search-found", "aria-live": "polite" });
  const shut = make(
    "button",
    { type: "button", class: "button button-small", "data-close-dialog": true },
    t("close"),
  );
  const window = make(
    "dialog",
    { class: "search-window", "aria-label": t("search.title") },
    make(
      "div",
      { class: "dialog-body" },
      make("div", { class: "field" }, make("label", { for: "search-everything" }, t("search.title")), input),
      found,
    ),
    make("div", { class: "dialog-foot" }, shut),
  );
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(found, input.value), PAUSE);
  });
  window.addEventListener("keydown", (event) => walk(window, input, event));
  document.body.append(window);
  return window;
}

/** Arrows go through what was found; Enter in the field opens the first. @param {HTMLElement} window @param {HTMLInputElement} input @param {KeyboardEvent} event */
function walk(window, input, event) {
  const hits = Array.from(window.querySelectorAll("[data-hit]"));
  const here = document.activeElement ? hits.indexOf(document.activeElement) : -1;
  if (event.isComposing || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
  if (event.key === "Enter" && document.activeElement !== input) return;
  event.preventDefault();
  const next =
    event.key === "Enter" ? hits[0] : event.key === "ArrowDown" ? hits[here + 1] : (hits[here - 1] ?? input);
  if (!(next instanceof HTMLElement)) return;
  if (event.key === "Enter") next.click();
  else next.focus();
}

function open() {
  dialog ??= made();
  if (dialog.hasAttribute("open")) {
    closeDialog(dialog);
    return;
  }
  openDialog(dialog);
  const input = dialog.querySelector("input");
  input?.focus();
  input?.select();
}

/** @param {Document} page */
export function installSearch(page) {
  if (!page.querySelector("[data-search-open]")) return;
  page.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-search-open]") : null;
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
}
