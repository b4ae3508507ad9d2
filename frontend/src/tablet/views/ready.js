// "Ready to go offline": green and red ticks, and the whole screen red where one is red (R1).
import { make } from "../../base/dom.js";
import { t } from "../../i18n/index.js";
import { persist } from "../health.js";
import { isReady, selfTest } from "../selftest.js";
import { showVerdict } from "../verdict.js";
import { button, card } from "./parts.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../selftest.js").Result} Result */

/** @param {Result} result */
function tick({ check, ok, detail }) {
  return make(
    "li",
    { class: "t-tick", "data-check": check, "data-tone": ok ? "ok" : "bad" },
    make("span", { class: "shape", "aria-hidden": "true" }, ok ? "✓" : "✕"),
    make("span", { class: "t-tick-name" }, `${t(`tablet.ready.${check}`)}${detail ? ` · ${detail}` : ""}`),
    make("span", { class: "t-tick-word" }, ok ? t("tablet.ready.ok") : t(`tablet.ready.${check}.how`)),
  );
}

/** @param {readonly Result[]} results */
export function ticks(results) {
  const list = make("ul", { class: "t-ticks" });
  for (const result of results) list.append(tick(result));
  return list;
}

/** @param {Tablet} tablet */
export function readyCard(tablet) {
  const place = make("div", { class: "t-ready", "aria-live": "polite" });
  const test = async () => {
    if (globalThis.isSecureContext) await persist();
    await tablet.refresh();
    const results = await selfTest(tablet);
    const ready = isReady(results);
    place.replaceChildren(ticks(results));
    place.dataset.ready = String(ready);
    const bad = results.filter(({ ok }) => !ok).map(({ check }) => t(`tablet.ready.${check}`));
    await showVerdict({
      tone: ready ? "ok" : "bad",
      title: ready ? t("tablet.ready.yes") : t("tablet.ready.no"),
      sentence: ready ? t("tablet.ready.yes_how") : bad.join(t("tablet.comma")),
    });
  };
  return card(
    t("tablet.ready.title"),
    make("p", {}, t("tablet.ready.what")),
    button(t("tablet.ready.test"), test, { class: "button-primary", "data-selftest": true }),
    place,
  );
}
