// Equipment: the timed checklist of the day, and the test of a kind, in order except what is named.
import { make } from "../../base/dom.js";
import { minuteText, secondText } from "../../base/times.js";
import { t } from "../../i18n/index.js";
import { equipmentKey } from "../echo.js";
import { checksOf, itemsOf } from "../next.js";
import { NobodySigned } from "../tablet.js";
import { showVerdict } from "../verdict.js";
import { nameOf, placeOf } from "./day.js";
import { button, card, chip, field, input, link, named } from "./parts.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../day.js").Day} Day */

/** @param {Day} day @param {string} kind */
function kindName(day, kind) {
  return named(day.equipment_kinds.find((one) => one.kind === kind)) || kind;
}

/** @param {Tablet} tablet @returns {import("./parts.js").View} */
export function equipmentView(tablet) {
  const node = make("div", { class: "t-equipment" });
  const update = () => {
    const { day } = tablet;
    if (!day) return node.replaceChildren(card("", make("p", {}, t("tablet.missing.day"))));
    const checks = itemsOf(day, tablet.examNow(), tablet.ticked).filter(({ kind }) => kind === "check");
    const kinds = [...new Set(day.equipment.map(({ kind }) => kind))];
    node.replaceChildren(
      card(t("tablet.equipment.checks"), checkList(checks)),
      card(t("tablet.equipment.tests"), ...kinds.map((kind) => kindRow(tablet, day, kind))),
    );
  };
  update();
  return { node, title: t("tablet.tab.equipment"), update };
}

/** @param {readonly import("../next.js").Item[]} checks */
function checkList(checks) {
  const rows = make("ul", { class: "t-list" });
  for (const one of checks) {
    const state =
      one.done_at === null ? chip("quiet", minuteText(one.at)) : chip("ok", secondText(one.done_at));
    rows.append(
      make(
        "li",
        {},
        make(
          "a",
          { class: "t-row", href: placeOf(one) },
          make("span", { class: "t-row-at" }, one.session),
          nameOf(one),
          state,
        ),
      ),
    );
  }
  return rows;
}

/** @param {Tablet} tablet @param {Day} day @param {string} kind */
function kindRow(tablet, day, kind) {
  const assets = day.equipment.filter((asset) => asset.kind === kind);
  const failed = assets.filter(({ outcome }) => outcome === "failed" || outcome === "silent");
  const untested = assets.filter(({ outcome }) => !outcome);
  const waits = tablet.pending.has(equipmentKey(kind));
  const words = failed.length
    ? chip("bad", t("tablet.equipment.failed", { n: failed.length }))
    : untested.length
      ? chip("quiet", t("tablet.equipment.untested", { n: untested.length }))
      : chip(waits ? "info" : "ok", t(waits ? "tablet.item.pending" : "tablet.equipment.passed", { at: "" }));
  return make(
    "a",
    { class: "t-row", href: `#test/${kind}` },
    make("span", { class: "t-row-at" }, String(assets.length)),
    make("span", { class: "t-row-name" }, kindName(day, kind)),
    words,
  );
}

/** @param {Tablet} tablet @param {string} session @param {string} code @returns {import("./parts.js").View} */
export function checkView(tablet, session, code) {
  const node = make("div", { class: "t-one" });
  const { day } = tablet;
  const check = day?.sessions
    .filter((one) => one.code === session)
    .flatMap(checksOf)
    .find((one) => one.code === code);
  if (!day || !check) return { node, title: t("tablet.gone") };
  const title = t(`tablet.check.${check.code}`);
  const tick = async () => {
    await tablet.tick(`check/${session}/${code}`);
    location.hash = "#equipment";
  };
  node.append(
    card(
      title,
      make("p", { class: "t-plan" }, t("tablet.line.plan", { at: minuteText(check.at) })),
      make("p", {}, t(`tablet.check.${check.code}.how`)),
      link(t("tablet.check.test", { kind: kindName(day, check.kind) }), `#test/${check.kind}`),
      button(t("tablet.check.done"), tick, { class: "button-primary button-wide t-big" }),
      make("p", { class: "field-help" }, t("tablet.check.local")),
      link(t("tablet.back"), "#equipment"),
    ),
  );
  return { node, title };
}

/** @param {Tablet} tablet @param {string} kind @returns {import("./parts.js").View} */
export function testView(tablet, kind) {
  const node = make("div", { class: "t-one" });
  const { day } = tablet;
  if (!day) return { node, title: t("tablet.gone") };
  const assets = day.equipment.filter((asset) => asset.kind === kind);
  /** @type {Map<string, HTMLInputElement>} */
  const faults = new Map();
  const said = make(
    "p",
    { class: "field-error", role: "alert", hidden: true },
    t("tablet.equipment.fault_missing"),
  );
  const rows = assets.map(({ asset_code, spare }) => {
    const what = input({ maxlength: 200, "aria-label": t("tablet.equipment.fault", { asset: asset_code }) });
    const line = field(t("tablet.equipment.fault", { asset: asset_code }), what);
    line.hidden = true;
    const toggle = button(
      `${asset_code}${spare ? ` · ${t("tablet.equipment.spare")}` : ""}`,
      () => {
        const broken = !faults.has(asset_code);
        if (broken) faults.set(asset_code, what);
        else faults.delete(asset_code);
        toggle.setAttribute("aria-pressed", String(broken));
        line.hidden = !broken;
        if (broken) what.focus();
      },
      { "aria-pressed": "false", class: "t-room" },
    );
    return make("div", { class: "t-asset" }, toggle, line);
  });
  const tell = async () => {
    const failed = [...faults].map(([asset_code, { value }]) => ({ asset_code, fault: value.trim() }));
    said.hidden = failed.every(({ fault }) => fault);
    if (said.hidden) await tested(tablet, { equipment_kind: kind, failed }, kindName(day, kind));
  };
  const all = button(t("tablet.equipment.all_well", { n: assets.length }), tell, {
    class: "button-primary button-wide t-big",
  });
  node.append(
    card(
      kindName(day, kind),
      make("p", {}, t("tablet.equipment.how")),
      make("details", {}, make("summary", {}, t("tablet.equipment.broken")), ...rows),
      said,
      all,
      link(t("tablet.back"), "#equipment"),
    ),
  );
  return { node, title: kindName(day, kind) };
}

/** @param {Tablet} tablet @param {{equipment_kind: string, failed: object[]}} body @param {string} title */
async function tested(tablet, body, title) {
  try {
    await tablet.act({ path: `venues/${tablet.day?.venue.code}/equipment/test/`, body, title });
  } catch (error) {
    if (error instanceof NobodySigned) return;
    throw error;
  }
  await showVerdict({ tone: "ok", title: t("tablet.sealed"), sentence: title, brief: true });
  location.hash = "#equipment";
}
