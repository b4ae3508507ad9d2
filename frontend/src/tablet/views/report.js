// A report that the venue owes: nil is one tap, absences one number, and everything else only where there is something.
import { make } from "../../base/dom.js";
import { fullText } from "../../base/times.js";
import { language, t } from "../../i18n/index.js";
import { reportKey } from "../echo.js";
import { reportKnownFrom } from "../next.js";
import { judgeFigures } from "../rules.js";
import { NobodySigned } from "../tablet.js";
import { showVerdict } from "../verdict.js";
import { button, card, chip, field, input, link, named } from "./parts.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../day.js").Report} Report */
/** @typedef {import("../rules.js").Figures} Figures */
/** @typedef {import("../rules.js").Field} Field */

/** @param {Report} report */
const titleOf = ({ kind }) => t(/** @type {any} */ (`tablet.report.${kind}`));

/** @param {Tablet} tablet @param {string} session @param {string} kind @returns {import("./parts.js").View} */
export function reportView(tablet, session, kind) {
  const report = tablet.day?.reports.find((one) => one.session === session && one.kind === kind);
  const node = make("div", { class: "t-one" });
  if (!tablet.day || !report) return { node, title: t("tablet.gone") };
  const done = report.status === "received";
  const waits = tablet.pending.has(reportKey(session, kind));
  node.append(
    card(
      titleOf(report),
      make(
        "p",
        { class: "t-plan" },
        `${t("tablet.line.plan", { at: fullText(Date.parse(report.planned_at)) })}`,
      ),
      done
        ? chip(waits ? "info" : "ok", t(waits ? "tablet.item.pending" : "tablet.item.done", { at: "" }))
        : telling(tablet, report),
      link(t("tablet.back"), "#day"),
    ),
  );
  return { node, title: titleOf(report) };
}

/** @param {Tablet} tablet @param {Report} report */
function telling(tablet, report) {
  const said = make("p", { class: "field-error", role: "alert", hidden: true });
  const reason = input({ maxlength: 400 });
  const why = field(t("tablet.report.reason"), reason);
  why.hidden = true;
  const send = async (/** @type {Omit<Figures, "difference_reason">} */ given) => {
    const figures = { ...given, difference_reason: reason.value.trim() };
    const wrong = wrongWith(tablet, report, figures);
    said.hidden = wrong === "";
    said.textContent = wrong ? t(/** @type {any} */ (`tablet.refused.${wrong}`)) : "";
    if (wrong === "figures_do_not_add_up") why.hidden = false;
    if (!wrong) await told(tablet, report, figures);
  };
  return make(
    "div",
    { class: "t-form" },
    nilTap(report, send),
    report.kind === "R0" ? null : absences(tablet, report, send),
    said,
    why,
    inFull(tablet, report, send),
  );
}

/** @param {Report} report @param {(given: {nil: boolean, entered: Record<string, unknown>}) => Promise<void>} send */
function nilTap(report, send) {
  const text =
    report.kind === "R0" ? t("tablet.report.nil_ready") : t("tablet.report.nil", { n: report.seats ?? "" });
  return button(text, () => send({ nil: true, entered: {} }), {
    class: "button-primary button-wide t-big",
    "data-nil": true,
  });
}

/** @param {Tablet} tablet @param {Report} report @param {Figures} figures */
function wrongWith(tablet, report, figures) {
  const { day } = tablet;
  if (!day) return "";
  if (tablet.examNow() < reportKnownFrom(day, report)) return "report_too_early";
  return judgeFigures(report.kind, figures, { fields: day.report_form.fields, seats: report.seats });
}

/**
 * The absent by one number, or counted up room by room.
 * @param {Tablet} tablet
 * @param {Report} report
 * @param {(given: {nil: boolean, entered: Record<string, unknown>}) => Promise<void>} send
 */
function absences(tablet, report, send) {
  const absent = input({ type: "number", min: 0, inputmode: "numeric", class: "t-number", name: "absent" });
  const rooms = (tablet.day?.room_plans ?? []).filter(({ session }) => session === report.session);
  const counts = new Map(rooms.map(({ room }) => [room, 0]));
  const grid = make("div", { class: "t-rooms" });
  for (const { room } of rooms) {
    const cell = button(room, () => {
      counts.set(room, (counts.get(room) ?? 0) + 1);
      cell.textContent = `${room} · ${counts.get(room)}`;
      cell.setAttribute("aria-pressed", "true");
      absent.value = String([...counts.values()].reduce((sum, one) => sum + one, 0));
    });
    cell.classList.add("t-room");
    grid.append(cell);
  }
  const tell = () => {
    const missing = Number(absent.value);
    const entered = { present: (report.seats ?? 0) - missing, absent: missing };
    return send({ nil: true, entered });
  };
  return make(
    "fieldset",
    { class: "t-absent" },
    make("legend", {}, t("tablet.report.absences")),
    field(t("tablet.report.absent"), absent, t("tablet.report.seats", { n: report.seats ?? "—" })),
    rooms.length ? make("details", {}, make("summary", {}, t("tablet.report.by_room")), grid) : null,
    button(t("tablet.report.send_absent"), () => (absent.value === "" ? absent.focus() : tell()), {
      class: "button-wide t-big",
    }),
  );
}

/** @param {Field} one */
function control(one) {
  if (one.kind === "yes_no") {
    const choice = make("select", { name: one.code });
    for (const [value, text] of [
      ["", "—"],
      ["true", t("tablet.yes")],
      ["false", t("tablet.no")],
    ])
      choice.append(make("option", { value: value ?? "" }, text));
    return choice;
  }
  if (one.kind === "count") return input({ type: "number", min: 0, inputmode: "numeric", name: one.code });
  return input({ type: one.kind === "time" ? "time" : "text", name: one.code, maxlength: 400 });
}

/** @param {Field} one @param {string} value */
function entryOf({ kind }, value) {
  if (value === "") return undefined;
  if (kind === "count") return Number(value);
  if (kind === "yes_no") return value === "true";
  return kind === "time" && value.length === 5 ? `${value}:00` : value;
}

/**
 * Every field, for a day on which there is something to tell.
 * @param {Tablet} tablet
 * @param {Report} report
 * @param {(given: {nil: boolean, entered: Record<string, unknown>}) => Promise<void>} send
 */
function inFull(tablet, report, send) {
  const form = tablet.day?.report_form;
  const fields = (form?.fields ?? []).filter((one) => one.in.includes(report.kind));
  const controls = fields.map((one) => ({ one, made: control(one) }));
  for (const { one, made } of controls)
    if (one.nil !== null && one.kind !== "text") made.value = String(one.nil);
  const groups = (form?.groups ?? []).map((group) => {
    const mine = controls.filter(({ one }) => one.group === group.code);
    if (mine.length === 0) return null;
    const rows = mine.map(({ one, made }) =>
      field(`${language === "en" ? one.en : one.zh}${one.must ? " *" : ""}`, made),
    );
    return make(
      "fieldset",
      { class: "t-group" },
      make("legend", {}, named(group)),
      make("div", { class: "field-grid" }, ...rows),
    );
  });
  const tell = () => {
    const entered = Object.fromEntries(
      controls
        .map(({ one, made }) => [one.code, entryOf(one, made.value)])
        .filter(([, value]) => value !== undefined),
    );
    return send({ nil: false, entered });
  };
  const sendAll = button(t("tablet.report.send_full"), tell, { class: "button-primary button-wide" });
  return make(
    "details",
    { class: "t-full" },
    make("summary", {}, t("tablet.report.full")),
    ...groups.filter((one) => one !== null),
    sendAll,
  );
}

/** @param {Tablet} tablet @param {Report} report @param {Figures} figures */
async function told(tablet, report, figures) {
  const body = { session: report.session, kind: report.kind, ...figures };
  try {
    await tablet.act({ path: `venues/${tablet.day?.venue.code}/reports/`, body, title: titleOf(report) });
  } catch (error) {
    if (error instanceof NobodySigned) return;
    throw error;
  }
  await showVerdict({ tone: "ok", title: t("tablet.sealed"), sentence: titleOf(report), brief: true });
  location.hash = "#day";
}
