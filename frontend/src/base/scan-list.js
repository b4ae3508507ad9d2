// <div data-scan-list> with <ol class="scan-rows"> and <template data-scan-row>: each scan adds a row, once.
// In the template, `{n}` in a name becomes the row's index and [data-scan-code] takes the code.
// A row that asks for more (a seal) gets the focus; what is read into it leads back to the next code.
import { t } from "../i18n/index.js";
import { make, set } from "./dom.js";
import { secondText } from "./times.js";
import { toast } from "./toast.js";

/** @typedef {{list: HTMLElement, rows: HTMLElement, template: HTMLTemplateElement}} Parts */

/**
 * @param {Element} element
 * @returns {Parts | null}
 */
function partsOf(element) {
  const rows = element.querySelector(".scan-rows");
  const template = element.querySelector("template[data-scan-row]");
  if (!(element instanceof HTMLElement) || !(rows instanceof HTMLElement)) return null;
  return template instanceof HTMLTemplateElement ? { list: element, rows, template } : null;
}

/** Say how many there are, and let the draft keep them. @param {Parts} parts */
function changed({ list, rows }) {
  list.querySelectorAll("[data-scan-count]").forEach((place) => {
    place.textContent = String(rows.children.length);
  });
  rows.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {Parts} parts
 * @param {string} code
 */
export function addScan(parts, code) {
  const known = Array.from(parts.rows.children).find((row) => row.getAttribute("data-code") === code);
  if (known) {
    toast(t("scan.again", { code, time: known.getAttribute("data-at") ?? "" }), "warn");
    return;
  }
  const index = Number(parts.list.dataset.next ?? "0");
  parts.list.dataset.next = String(index + 1);
  const row = rowOf(parts, code, index);
  parts.rows.append(row);
  changed(parts);
  const more = row.querySelector("input:not([type=hidden])");
  if (more instanceof HTMLInputElement) more.focus();
}

/**
 * @param {Parts} parts
 * @param {string} code
 * @param {number} index
 */
function rowOf(parts, code, index) {
  const row = make("li", { "data-code": code, "data-at": secondText(Date.now()), "data-fresh": true });
  row.append(parts.template.content.cloneNode(true));
  row.querySelectorAll("[name]").forEach((control) => {
    control.setAttribute("name", (control.getAttribute("name") ?? "").replace("{n}", String(index)));
  });
  row.querySelectorAll("[data-scan-code]").forEach((place) => {
    if (place instanceof HTMLInputElement) place.value = code;
    else place.textContent = code;
  });
  const drop = make(
    "button",
    { type: "button", class: "close", "aria-label": t("scan.drop", { code }) },
    "×",
  );
  drop.addEventListener("click", () => {
    row.remove();
    changed(parts);
  });
  row.append(drop);
  return row;
}

/** Add what was typed instead of scanned. @param {Element | null | undefined} list */
function addTyped(list) {
  const typed = list?.querySelector("[data-scan-typed]");
  const parts = list ? partsOf(list) : null;
  if (!parts || !(typed instanceof HTMLInputElement) || !typed.value.trim()) return;
  const code = typed.value.trim();
  typed.value = "";
  typed.focus();
  addScan(parts, code);
}

/** From a row's own field to the next code. @param {Element} field */
function toNextCode(field) {
  const typed = field.closest("[data-scan-list]")?.querySelector("[data-scan-typed]");
  if (typed instanceof HTMLInputElement) typed.focus();
}

/** Enter belongs to the row, not to the form: nothing is sent before all is read. @param {KeyboardEvent} event */
function entered(event) {
  const field = event.target instanceof HTMLInputElement ? event.target : null;
  if (event.key !== "Enter" || event.defaultPrevented || !field?.closest("[data-scan-list]")) return;
  event.preventDefault();
  if (field.hasAttribute("data-scan-typed")) addTyped(field.closest("[data-scan-list]"));
  else toNextCode(field);
}

/** @param {Element} field @param {string} text */
function fill(field, text) {
  if (!(field instanceof HTMLInputElement)) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Whether the code stands on a bag or box that this page knows of: then it is the number of no seal.
 * @param {Document} page
 * @param {string} code
 */
function isLabel(page, code) {
  const quoted = CSS.escape(code);
  const known = `[data-expected-code="${quoted}"], [data-expected-box="${quoted}"], .scan-rows > [data-code="${quoted}"]`;
  return page.querySelector(known) !== null;
}

/**
 * Read while a row asks for its seal: the seal, or a label once more, which must not be taken for one.
 * @param {Document} page
 * @param {Element} field
 * @param {string} code
 */
function readIntoRow(page, field, code) {
  if (!isLabel(page, code)) {
    toNextCode(field);
    return;
  }
  fill(field, "");
  toast(t("scan.not_a_seal", { code }), "warn");
}

/**
 * Where a scan goes: the field marked data-scan-into that has the focus, else the list, else such a field. A scan
 * made while another text field has the focus is meant for that field, which has already taken it as typing;
 * but no number is scanned, so that it is taken out of there again.
 * @param {Document} page
 * @param {string} code
 */
function deliver(page, code) {
  const active = page.activeElement;
  if (active?.closest(".scan-rows")) {
    if (active instanceof HTMLInputElement) return readIntoRow(page, active, code);
  } else if (active?.hasAttribute("data-scan-into")) return;
  const typing = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
  const counting = active instanceof HTMLInputElement && active.inputMode === "numeric";
  const typed = active?.hasAttribute("data-scan-typed");
  if (typing && !counting && !typed) return;
  const list = active?.closest("[data-scan-list]") ?? page.querySelector("[data-scan-list]");
  const parts = list ? partsOf(list) : null;
  if (counting && active.value.endsWith(code)) fill(active, active.value.slice(0, -code.length));
  if (parts && typed) return addTyped(parts.list); // all of it, also what came before a pause of a slow scanner
  if (parts) return addScan(parts, code);
  const into = page.querySelector("[data-scan-into]");
  if (into) fill(into, code);
}

/**
 * The rows that a draft has kept stand there again, under their own numbers, for their fields to be filled.
 * @param {Event} event
 */
function restoring(event) {
  if (!(event instanceof CustomEvent) || !(event.target instanceof HTMLFormElement)) return;
  for (const [name, code] of /** @type {[string, string][]} */ (event.detail)) {
    const index = Number(/\[(\d+)\]\.code$/.exec(name)?.[1] ?? "-1");
    for (const list of event.target.querySelectorAll("[data-scan-list]")) {
      const parts = partsOf(list);
      const mine = CSS.escape(name.replace(`[${index}]`, "[{n}]"));
      if (index < 0 || !parts?.template.content.querySelector(`[name="${mine}"][data-scan-code]`)) continue;
      parts.rows.append(rowOf(parts, code, index));
      parts.list.dataset.next = String(index + 1);
      changed(parts);
    }
  }
}

/** What a refusal names is marked in the list. @param {Event} event */
function refused(event) {
  if (!(event instanceof CustomEvent) || !(event.target instanceof HTMLFormElement)) return;
  const about = new Set(event.detail.about);
  for (const row of event.target.querySelectorAll(".scan-rows > [data-code]")) {
    set(row, "data-refused", about.has(row.getAttribute("data-code")));
  }
}

/** @param {Document} page */
export function installScanLists(page) {
  page.addEventListener("scan", (event) => {
    if (event instanceof CustomEvent) deliver(page, event.detail.code);
  });
  page.addEventListener("scan:foreign", () => toast(t("scan.foreign"), "warn"));
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-scan-add]") : null;
    if (button) addTyped(button.closest("[data-scan-list]"));
  });
  page.addEventListener("keydown", entered);
  page.addEventListener("draft:restoring", restoring);
  page.addEventListener("act:refused", refused);
}
