// <form data-act="/api/…">: an act sent as JSON, once.
//
// An act's id is drawn when the form is sent and kept until an answer arrives: a double click, a retry after a
// broken line and an impatient second press all carry the same id and the same bytes, so that the server
// records the act once. After an answer the next press is a new act: a refused id stays refused.
import { t } from "../i18n/index.js";
import { confirmed } from "./dialog.js";
import { forgetDraft } from "./draft.js";
import { asJson, readControls } from "./form-json.js";
import { clearVerdict, showRefusal, showUnanswered } from "./form-verdict.js";
import { newId } from "./ids.js";
import { readRefusal } from "./refusal.js";
import { toast, toastOnNextPage } from "./toast.js";

/** @typedef {{id: string, body: string}} Pending */

/** @type {WeakMap<HTMLFormElement, Pending>} */
const PENDING = new WeakMap();
/** @type {WeakSet<HTMLFormElement>} */
const SENDING = new WeakSet();
const NO_ANSWER = new Set([502, 503, 504]);
const ANSWER_WITHIN = 20_000;

/**
 * The id for these bytes: the one under way when they are the same, else a new one.
 * @param {Pending | undefined} pending
 * @param {string} body
 * @param {() => string} [draw]
 * @returns {Pending}
 */
export function pendingFor(pending, body, draw = newId) {
  return pending && pending.body === body ? pending : { id: draw(), body };
}

function csrfToken() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} busy
 */
function setBusy(form, busy) {
  if (busy) SENDING.add(form);
  else SENDING.delete(form);
  form.setAttribute("aria-busy", String(busy));
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    button.disabled = busy;
    button.toggleAttribute("data-busy", busy);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Pending} pending
 */
async function send(form, pending) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_WITHIN);
  try {
    return await fetch(form.dataset.act ?? "", {
      method: form.dataset.method ?? "POST",
      headers: {
        Accept: "application/json",
        "Act-Id": pending.id,
        "Content-Type": "application/json",
        "Sent-At": new Date().toISOString(),
        "X-CSRFToken": csrfToken(),
      },
      body: pending.body,
      credentials: "same-origin",
      signal: stop.signal,
    });
  } catch {
    return null; // no line, or no answer in time: the act may or may not be on record
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response} response */
async function jsonOf(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Secrets are for one attempt only.
 * @param {HTMLFormElement} form */
function clearSecrets(form) {
  for (const input of form.querySelectorAll("input[type=password], [data-second-secret]")) {
    if (input instanceof HTMLInputElement) input.value = "";
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {unknown} answer
 */
function accepted(form, answer) {
  const { next, success, refresh } = form.dataset;
  const sentence = success || t("act.recorded");
  forgetDraft(form);
  clearSecrets(form);
  const told = new CustomEvent("act:done", { bubbles: true, cancelable: true, detail: answer });
  if (!form.dispatchEvent(told)) return;
  if (next !== undefined) {
    toastOnNextPage(sentence);
    if (next === "") location.reload();
    else location.assign(next);
    return;
  }
  toast(sentence);
  form.reset();
  if (refresh) {
    document.querySelectorAll(refresh).forEach((part) => {
      part.dispatchEvent(new CustomEvent("refresh", { bubbles: true }));
    });
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Response} response
 * @param {Pending} pending
 */
async function answered(form, response, pending) {
  const body = await jsonOf(response);
  PENDING.delete(form);
  if (response.ok) {
    accepted(form, body);
    return;
  }
  const refusal = readRefusal(body);
  const number = response.status >= 500 ? (response.headers.get("X-Request-Id") ?? pending.id) : "";
  clearSecrets(form);
  showRefusal(form, refusal, { status: response.status, number });
  form.dispatchEvent(new CustomEvent("act:refused", { bubbles: true, detail: refusal }));
}

/** @param {HTMLFormElement} form */
async function submit(form) {
  if (SENDING.has(form)) return;
  if (!form.reportValidity()) return;
  const body = JSON.stringify(asJson(readControls(form)));
  const pending = pendingFor(PENDING.get(form), body);
  PENDING.set(form, pending);
  setBusy(form, true);
  clearVerdict(form);
  try {
    if (form.dataset.confirm && !(await confirmed(form.dataset.confirm))) return;
    const response = await send(form, pending);
    if (!response || NO_ANSWER.has(response.status)) showUnanswered(form);
    else await answered(form, response, pending);
  } finally {
    setBusy(form, false);
  }
}

/** @param {Document} page */
export function installActForms(page) {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.act === undefined) return;
    event.preventDefault();
    void submit(form);
  });
}
