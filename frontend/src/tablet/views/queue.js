// The queue: every act that is not yet receipted, or was refused, with its reason; its way to another tablet; and
// whether this one may leave the office.
import { confirmed } from "../../base/dialog.js";
import { make } from "../../base/dom.js";
import { secondText } from "../../base/times.js";
import { t } from "../../i18n/index.js";
import { dismiss, takeOver, UNSENT } from "../outbox.js";
import { sheet } from "../sheet.js";
import { envelopesOf, fileOf, gather, NONE_YET, partsOf, wholeOf } from "../transfer.js";
import { showVerdict } from "../verdict.js";
import { extras } from "./extras.js";
import { button, card, chip, link } from "./parts.js";
import { readyCard } from "./ready.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../outbox.js").OpenAct} OpenAct */

const TONES = /** @type {const} */ ({
  queued: "info",
  sent: "info",
  waiting: "warn",
  accepted: "ok",
  refused: "bad",
  quarantined: "bad",
});

/** @param {Tablet} tablet @returns {import("./parts.js").View} */
export function queueView(tablet) {
  const list = make("ul", { class: "t-queue-list" });
  const update = () => list.replaceChildren(...tablet.acts.map((act) => row(tablet, act)));
  update();
  const onScan = scanTaker(tablet);
  document.addEventListener("scan", onScan);
  const node = make(
    "div",
    { class: "t-queue-view" },
    card(t("tablet.queue.title"), list, make("p", { class: "t-quiet" }, t("tablet.queue.kept"))),
    card(
      t("tablet.transfer.title"),
      make("p", {}, t("tablet.transfer.how")),
      make(
        "div",
        { class: "t-buttons" },
        button(t("tablet.transfer.file"), () => saveFile(tablet)),
        button(t("tablet.transfer.codes"), () => showCodes(tablet)),
        taking(tablet),
      ),
    ),
    readyCard(tablet),
    card(t("tablet.settings"), link(t("tablet.to_setup"), "/tablet/setup/"), extras()),
  );
  return {
    node,
    title: t("tablet.queue.title"),
    update,
    leave: () => document.removeEventListener("scan", onScan),
  };
}

/** @param {Tablet} tablet @param {OpenAct} act */
function row(tablet, act) {
  const gone = async () => {
    if (!(await confirmed(t("tablet.queue.dismiss_sure")))) return;
    await dismiss(tablet.store, act.act_id);
    await tablet.read();
  };
  const isOver = act.state === "refused" || act.state === "quarantined";
  const why = act.message || (act.code ? t("tablet.queue.code", { code: act.code }) : "");
  return make(
    "li",
    { class: "t-act", "data-state": act.state, "data-counter": act.counter },
    make("span", { class: "t-row-at" }, secondText(act.at)),
    make("span", { class: "t-row-name" }, `${act.counter}. ${act.title}`),
    chip(TONES[act.state], t(`tablet.state.${act.state}`)),
    why ? make("p", { class: "t-why" }, why) : null,
    isOver ? button(t("tablet.queue.dismiss"), gone) : null,
  );
}

/** What another tablet could carry: all that is not receipted. @param {Tablet} tablet */
function unsent(tablet) {
  return tablet.acts
    .filter(({ state }) => UNSENT.some((one) => one === state))
    .map(({ envelope }) => envelope);
}

/** @param {Tablet} tablet */
function saveFile(tablet) {
  const file = new Blob([fileOf(unsent(tablet))], { type: "application/json" });
  const address = URL.createObjectURL(file);
  const name = `examops-queue-${tablet.device?.title || tablet.device?.venue}-${Date.now()}.json`;
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {Tablet} tablet */
async function showCodes(tablet) {
  const envelopes = unsent(tablet);
  if (envelopes.length === 0) return;
  const { drawCode } = await import("../code.js");
  const parts = await partsOf(fileOf(envelopes));
  let at = 0;
  await sheet(t("tablet.transfer.codes"), () => {
    const picture = make("canvas", { class: "t-code", role: "img" });
    const number = make("p", { class: "t-code-number", role: "status" });
    const show = (/** @type {number} */ step) => {
      at = (at + step + parts.length) % parts.length;
      const words = t("tablet.transfer.part", { n: at + 1, of: parts.length });
      picture.setAttribute("aria-label", words);
      number.textContent = words;
      drawCode(picture, parts[at] ?? "");
    };
    show(0);
    const turns = [
      button("←", () => show(-1), { "aria-label": t("tablet.before") }),
      button("→", () => show(1), { "aria-label": t("tablet.after") }),
    ];
    return [picture, number, make("div", { class: "t-buttons" }, ...turns)];
  });
}

/** @param {Tablet} tablet */
function taking(tablet) {
  const file = make("input", {
    type: "file",
    accept: "application/json,.json",
    id: "t-take",
    class: "t-file",
  });
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (chosen) await takeText(tablet, await chosen.text());
    file.value = "";
  });
  return make("label", { class: "button button-touch", for: "t-take" }, t("tablet.transfer.take"), file);
}

/** @param {Tablet} tablet @param {string} text */
async function takeText(tablet, text) {
  const envelopes = envelopesOf(text);
  if (!envelopes || !tablet.device) {
    await showVerdict({
      tone: "bad",
      title: t("tablet.transfer.none"),
      sentence: t("tablet.transfer.none_how"),
    });
    return;
  }
  const added = await takeOver(tablet.store, tablet.device, envelopes, t("tablet.transfer.relayed"));
  await tablet.read();
  tablet.sendSoon();
  const sentence = t("tablet.transfer.taken", { n: added, all: envelopes.length });
  await showVerdict({ tone: "ok", title: t("tablet.transfer.take"), sentence, brief: true });
}

/** Codes off another tablet's screen come by the scanner, in any order. @param {Tablet} tablet */
function scanTaker(tablet) {
  let gathered = NONE_YET;
  return async (/** @type {Event} */ event) => {
    if (!(event instanceof CustomEvent)) return;
    gathered = gather(gathered, event.detail.code);
    const whole = await wholeOf(gathered);
    if (whole === null) return;
    gathered = NONE_YET;
    await takeText(tablet, whole);
  };
}
