// How a refusal looks: a sentence at the top of the form, and one at each named field.
import { t } from "../i18n/index.js";
import { make } from "./dom.js";
import { SHAPES } from "./toast.js";

/** @typedef {import("./refusal.js").Refusal} Refusal */

/** @param {HTMLFormElement} form */
export function clearVerdict(form) {
  form.querySelectorAll("[data-act-verdict]").forEach((place) => place.replaceChildren());
  form.querySelectorAll("[data-act-error]").forEach((error) => error.remove());
  form.querySelectorAll(".field[data-invalid]").forEach((field) => field.removeAttribute("data-invalid"));
  form.querySelectorAll("[aria-invalid]").forEach((control) => {
    control.removeAttribute("aria-invalid");
    const others = (control.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .filter((id) => id && !id.endsWith("--error"));
    if (others.length) control.setAttribute("aria-describedby", others.join(" "));
    else control.removeAttribute("aria-describedby");
  });
}

/** @param {HTMLFormElement} form */
function placeOf(form) {
  const found = form.querySelector("[data-act-verdict]");
  if (found instanceof HTMLElement) return found;
  const made = make("div", { "data-act-verdict": true });
  form.prepend(made);
  return made;
}

/**
 * @param {HTMLFormElement} form
 * @param {"bad" | "warn"} tone
 * @param {(Node | string | null)[]} lines
 */
function say(form, tone, lines) {
  const notice = make(
    "div",
    { class: "notice", "data-tone": tone, role: "alert", tabindex: "-1" },
    make("span", { class: "shape", "aria-hidden": "true" }, SHAPES[tone]),
    make("div", { class: "notice-body" }, ...lines),
  );
  placeOf(form).replaceChildren(notice);
  notice.focus({ preventScroll: true });
  notice.scrollIntoView({ block: "nearest" });
}

/**
 * The control of a field's name. `bags[2].seal` may stand in the form as `bags[7].seal` after rows were
 * taken out: then the name alone cannot tell, and the sentence stays at the top.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function controlOf(form, name) {
  for (const wanted of [name, `${name}[]`]) {
    const found = Array.from(form.elements).find((control) => control.getAttribute("name") === wanted);
    if (found) return found;
  }
  return null;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} sentence
 */
function sayAtField(form, name, sentence) {
  const control = controlOf(form, name);
  const field = control?.closest(".field");
  if (!control || !field) return false;
  const id = `${control.id || name}--error`;
  const error = make("p", { class: "field-error", id, "data-act-error": true }, sentence);
  field.append(error);
  field.setAttribute("data-invalid", "");
  control.setAttribute("aria-invalid", "true");
  const before = control.getAttribute("aria-describedby");
  control.setAttribute("aria-describedby", before ? `${before} ${id}` : id);
  return true;
}

/**
 * What to say when the answer brought no sentence of its own.
 * @param {number} status
 */
function ownSentence(status) {
  if (status === 401) return t("act.login_over");
  if (status === 403) return t("act.forbidden");
  if (status === 413) return t("act.too_big");
  if (status === 429) return t("act.too_often");
  return status >= 500 ? t("act.broken") : t("act.refused");
}

/**
 * @param {HTMLFormElement} form
 * @param {Refusal} refusal
 * @param {{status: number, number: string}} answer
 */
export function showRefusal(form, refusal, { status, number }) {
  const unplaced = Object.entries(refusal.fields).filter(([name, text]) => !sayAtField(form, name, text));
  const about = [...refusal.about, ...unplaced.map(([name, text]) => (name ? `${name}: ${text}` : text))];
  say(form, "bad", [
    make("p", { class: "notice-title" }, refusal.message || ownSentence(status)),
    about.length ? make("p", {}, about.join("、")) : null,
    number ? make("p", { class: "notice-small" }, t("act.quote", { number })) : null,
    status === 401 ? make("a", { class: "button button-small", href: loginAddress() }, t("act.login")) : null,
  ]);
}

/** @param {HTMLFormElement} form */
export function showUnanswered(form) {
  say(form, "warn", [
    make("p", { class: "notice-title" }, t("act.unanswered")),
    make("p", {}, t("act.unanswered_next")),
    make("button", { type: "submit", class: "button button-small" }, t("act.again")),
  ]);
}

function loginAddress() {
  const login = document.body.dataset.login || "/accounts/login/";
  return `${login}?next=${encodeURIComponent(location.pathname + location.search)}`;
}
