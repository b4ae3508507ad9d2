// <div data-scan-list> with <ol class="scan-rows"> and <template data-scan-row>: each scan adds a row, once.
// In the template, `{n}` in a name becomes the row's index and [data-scan-code] takes the code.
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
  if (typing && !open) return;
  const list = page.querySelector("[data-scan-list]");
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
    const list = button?.closest("[data-scan-list]");
    const typed = list?.querySelector("[data-scan-typed]");
    const parts = list ? partsOf(list) : null;
    if (!parts || !(typed instanceof HTMLInputElement) || !typed.value.trim()) return;
    addScan(parts, typed.value.trim());
    typed.value = "";
    typed.focus();
  });
}
