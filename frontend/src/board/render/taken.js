// Attendance and reports: every venue by every session of the day, and what they come to together.
import { byId, drawList, make, set } from "../../base/dom.js";
import { t } from "../../i18n/index.js";
import { badge, grouped, reportPart } from "./parts.js";

/**
 * @typedef {import("../protocol.js").Venue} Venue
 * @typedef {import("../protocol.js").Report} Report
 */

/** The sessions that reports are owed of, in the exam's order.
 * @param {readonly Venue[]} venues @param {readonly {code: string}[]} sessions */
export function sessionsOwed(venues, sessions) {
  const owed = new Set(venues.flatMap((venue) => (venue.reports ?? []).map((one) => one.session)));
  return sessions.map((session) => session.code).filter((code) => owed.has(code));
}

/** What was counted last in a session. @param {Venue} venue @param {string} session */
export function countOf(venue, session) {
  const counted = (venue.reports ?? []).filter(
    (one) => one.session === session && one.present !== null && one.present !== undefined,
  );
  return counted[counted.length - 1] ?? null;
}

/** @param {readonly Venue[]} venues @param {string} session */
export function sumOf(venues, session) {
  const counts = venues.map((venue) => countOf(venue, session)).filter((one) => one !== null);
  const reports = venues.flatMap((venue) => (venue.reports ?? []).filter((one) => one.session === session));
  return {
    counted: counts.length,
    present: counts.reduce((sum, one) => sum + (one.present ?? 0), 0),
    absent: counts.reduce((sum, one) => sum + (one.absent ?? 0), 0),
    owed: reports.length,
    received: reports.filter((one) => one.state === "received").length,
    overdue: reports.filter((one) => one.state === "overdue").length,
  };
}

/** @param {string[]} sessions */
function drawHead(sessions) {
  const head = byId("b-taken-head");
  if (head.dataset.stamp === sessions.join()) return;
  head.dataset.stamp = sessions.join();
  const above = make("tr", {}, make("th", { scope: "col", rowspan: "2" }, t("detail.venue")));
  const below = make("tr");
  for (const session of sessions) {
    above.append(make("th", { scope: "colgroup", colspan: "3" }, session));
    for (const name of [t("detail.present"), t("detail.absent"), t("detail.report")])
      below.append(make("th", { scope: "col" }, name));
  }
  head.replaceChildren(above, below);
}

/** @param {Venue} venue @param {string} session */
function reportsOf(venue, session) {
  const marks = make("td", { class: "b-taken-reports" });
  for (const one of (venue.reports ?? []).filter((report) => report.session === session)) {
    const { look, word } = reportPart(one);
    marks.append(badge(look, word));
  }
  return marks;
}

/** @param {Venue} venue @param {string[]} sessions */
function cellsOf(venue, sessions) {
  return sessions.flatMap((session) => {
    const count = countOf(venue, session);
    return [
      make("td", { class: "figures" }, grouped(count?.present)),
      make("td", { class: "figures" }, grouped(count?.absent)),
      reportsOf(venue, session),
    ];
  });
}

/** @param {readonly Venue[]} venues @param {string[]} sessions */
function drawFoot(venues, sessions) {
  const cells = sessions.flatMap((session) => {
    const sum = sumOf(venues, session);
    const words = t("taken.received", { n: sum.received, all: sum.owed });
    const late = sum.overdue ? t("taken.overdue", { n: sum.overdue }) : "";
    return [
      make("td", { class: "figures" }, sum.counted ? grouped(sum.present) : "—"),
      make("td", { class: "figures" }, sum.counted ? grouped(sum.absent) : "—"),
      make("td", { "data-tone": sum.overdue ? "bad" : null }, late ? `${words} · ✕ ${late}` : words),
    ];
  });
  byId("b-taken-foot").replaceChildren(
    make("tr", {}, make("th", { scope: "row" }, t("taken.all")), ...cells),
  );
}

/**
 * @param {readonly Venue[]} venues
 * @param {readonly {code: string}[]} sessions of the exam
 */
export function drawTaken(venues, sessions) {
  const owed = sessionsOwed(venues, sessions);
  drawHead(owed);
  drawList(byId("b-taken-rows"), venues, {
    key: (venue) => venue.code,
    make: () => make("tr", { class: "b-line", tabindex: "-1" }),
    draw: (row, venue) => {
      set(row, "data-key", venue.code);
      const name = make("th", { scope: "row" }, make("b", {}, venue.name), make("small", {}, venue.code));
      row.replaceChildren(name, ...cellsOf(venue, owed));
    },
    stamp: owed.join(),
  });
  drawFoot(venues, owed);
}
