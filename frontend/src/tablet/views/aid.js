// What a venue looks up: the procedures, step by step, and whom to ring. All of it is there without a network.
import { make } from "../../base/dom.js";
import { language, t } from "../../i18n/index.js";
import { card, named } from "./parts.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../day.js").Procedure} Procedure */

/** @param {Procedure} one */
function procedure(one) {
  const steps = make("ol", { class: "t-steps" });
  for (const step of one.steps) {
    const within = step.within
      ? make("span", { class: "t-within" }, t("tablet.within", { time: step.within }))
      : null;
    steps.append(make("li", {}, (language === "en" && step.en) || step.zh, " ", within ?? ""));
  }
  const trigger = (language === "en" && one.trigger_en) || one.trigger;
  return make(
    "details",
    { class: "t-procedure" },
    make("summary", {}, `${one.code} ${named(one)}`),
    trigger ? make("p", { class: "t-quiet" }, trigger) : "",
    steps,
  );
}

/** @param {Tablet} tablet @returns {import("./parts.js").View} */
export function aidView(tablet) {
  const { day } = tablet;
  const phones = make("ul", { class: "t-list" });
  for (const { name, what, phone } of day?.phones ?? []) {
    const call = make("a", { class: "t-row", href: `tel:${phone.replace(/[^\d+]/g, "")}` });
    call.append(make("span", { class: "t-row-name" }, `${what} ${name}`), make("strong", {}, phone));
    phones.append(make("li", {}, call));
  }
  const procedures = (day?.procedures ?? []).map(procedure);
  const node = make(
    "div",
    { class: "t-aid" },
    card(
      t("tablet.phones"),
      phones.children.length ? phones : make("p", { class: "t-quiet" }, t("tablet.none")),
    ),
    card(t("tablet.procedures", { n: procedures.length }), ...procedures),
  );
  return { node, title: t("tablet.tab.aid") };
}
