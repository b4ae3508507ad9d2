// A signing (同屏签字): the second person stays at this screen, and the form's acts are signed by him for minutes.
//
// The token is kept for this tab and this form's address alone. It opens nothing without the login session's
// cookie, and the server judges at every act whether it still holds; here it is only shown and sent.
import { t } from "../i18n/index.js";
import { set, write } from "./dom.js";
import { newId } from "./ids.js";
import { pageServerNow } from "./page-clock.js";
import { isAnswer, send } from "./send.js";
import { minuteText, momentOf } from "./times.js";
import { toast } from "./toast.js";

/** @typedef {{token: string, id: string, name: string, until: string}} Signing */

const PREFIX = "examops.signing.";
const NOT_THERE = 404;

/** @param {HTMLFormElement} form */
const keyOf = (form) => `${PREFIX}${panelOf(form)?.dataset.self ?? ""} ${form.dataset.act ?? ""}`;

/**
 * @param {ParentNode} form
 * @returns {HTMLElement | null}
 */
function panelOf(form) {
  const panel = form.querySelector("[data-second-person]");
  return panel instanceof HTMLElement ? panel : null;
}

/**
 * Where signings of an act's exam are begun, and what the act is called there: its address below the exam.
 * @param {string} act
 */
export function placesOf(act) {
  const found = /^(\/api\/exams\/[^/]+\/)(.+)$/.exec(act);
  return found ? { signings: `${found[1]}signings/`, purpose: found[2] } : null;
}

/**
 * What the second person asks for by his tick. Null where he does not, or signs here already.
 * @param {HTMLFormElement} form
 */
export function wishOf(form) {
  const places = placesOf(form.dataset.act ?? "");
  const tick = form.querySelector("[data-signing-stays]");
  const login = form.querySelector("[data-second-login]");
  const secret = form.querySelector("[data-second-secret]");
  const minutes = form.querySelector("[data-signing-minutes]");
  if (!places || !(tick instanceof HTMLInputElement) || !tick.checked) return null;
  if (!(login instanceof HTMLInputElement) || !(secret instanceof HTMLInputElement) || login.disabled)
    return null;
  const second = { login: login.value.trim(), password: secret.value };
  const lasts = minutes instanceof HTMLSelectElement ? Number(minutes.value) : undefined;
  return { address: places.signings, body: { second, purpose: places.purpose, minutes: lasts } };
}

/**
 * @param {HTMLFormElement} form
 * @returns {Signing | null}
 */
function keptSigning(form) {
  /** @type {Signing | null} */
  const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null");
  if (!kept || momentOf(kept.until) > pageServerNow()) return kept;
  sessionStorage.removeItem(keyOf(form));
  return null;
}

/**
 * What the server told of a signing that has begun. An answer to a repeated request holds no token: nothing is kept.
 * @param {HTMLFormElement} form
 * @param {any} answer
 */
export function keepSigning(form, answer) {
  if (!answer?.token) return;
  const login = form.querySelector("[data-second-login]");
  const name = answer.name || (login instanceof HTMLInputElement ? login.value : "");
  const { signing: id, until } = answer.fact;
  sessionStorage.setItem(keyOf(form), JSON.stringify({ token: answer.token, id, name, until }));
  draw(form);
}

/** @param {HTMLFormElement} form */
function forget(form) {
  sessionStorage.removeItem(keyOf(form));
  draw(form);
}

/**
 * Either the second person's fields, or who signs until when.
 * @param {HTMLFormElement} form
 */
function draw(form) {
  const panel = panelOf(form);
  const shown = panel?.querySelector("[data-signing]");
  if (!panel || !shown) return;
  const signing = keptSigning(form);
  if (!signing && shown.hasAttribute("hidden")) return;
  set(shown, "hidden", !signing);
  set(panel, "data-ready", Boolean(signing));
  drawAsked(panel, Boolean(signing));
  const token = shown.querySelector("[data-signing-token]");
  if (!(token instanceof HTMLInputElement)) return;
  token.disabled = !signing;
  token.value = signing?.token ?? "";
  if (signing) drawShown(shown, signing);
}

/**
 * @param {HTMLElement} panel
 * @param {boolean} signed
 */
function drawAsked(panel, signed) {
  set(panel.querySelector("[data-second-ask]") ?? panel, "hidden", signed);
  for (const field of panel.querySelectorAll(
    "[data-second-login], [data-second-secret], [data-signing-stays]",
  )) {
    if (!(field instanceof HTMLInputElement)) continue;
    if (signed && field.type === "checkbox") field.checked = false;
    else if (signed) field.value = "";
    field.disabled = signed;
  }
}

/**
 * @param {Element} shown
 * @param {Signing} signing
 */
function drawShown(shown, { name, until }) {
  for (const time of shown.querySelectorAll("time")) time.dateTime = until;
  const [who, when] = [
    shown.querySelector("[data-signing-name]"),
    shown.querySelector("[data-signing-until]"),
  ];
  if (who) write(who, name);
  if (when) write(when, minuteText(momentOf(until)));
}

/** @param {HTMLFormElement} form */
async function end(form) {
  const signing = keptSigning(form);
  const places = placesOf(form.dataset.act ?? "");
  if (signing && places) {
    const response = await send(`${places.signings}${signing.id}/end/`, { id: newId(), body: "{}" });
    if (!isAnswer(response) || !(response.ok || response.status === NOT_THERE)) {
      toast(t("signing.not_ended"), "warn");
      return;
    }
  }
  forget(form);
  const login = form.querySelector("[data-second-login]");
  if (login instanceof HTMLElement) login.focus();
}

/** @param {Document} page */
export function installSignings(page) {
  const drawAll = () => {
    for (const form of page.querySelectorAll("form[data-act]"))
      if (form instanceof HTMLFormElement) draw(form);
  };
  drawAll();
  setInterval(drawAll, 1000);
  page.addEventListener("htmx:afterSwap", drawAll);
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-signing-end]") : null;
    const form = button?.closest("form");
    if (form) void end(form);
  });
  page.addEventListener("act:refused", (event) => {
    if (!(event instanceof CustomEvent) || event.detail.code !== "signing_over") return;
    if (event.target instanceof HTMLFormElement) forget(event.target);
  });
}
