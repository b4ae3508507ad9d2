// Setting a tablet up: certificate, ticks, enrolment with the one-time code, and the PIN of whoever works with it.
import { make } from "../../base/dom.js";
import { t } from "../../i18n/index.js";
import { drawCode } from "../code.js";
import { enrol, registerPerson } from "../enrol.js";
import { isPin } from "../keys.js";
import { selfTest } from "../selftest.js";
import { extras } from "./extras.js";
import { button, card, field, input, link } from "./parts.js";
import { readyCard, ticks } from "./ready.js";

/** @typedef {import("./parts.js").Tablet} Tablet */

const CERTIFICATE = "/examops-root.crt";
const LOGIN = "/accounts/login/?next=/tablet/setup/";

/** @param {Tablet} tablet @returns {import("./parts.js").View} */
export function setupView(tablet) {
  const node = make("div", { class: "t-setup" });
  if (!globalThis.isSecureContext) {
    node.append(make("p", { class: "t-red", role: "alert" }, t("tablet.setup.insecure")), certificate());
    return { node, title: t("tablet.setup.title") };
  }
  const state = make("div", { class: "t-setup-ticks", "aria-live": "polite" });
  const steps = make("div", { class: "t-setup-steps" });
  const draw = async () => {
    state.replaceChildren(ticks(await selfTest(tablet)));
    steps.replaceChildren(...(tablet.device?.id ? enrolled(tablet, draw) : [enrolling(tablet, draw)]));
  };
  node.append(
    make("h1", {}, t("tablet.setup.title")),
    card(t("tablet.setup.ticks"), state, button(t("tablet.setup.again"), draw)),
    steps,
    scannerCard(),
    certificate(),
    extras(),
  );
  void draw();
  return { node, title: t("tablet.setup.title") };
}

function certificate() {
  const canvas = make("canvas", {
    class: "t-code",
    role: "img",
    "aria-label": t("tablet.setup.certificate"),
  });
  const address = new URL(CERTIFICATE, location.href.replace(/^http:/, "https:")).href;
  drawCode(canvas, address);
  return card(
    t("tablet.setup.certificate"),
    make("p", {}, t("tablet.setup.certificate_how")),
    canvas,
    link(address, CERTIFICATE),
  );
}

function scannerCard() {
  const heard = make("p", { class: "t-scanned", role: "status" }, t("tablet.setup.scanner_none"));
  document.addEventListener("scan", (event) => {
    if (!(event instanceof CustomEvent)) return;
    heard.dataset.tone = "ok";
    heard.textContent = `✓ ${t("tablet.setup.scanner_heard", { code: event.detail.code })}`;
  });
  document.addEventListener("scan:foreign", () => {
    heard.dataset.tone = "bad";
    heard.textContent = `✕ ${t("tablet.setup.scanner_foreign")}`;
  });
  const place = field(t("tablet.setup.scanner_field"), input({ name: "scanner" }));
  return card(t("tablet.setup.scanner"), place, heard);
}

/** @param {string | null} why @param {HTMLElement} said */
function say(why, said) {
  said.hidden = !why;
  said.textContent = why ?? "";
}

/** @param {string} outcome */
function sentence(outcome) {
  if (outcome === "login") return t("tablet.setup.login");
  if (outcome === "offline") return t("tablet.setup.offline");
  return "";
}

/** @param {Tablet} tablet @param {() => Promise<void>} done */
function enrolling(tablet, done) {
  const code = input({
    name: "code",
    maxlength: 9,
    autocapitalize: "characters",
    spellcheck: "false",
    class: "t-once",
  });
  const said = make("p", { class: "field-error", role: "alert", hidden: true });
  const form = make("form", { class: "form" });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = code.value.replace(/[\s-]/g, "").toUpperCase();
    const { outcome, message } = await enrol(tablet, typed);
    say(outcome === "ok" ? null : message || sentence(outcome), said);
    if (outcome === "ok") await done();
  });
  form.append(
    field(t("tablet.setup.code"), code, t("tablet.setup.code_help")),
    said,
    make("button", { type: "submit", class: "button button-touch button-primary" }, t("tablet.setup.enrol")),
  );
  return card(
    t("tablet.setup.enrolment"),
    make("p", {}, t("tablet.setup.enrol_how")),
    form,
    link(t("tablet.to_login"), LOGIN),
  );
}

/** @param {Tablet} tablet @param {() => Promise<void>} done */
function enrolled(tablet, done) {
  const who = make("ul", { class: "t-people" });
  void tablet.store.people.toArray().then((people) => {
    for (const { name, registered } of people)
      who.append(
        make(
          "li",
          {},
          `${registered ? "✓" : "▲"} ${name}${registered ? "" : ` · ${t("tablet.setup.unregistered")}`}`,
        ),
      );
  });
  const { title = "", venue = "" } = tablet.device ?? {};
  return [
    card(t("tablet.setup.enrolled", { name: title, venue }), who, pinForm(tablet, done)),
    readyCard(tablet),
    link(t("tablet.setup.to_day"), "/tablet/", "button-primary button-wide"),
  ];
}

/** @param {Tablet} tablet @param {() => Promise<void>} done */
function pinForm(tablet, done) {
  const me = tablet.told?.me;
  const [pin, again] = [1, 2].map(() =>
    input({ type: "password", inputmode: "numeric", maxlength: 12, class: "t-pin" }),
  );
  const said = make("p", { class: "field-error", role: "alert", hidden: true });
  const form = make("form", { class: "form" });
  if (!pin || !again) return form;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!isPin(pin.value)) return say(t("tablet.setup.pin_wrong"), said);
    if (pin.value !== again.value) return say(t("tablet.setup.pin_differs"), said);
    const { outcome, message } = await registerPerson(tablet, pin.value);
    say(outcome === "ok" ? null : message || sentence(outcome), said);
    if (outcome === "ok") await done();
  });
  form.append(
    make("h3", {}, me ? t("tablet.setup.pin_for", { name: me.name }) : t("tablet.setup.pin_title")),
    make("p", {}, t("tablet.setup.pin_how")),
    field(t("tablet.setup.pin"), pin),
    field(t("tablet.setup.pin_again"), again),
    said,
    make(
      "button",
      { type: "submit", class: "button button-touch button-primary" },
      t("tablet.setup.pin_keep"),
    ),
    link(t("tablet.setup.other_login"), LOGIN),
  );
  return form;
}
