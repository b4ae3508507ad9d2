// The duty desk's lines: what a venue tells by phone is keyed in with the keyboard alone.
//
// A line is one form. What is told (a milestone, a report, a confirmation) decides where it is sent and which of its
// fields show. Enter goes to the next field and sends from the last; ↑ and ↓ keep the field and change the venue.
import { pageExamNow } from "../base/page-clock.js";
import { t } from "../i18n/index.js";
import { absentBody, momentOn } from "./told.js";

const DROPPED = "act:done";

/** @param {Element} root @param {string} query */
const one = (root, query) => /** @type {HTMLInputElement | null} */ (root.querySelector(query));

/** @param {Element} line */
function chosen(line) {
  const select = line.querySelector("[data-what]");
  return select instanceof HTMLSelectElement ? (select.selectedOptions[0] ?? null) : null;
}

/** What shows of a line follows from what is told. @param {Element} line */
function turn(line) {
  const told = chosen(line);
  const kind = told?.dataset.kind ?? "";
  for (const part of line.querySelectorAll("[data-for]")) {
    if (part instanceof HTMLElement) part.hidden = part.dataset.for !== kind;
  }
  const time = one(line, "[data-time]");
  if (time) time.required = told?.dataset.bell !== undefined && kind === "milestone";
  const words = line.querySelector("[data-told-words]");
  if (words) words.textContent = told?.dataset.told ?? "";
  const whole = line.querySelector("[data-whole]");
  if (whole instanceof HTMLAnchorElement && kind === "report") {
    whole.href = (whole.dataset.address ?? "").replace("KIND", told?.value ?? "");
    for (const figure of line.querySelectorAll("[data-figure]")) {
      if (figure.parentElement) figure.parentElement.hidden = told?.value === "R0";
    }
  }
  const send = line.querySelector(".keying-send");
  if (send instanceof HTMLButtonElement) send.disabled = told === null;
}

/** The fields of a line in which somebody types now. @param {Element} line */
function fields(line) {
  return Array.from(
    line.querySelectorAll("[data-what], [data-caller], [data-number], [data-time], [data-figure]"),
  ).filter((field) => field instanceof HTMLElement && field.offsetParent !== null);
}

/** @param {HTMLElement} list @param {Element} line @param {number} by */
function beside(list, line, by) {
  const shown = Array.from(list.children).filter((other) => other instanceof HTMLElement && !other.hidden);
  return shown[shown.indexOf(line) + by] ?? null;
}

/** @param {Element | null | undefined} field */
function focusOn(field) {
  if (!(field instanceof HTMLElement)) return;
  field.focus();
  if (field instanceof HTMLInputElement) field.select();
}

/** @param {Element} line @param {string} name @param {string} value */
function put(line, name, value) {
  const field = one(line, `[data-body][name="${name}"]`);
  if (field) field.value = value;
}

/** Make of the line's fields what the API takes. @param {HTMLElement} list @param {HTMLElement} line @param {HTMLFormElement} form */
function compose(list, line, form) {
  const told = chosen(line);
  const { api = "", session = "", day = "" } = list.dataset;
  const venue = `${api}/venues/${line.dataset.venue}`;
  for (const name of ["session", "milestone", "kind", "reached_at", "nil", "entered"]) put(line, name, "");
  const at = one(line, "[data-call-at]");
  if (at) at.value = new Date(pageExamNow() - 1000).toISOString();
  if (told?.dataset.kind === "confirm") {
    form.dataset.act = `${api}/reports/${told.value}/confirm/`;
    return true;
  }
  put(line, "session", session);
  if (told?.dataset.kind === "milestone") {
    form.dataset.act = `${venue}/milestones/keyed/`;
    put(line, "milestone", told.value);
    const time = one(line, "[data-time]");
    const typed = time?.value ?? "";
    const moment = momentOn(day, typed);
    time?.setCustomValidity(moment === null ? t("keying.time") : "");
    put(line, "reached_at", moment ?? "");
    return moment !== null;
  }
  form.dataset.act = `${venue}/reports/keyed/`;
  put(line, "kind", told?.value ?? "");
  const seats = line.dataset.seats ? Number(line.dataset.seats) : null;
  const body = absentBody(figures(line), seats, zeros()[told?.value ?? ""]);
  one(line, '[data-figure="absent"]')?.setCustomValidity(body === null ? t("keying.figures") : "");
  if (body === null) return false;
  put(line, "nil", String(body.nil));
  if (body.entered) put(line, "entered", JSON.stringify(body.entered));
  return true;
}

/** @returns {Record<string, Record<string, number | boolean>>} */
function zeros() {
  const told = document.getElementById("report-zeros");
  return told?.textContent ? JSON.parse(told.textContent) : {};
}

/** @param {Element} line */
function figures(line) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const field of line.querySelectorAll("[data-figure]")) {
    if (field instanceof HTMLInputElement) found[field.dataset.figure ?? ""] = field.value;
  }
  return found;
}

/** What was told is done: the line turns to what comes next. @param {HTMLElement} list @param {HTMLElement} line */
function done(list, line) {
  const told = chosen(line);
  const words = line.querySelector("[data-done]");
  if (words) words.textContent = `✓ ${told?.textContent?.trim() ?? ""}`;
  told?.remove();
  for (const field of line.querySelectorAll("[data-figure]"))
    if (field instanceof HTMLInputElement) field.value = "0";
  const time = one(line, "[data-time]");
  if (time) time.value = "";
  turn(line);
  const venue = one(document.body, "[data-keying-venue]");
  if (venue?.value) {
    venue.value = "";
    show(list, "");
    focusOn(venue);
  } else focusOn(beside(list, line, 1)?.querySelector("[data-caller]") ?? venue);
}

/** Only the venues that fit. @param {HTMLElement} list @param {string} typed */
function show(list, typed) {
  const text = typed.trim().toLowerCase();
  for (const line of list.children) {
    if (!(line instanceof HTMLElement)) continue;
    const { venue = "", name = "", initials = "" } = line.dataset;
    line.hidden = ![venue, name, initials].some((word) => word.toLowerCase().includes(text));
  }
}

/** @param {HTMLElement} list @param {KeyboardEvent} event */
function typed(list, event) {
  const field = event.target;
  if (!(field instanceof HTMLElement) || event.isComposing) return;
  const line = field.closest(".keying-line");
  if (!(line instanceof HTMLElement)) return;
  const here = fields(line);
  const place = here.indexOf(field);
  if (event.key === "Escape") {
    focusOn(one(document.body, "[data-keying-venue]"));
  } else if (event.key === "F2") {
    focusOn(line.querySelector("[data-what]"));
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && field instanceof HTMLInputElement) {
    const other = beside(list, line, event.key === "ArrowDown" ? 1 : -1);
    const same =
      Array.from(field.attributes).find((one) => one.name.startsWith("data-"))?.name ?? "data-caller";
    const wanted = field.dataset.figure ? `[data-figure="${field.dataset.figure}"]` : `[${same}]`;
    const found = other?.querySelector(wanted);
    focusOn(
      found instanceof HTMLElement && found.offsetParent !== null
        ? found
        : other?.querySelector("[data-caller]"),
    );
  } else if (event.key === "Enter" && place >= 0 && place < here.length - 1 && !event.ctrlKey) {
    focusOn(here[place + 1]);
  } else return;
  event.preventDefault();
}

/** Who called fills in his number. @param {Element} line @param {HTMLInputElement} caller */
function fillNumber(line, caller) {
  const known = Array.from(line.querySelectorAll("option[data-phone]")).find(
    (option) => option instanceof HTMLOptionElement && option.value === caller.value,
  );
  const phone = known instanceof HTMLElement ? known.dataset.phone : "";
  const number = one(line, "[data-number]");
  if (phone && number) number.value = phone;
}

/** @param {HTMLElement} list */
function install(list) {
  for (const line of list.children) turn(line);
  list.addEventListener("keydown", (event) => typed(list, event));
  list.addEventListener("change", (event) => {
    const field = event.target;
    const line = field instanceof Element ? field.closest(".keying-line") : null;
    if (!line || !(field instanceof HTMLElement)) return;
    if (field.dataset.what !== undefined) turn(line);
    if (field instanceof HTMLInputElement && field.dataset.caller !== undefined) fillNumber(line, field);
  });
  list.addEventListener("input", (event) => {
    const line = event.target instanceof Element ? event.target.closest(".keying-line") : null;
    for (const field of line?.querySelectorAll("[data-time], [data-figure]") ?? []) {
      if (field instanceof HTMLInputElement) field.setCustomValidity("");
    }
  });
  list.addEventListener("submit", (event) => {
    const form = event.target;
    const line = form instanceof HTMLFormElement ? form.closest(".keying-line") : null;
    if (form instanceof HTMLFormElement && line instanceof HTMLElement) compose(list, line, form);
  });
  list.addEventListener(DROPPED, (event) => {
    const line = event.target instanceof Element ? event.target.closest(".keying-line") : null;
    if (!(line instanceof HTMLElement)) return;
    event.preventDefault();
    done(list, line);
  });
}

/** @param {HTMLElement} list @param {HTMLInputElement} venue */
function installFinder(list, venue) {
  venue.addEventListener("input", () => show(list, venue.value));
  venue.addEventListener("keydown", (event) => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const first = Array.from(list.children).find((line) => line instanceof HTMLElement && !line.hidden);
    const caller = first ? one(first, "[data-caller]") : null;
    focusOn(caller);
  });
}

/** @param {Document} page */
export function installKeying(page) {
  const list = page.querySelector("[data-keying]");
  if (!(list instanceof HTMLElement)) return;
  install(list);
  const venue = page.querySelector("[data-keying-venue]");
  if (venue instanceof HTMLInputElement) {
    installFinder(list, venue);
    venue.focus();
  }
}
