// A person opens his key with his PIN: whoever acts, and whoever signs beside him.
import { make } from "../base/dom.js";
import { t } from "../i18n/index.js";
import { PinWrong, SHORTEST_PIN, unlock } from "./keys.js";
import { sheet } from "./sheet.js";
import { button, field, input } from "./views/parts.js";

/** @typedef {import("./tablet.js").Signer} Signer */
/** @typedef {import("./store.js").PersonKey} PersonKey */

// After so many wrong ones in a row the tablet makes everybody wait, longer each time. Source: ours.
const TRIES = 5;
const WAIT = 30_000;
let wrong = 0;
let closedUntil = 0;

/** @param {HTMLInputElement} pin */
function keypad(pin) {
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0"];
  const pad = make("div", { class: "t-pad" });
  for (const key of keys) {
    const press = () => {
      pin.value = key === "⌫" ? pin.value.slice(0, -1) : pin.value + key;
    };
    pad.append(button(key, press, key === "⌫" ? { "aria-label": t("tablet.pin.back") } : {}));
  }
  return pad;
}

/** @param {readonly PersonKey[]} people */
function chooser(people) {
  const choice = make("select", { class: "t-who" });
  for (const { person, name } of people) choice.append(make("option", { value: person }, name));
  return choice;
}

/**
 * Ask for somebody's PIN.
 * @param {import("./tablet.js").Tablet} tablet
 * @param {{title: string, why?: string, except?: string}} ask `except` is whoever signs already
 * @returns {Promise<Signer | null>}
 */
export async function askPin(tablet, { title, why = "", except = "" }) {
  const { device } = tablet;
  const people = (await tablet.store.people.toArray()).filter(({ person }) => person !== except);
  if (!device || people.length === 0) {
    await sheet(title, () => [make("p", {}, t(except ? "tablet.pin.nobody_else" : "tablet.pin.nobody"))]);
    return null;
  }
  return await sheet(title, (done) => {
    const who = chooser(people);
    const pin = input({ type: "password", inputmode: "numeric", class: "t-pin", maxlength: 12, name: "pin" });
    const said = make("p", { class: "field-error", role: "alert", hidden: true });
    const form = make("form", { class: "t-pin-form" });
    const tried = async () => {
      const row = people.find(({ person }) => person === who.value);
      const found = row && (await opened(device, row, pin.value));
      if (found && typeof found !== "string") return done(found);
      said.textContent = found || t("tablet.pin.wrong");
      said.hidden = false;
      pin.value = "";
      pin.focus();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void tried();
    });
    form.append(
      ...(why ? [make("p", {}, why)] : []),
      field(t("tablet.pin.name"), who),
      field(t("tablet.pin.pin"), pin),
      said,
      keypad(pin),
      make(
        "button",
        { type: "submit", class: "button button-touch button-primary button-wide" },
        t("tablet.pin.open"),
      ),
    );
    setTimeout(() => pin.focus());
    return [form];
  });
}

/**
 * @param {import("./store.js").Device} device
 * @param {PersonKey} row
 * @param {string} pin
 * @returns {Promise<Signer | string>} why not, in a sentence
 */
async function opened(device, row, pin) {
  const left = closedUntil - Date.now();
  if (left > 0) return t("tablet.pin.wait", { seconds: Math.ceil(left / 1000) });
  if (pin.length < SHORTEST_PIN) return t("tablet.pin.short", { n: SHORTEST_PIN });
  try {
    const signer = await unlock(device, row, pin);
    wrong = 0;
    return signer;
  } catch (error) {
    if (!(error instanceof PinWrong)) throw error;
    wrong += 1;
    if (wrong >= TRIES) closedUntil = Date.now() + WAIT * 2 ** (wrong - TRIES);
    return t("tablet.pin.wrong");
  }
}
