// An incident in three taps: what kind, which, report. What is known besides may be added, and need not be.
import { make } from "../../base/dom.js";
import { coded, t } from "../../i18n/index.js";
import { NobodySigned } from "../tablet.js";
import { showVerdict } from "../verdict.js";
import { button, card, field, input, link, named } from "./parts.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../day.js").Plan} Plan */

/** @param {Tablet} tablet @param {string} [group] @param {string} [code] @returns {import("./parts.js").View} */
export function incidentView(tablet, group = "", code = "") {
  const node = make("div", { class: "t-one" });
  const plans = tablet.day?.plans ?? [];
  const plan = plans.find((one) => one.code === code);
  if (plan) node.append(confirming(tablet, plan));
  else if (group)
    node.append(
      ofGroup(
        plans.filter((one) => one.group === group),
        group,
      ),
    );
  else node.append(groups(plans));
  return { node, title: t("tablet.tab.incident") };
}

/** @param {string} group */
const groupName = (group) => coded("tablet.group", group);

/** @param {readonly Plan[]} plans */
function groups(plans) {
  const known = [...new Set(plans.map(({ group }) => group))];
  const grid = make("div", { class: "t-choices" });
  for (const group of known) grid.append(link(`${group} ${groupName(group)}`, `#incident/${group}`));
  return card(t("tablet.incident.kind"), make("p", {}, t("tablet.incident.life")), grid);
}

/** @param {readonly Plan[]} plans @param {string} group */
function ofGroup(plans, group) {
  const grid = make("div", { class: "t-choices" });
  for (const plan of plans)
    grid.append(link(`${plan.code} ${named(plan)}`, `#incident/${group}/${plan.code}`));
  return card(groupName(group) || group, grid, link(t("tablet.back"), "#incident"));
}

/** @param {Tablet} tablet @param {Plan} plan */
function confirming(tablet, plan) {
  const place = input({ maxlength: 120 });
  const words = make("textarea", { rows: 3, maxlength: 1000 });
  const which = make("select", {});
  for (const one of plan.conditions ?? [])
    which.append(make("option", { value: `${plan.code}/${one.code}` }, named(one)));
  const tell = async () => {
    const body = {
      plan: which.value || plan.code,
      venue: tablet.day?.venue.code ?? "",
      place: place.value.trim(),
      words: words.value.trim(),
    };
    try {
      await tablet.act({ path: "incidents/", body, title: `${plan.code} ${named(plan)}` });
    } catch (error) {
      if (error instanceof NobodySigned) return;
      throw error;
    }
    await showVerdict({
      tone: "ok",
      title: t("tablet.incident.told"),
      sentence: t("tablet.incident.call"),
      brief: false,
    });
    location.hash = "#day";
  };
  return card(
    `${plan.code} ${named(plan)}`,
    which.options.length ? field(t("tablet.incident.which"), which) : null,
    button(t("tablet.incident.report"), tell, { class: "button-danger button-wide t-big" }),
    make(
      "details",
      {},
      make("summary", {}, t("tablet.incident.more")),
      field(t("tablet.incident.place"), place),
      field(t("tablet.incident.words"), words, t("tablet.incident.words_help")),
    ),
    link(t("tablet.back"), `#incident/${plan.group}`),
  );
}
