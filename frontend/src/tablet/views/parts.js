// The few pieces that all views of the tablet are made of.
import { make } from "../../base/dom.js";
import { language } from "../../i18n/index.js";

/** @typedef {import("../tablet.js").Tablet} Tablet */

/**
 * A view: its node, and what it does when something has changed. One without `update` is drawn once, so that nothing
 * that somebody types is lost under his hands.
 * @typedef {{node: HTMLElement, title: string, update?: () => void, leave?: () => void}} View
 */

/**
 * The name in the tablet's language, as the server tells names, or as a catalogue does.
 * @param {{name?: string, name_en?: string, zh?: string, en?: string} | null | undefined} thing
 */
export function named(thing) {
  if (!thing) return "";
  const [zh, en] = [thing.name ?? thing.zh ?? "", thing.name_en ?? thing.en ?? ""];
  return language === "en" ? en || zh : zh;
}

/**
 * @param {string} text
 * @param {() => unknown} tap
 * @param {Record<string, string | boolean>} [attributes]
 */
export function button(text, tap, attributes = {}) {
  const { class: extra = "", ...rest } = attributes;
  const made = make(
    "button",
    { type: "button", class: `button button-touch ${extra}`.trim(), ...rest },
    text,
  );
  made.addEventListener("click", () => void tap());
  return made;
}

/** @param {string} text @param {string} href @param {string} [extra] */
export function link(text, href, extra = "") {
  return make("a", { href, class: `button button-touch ${extra}`.trim() }, text);
}

/**
 * @param {string} title
 * @param {...(Node | string | null)} children
 */
export function card(title, ...children) {
  return make("section", { class: "t-card" }, title ? make("h2", {}, title) : null, ...children);
}

let fields = 0;

/**
 * A labelled control.
 * @template {HTMLElement} C
 * @param {string} label
 * @param {C} control
 * @param {string} [help]
 */
export function field(label, control, help = "") {
  fields += 1;
  control.id ||= `t-field-${fields}`;
  if (help) control.setAttribute("aria-describedby", `${control.id}-help`);
  return make(
    "div",
    { class: "field" },
    make("label", { for: control.id }, label),
    control,
    help ? make("p", { class: "field-help", id: `${control.id}-help` }, help) : null,
  );
}

/** @param {Record<string, string | number | boolean>} [attributes] */
export function input(attributes = {}) {
  return make("input", { type: "text", autocomplete: "off", ...attributes });
}

/** @param {"ok" | "warn" | "bad" | "info" | "quiet"} tone @param {string} text */
export function chip(tone, text) {
  const shapes = { ok: "✓", warn: "▲", bad: "✕", info: "●", quiet: "○" };
  const shape = make("span", { class: "shape", "aria-hidden": "true" }, `${shapes[tone]} `);
  return make("span", { class: "t-chip", "data-tone": tone }, shape, text);
}
