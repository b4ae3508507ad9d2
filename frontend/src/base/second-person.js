// <fieldset data-second-person data-self="chen">: the other person of a two-person act proves himself here.
// A name that is the caller's own is refused at once; a typed secret that is not used goes after a minute.
import { t } from "../i18n/index.js";
import { make, set } from "./dom.js";

const SECRET_KEPT_FOR = 60_000;

/** @param {Element} panel */
function partsOf(panel) {
  const login = panel.querySelector("[data-second-login]");
  const secret = panel.querySelector("[data-second-secret]");
  return {
    login: login instanceof HTMLInputElement ? login : null,
    secret: secret instanceof HTMLInputElement ? secret : null,
  };
}

/** @param {HTMLElement} panel */
function judge(panel) {
  const { login, secret } = partsOf(panel);
  if (!login || !secret) return;
  const self = panel.dataset.self?.trim().toLowerCase();
  const same = Boolean(self) && login.value.trim().toLowerCase() === self;
  login.setCustomValidity(same ? t("second.same") : "");
  set(panel, "data-ready", !same && login.value.trim() !== "" && secret.value !== "");
}

/** @type {WeakMap<Element, ReturnType<typeof setTimeout>>} */
const TIMERS = new WeakMap();

/** @param {HTMLElement} panel */
function forgetSoon(panel) {
  clearTimeout(TIMERS.get(panel));
  const timer = setTimeout(() => {
    const { secret } = partsOf(panel);
    if (secret) secret.value = "";
    judge(panel);
  }, SECRET_KEPT_FOR);
  TIMERS.set(panel, timer);
}

/** @param {HTMLInputElement} secret */
function addReveal(secret) {
  const button = make("button", { type: "button", class: "button button-small" }, t("secret.show"));
  secret.parentElement?.append(button);
  button.addEventListener("click", () => {
    const hidden = secret.type === "password";
    secret.type = hidden ? "text" : "password";
    button.textContent = t(hidden ? "secret.hide" : "secret.show");
  });
}

/** @param {Document} page */
export function installSecondPerson(page) {
  page.querySelectorAll(".with-reveal input[type=password]").forEach((secret) => {
    if (secret instanceof HTMLInputElement) addReveal(secret);
  });
  page.addEventListener("input", (event) => {
    const panel = event.target instanceof Element ? event.target.closest("[data-second-person]") : null;
    if (!(panel instanceof HTMLElement)) return;
    judge(panel);
    forgetSoon(panel);
  });
  page.addEventListener("act:refused", (event) => {
    const panel = event.target instanceof Element ? event.target.querySelector("[data-second-person]") : null;
    if (panel instanceof HTMLElement) judge(panel);
  });
}
