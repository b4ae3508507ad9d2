// <div data-scan-list> with <ol class="scan-rows"> and <template data-scan-row>: each scan adds a row, once.
// In the template, `{n}` in a name becomes the row's index and [data-scan-code] takes the code.
// A row that asks for more (a seal) gets the focus; what is read into it leads back to the next code.
import { t } from "../i18n/index.js";
import { make } from "./dom.js";
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

/** @param {Parts} parts */
function count({ list, rows }) {
  list.querySelectorAll("[data-scan-count]").forEach((place) => {
    place.textContent = String(rows.children.length);
  });
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
    count(parts);
  });
  row.append(drop);
  parts.rows.append(row);
  count(parts);
  const more = row.querySelector("input:not([type=hidden])");
  if (more instanceof HTMLInputElement) more.focus();
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

/**
 * Where a scan goes: the field marked data-scan-into, else the list. A scan made while another text field has
 * the focus is meant for that field, which has already taken it as typing.
 * @param {Document} page
 * @param {string} code
 */
function deliver(page, code) {
  const active = page.activeElement;
  const typing = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
  const open = active?.hasAttribute("data-scan-into") || active?.hasAttribute("data-scan-typed");
  if (active?.closest(".scan-rows")) toNextCode(active);
  if (typing && !open) return;
  const list = active?.closest("[data-scan-list]") ?? page.querySelector("[data-scan-list]");
  const parts = list ? partsOf(list) : null;
  const into = active?.hasAttribute("data-scan-into") ? active : page.querySelector("[data-scan-into]");
  if (parts) {
    if (active?.hasAttribute("data-scan-typed")) /** @type {HTMLInputElement} */ (active).value = "";
    addScan(parts, code);
  } else if (into instanceof HTMLInputElement) {
    into.value = code;
    into.dispatchEvent(new Event("input", { bubbles: true }));
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
}
