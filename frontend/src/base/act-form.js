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
import { isAnswer, jsonOf, send } from "./send.js";
import { keepSigning, wishOf } from "./signing.js";
import { toast, toastOnNextPage } from "./toast.js";

/** @typedef {import("./send.js").Pending} Pending */

/** @type {WeakMap<HTMLFormElement, Pending>} */
const PENDING = new WeakMap();
/** @type {WeakSet<HTMLFormElement>} */
const SENDING = new WeakSet();

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
 * @param {{body: unknown, id: string}} told
 */
function refused(form, response, { body, id }) {
  const refusal = readRefusal(body);
  const number = response.status >= 500 ? (response.headers.get("X-Request-Id") ?? id) : "";
  clearSecrets(form);
  showRefusal(form, refusal, { status: response.status, number });
  form.dispatchEvent(new CustomEvent("act:refused", { bubbles: true, detail: refusal }));
}

/**
 * The second person wishes to stay: that is an act before this one. Whether this one may go on.
 * @param {HTMLFormElement} form
 */
async function stays(form) {
  const wish = wishOf(form);
  if (!wish) return true;
  const pending = { id: newId(), body: JSON.stringify(wish.body) };
  const response = await send(wish.address, pending);
  if (!isAnswer(response)) {
    showUnanswered(form);
    return false;
  }
  const body = await jsonOf(response);
  if (response.ok) keepSigning(form, body);
  else refused(form, response, { body, id: pending.id });
  return response.ok;
}

/** @param {HTMLFormElement} form */
async function sent(form) {
  const pending = pendingFor(PENDING.get(form), JSON.stringify(asJson(readControls(form))));
  PENDING.set(form, pending);
  const response = await send(form.dataset.act ?? "", pending, form.dataset.method);
  if (!isAnswer(response)) {
    showUnanswered(form);
    return;
  }
  const body = await jsonOf(response);
  PENDING.delete(form);
  if (response.ok) accepted(form, body);
  else refused(form, response, { body, id: pending.id });
}

/** @param {HTMLFormElement} form */
async function submit(form) {
  if (SENDING.has(form)) return;
  if (!form.reportValidity()) return;
  setBusy(form, true);
  clearVerdict(form);
  try {
    if (form.dataset.confirm && !(await confirmed(form.dataset.confirm))) return;
    if (await stays(form)) await sent(form);
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
