// One milestone: one tap, with its confirmation, rooms excepted where there are some, a bell to its second.
import { make } from "../../base/dom.js";
import { minuteText, secondText, wallTime } from "../../base/times.js";
import { t } from "../../i18n/index.js";
import { milestoneKey } from "../echo.js";
import { timingOf } from "../rules.js";
import { NobodySigned } from "../tablet.js";
import { showVerdict } from "../verdict.js";
import { button, card, chip, field, input, link, named } from "./parts.js";
import { exceptRooms } from "./rooms.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../day.js").Milestone} Milestone */

const EAST_8 = "+08:00";
const TONES = /** @type {const} */ ({ early: "warn", on_time: "ok", late: "warn", very_late: "bad" });

/** The moment that was typed, on the day of the exam's now. @param {string} typed @param {number} now */
export function momentTyped(typed, now) {
  if (!/^\d\d:\d\d(:\d\d)?$/.test(typed)) return null;
  const { year, month, day } = wallTime(now);
  const date = [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
  return new Date(`${date}T${typed.length === 5 ? `${typed}:00` : typed}${EAST_8}`).toISOString();
}

/** @param {import("../day.js").Day} day @param {Milestone} line */
function roomsOf(day, line) {
  const planned = day.room_plans.filter(({ session }) => session === line.session).map(({ room }) => room);
  return planned.length
    ? planned
    : day.rooms.filter(({ kind }) => kind === "standard").map(({ number }) => number);
}

/** @param {Tablet} tablet @param {string} session @param {string} code @returns {import("./parts.js").View} */
export function lineView(tablet, session, code) {
  const line = tablet.day?.milestones.find((one) => one.session === session && one.code === code);
  const node = make("div", { class: "t-one" });
  if (!tablet.day || !line) return { node, title: t("tablet.gone") };
  node.append(
    card(
      named(line),
      make("p", { class: "t-plan" }, t("tablet.line.plan", { at: minuteText(Date.parse(line.planned_at)) })),
      line.status === "reached" ? reached(tablet, line) : telling(tablet, line),
      link(t("tablet.back"), "#day"),
    ),
  );
  return { node, title: named(line) };
}

/** @param {Tablet} tablet @param {Milestone} line */
function reached(tablet, line) {
  const at = line.reached_at ? secondText(Date.parse(line.reached_at)) : "";
  const waits = tablet.pending.has(milestoneKey(line.session, line.code));
  return waits ? chip("info", t("tablet.item.pending", { at })) : chip("ok", t("tablet.item.done", { at }));
}

/** @param {Tablet} tablet @param {Milestone} line */
function telling(tablet, line) {
  const bell = line.who === "bell_ringer";
  const at = input({ type: "time", step: 1, name: "at" });
  const rooms = line.reach === "room" && tablet.day ? exceptRooms(roomsOf(tablet.day, line)) : null;
  const said = make("p", { class: "field-error", role: "alert", hidden: true });
  const tell = async () => {
    const except_rooms = rooms ? rooms.taken() : [];
    const reached_at = at.value ? momentTyped(at.value, tablet.examNow()) : tablet.examIso();
    const wrong =
      except_rooms === null ? "tablet.rooms.reason_missing" : bell && !at.value ? "tablet.line.bell" : "";
    said.hidden = wrong === "";
    if (wrong || reached_at === null || except_rooms === null) {
      said.textContent = wrong ? t(wrong) : "";
      return;
    }
    await told(tablet, line, { reached_at, except_rooms });
  };
  return make(
    "form",
    { class: "form t-form" },
    bell ? field(t("tablet.line.bell_at"), at, t("tablet.line.bell_help")) : null,
    rooms?.node ?? null,
    bell
      ? null
      : make("details", {}, make("summary", {}, t("tablet.line.earlier")), field(t("tablet.line.at"), at)),
    said,
    button(rooms ? t("tablet.line.confirm_rooms") : t("tablet.line.confirm"), tell, {
      class: "button-primary button-wide t-big",
    }),
  );
}

/** @param {Tablet} tablet @param {Milestone} line @param {{reached_at: string, except_rooms: object[]}} how */
async function told(tablet, line, { reached_at, except_rooms }) {
  const body = { session: line.session, milestone: line.code, except_rooms, reached_at };
  try {
    const path = `venues/${tablet.day?.venue.code}/milestones/reach/`;
    await tablet.act({ path, body, title: named(line) });
  } catch (error) {
    if (error instanceof NobodySigned) return;
    throw error;
  }
  const timing = timingOf({ at: reached_at, planned_at: line.planned_at, tolerance_s: line.tolerance_s });
  const at = secondText(Date.parse(reached_at));
  await showVerdict({
    tone: TONES[timing],
    title: t(`timing.${timing}`),
    sentence: `${named(line)} ${at}`,
    brief: true,
  });
  location.hash = "#day";
}
