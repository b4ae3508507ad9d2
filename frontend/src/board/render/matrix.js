// Venues by milestones: one row a venue, one column a milestone of the session, worst first.
import { byId, drawList, make, set, write } from "../../base/dom.js";
import { minuteText, momentOf, offText, roughText } from "../../base/times.js";
import { coded, t } from "../../i18n/index.js";
import { milestonesOf } from "../reading.js";
import {
  drawBadge,
  grouped,
  isOff,
  lookOf,
  makeBadge,
  milestoneLook,
  milestoneSentence,
  milestoneWord,
  nameOf,
  PAPERS,
  READINESS,
  reportPart,
  WORST,
} from "./parts.js";

/**
 * @typedef {import("../protocol.js").Venue} Venue
 * @typedef {import("../protocol.js").Milestone} Milestone
 * @typedef {import("../reading.js").Column} Column
 * @typedef {{session: string, columns: Column[], now: number}} Shown
 */

const SIDE = /** @type {const} */ (["papers", "report", "seats"]);

/** What must not change for a row's cells to stay. @param {Shown} shown */
export const stampOf = (shown) => `${shown.session}|${shown.columns.map((column) => column.code).join(",")}`;

/** @param {Column} column */
function makeHead(column) {
  return make(
    "th",
    { scope: "col", role: "columnheader", class: "b-col", title: nameOf(column) },
    make("span", { class: "b-col-number", hidden: column.number === null }, String(column.number ?? "")),
    make("span", { class: "b-col-name" }, nameOf(column)),
    make("span", { class: "b-col-time" }, minuteText(column.planned)),
  );
}

/** @param {Shown} shown */
function drawHead(shown) {
  const head = byId("b-head");
  const stamp = `${stampOf(shown)}|${shown.columns.map((column) => column.planned).join(",")}`;
  if (head.dataset.stamp !== stamp) {
    head.dataset.stamp = stamp;
    head.querySelectorAll(".b-col").forEach((column) => column.remove());
    const before = head.querySelector("[data-side]");
    for (const column of shown.columns) head.insertBefore(makeHead(column), before);
  }
  const next = shown.columns.findIndex((column) => column.planned > shown.now);
  head.querySelectorAll(".b-col").forEach((column, at) => {
    set(column, "data-when", at === next ? "next" : at < next || next < 0 ? "past" : "ahead");
  });
  return next;
}

/** @param {Shown} shown */
function makeRow(shown) {
  const row = make("tr", { role: "row", class: "b-row", tabindex: "-1" });
  row.append(
    make(
      "th",
      { scope: "row", role: "rowheader", class: "b-venue" },
      make(
        "span",
        { class: "b-venue-line" },
        make("i", { class: "shape", "aria-hidden": "true" }),
        make("b"),
        make("span", { class: "unseen" }),
      ),
      make(
        "span",
        { class: "b-venue-small" },
        make("span"),
        make("span", { class: "b-venue-ready" }),
        make("span", { class: "b-venue-open" }),
      ),
    ),
  );
  addCells(row, shown);
  return row;
}

/** @param {HTMLElement} row @param {Shown} shown */
function addCells(row, shown) {
  row.dataset.stamp = stampOf(shown);
  for (const column of shown.columns) {
    row.append(
      make(
        "td",
        { role: "cell", class: "b-cell", "data-code": column.code, "data-number": column.number },
        make(
          "span",
          { class: "b-mark" },
          make("i", { class: "shape", "aria-hidden": "true" }),
          make("small", { "aria-hidden": "true" }),
          make("span", { class: "unseen" }),
        ),
      ),
    );
  }
  for (const side of SIDE)
    row.append(make("td", { role: "cell", class: `b-side b-${side}`, "data-label": coded("side", side) }));
  row.querySelector(".b-papers")?.append(makeBadge());
  row.querySelector(".b-report")?.append(makeBadge());
  row.querySelector(".b-seats")?.append(make("b"), make("small"));
}

/** @param {HTMLElement} cell @param {Milestone | undefined} milestone */
function drawCell(cell, milestone) {
  const mark = cell.firstElementChild;
  const [shape, small, unseen] = Array.from(mark?.children ?? []);
  if (!mark || !shape || !small || !unseen) return;
  set(cell, "data-state", milestone ? (milestone.done_at ? "done" : milestone.state) : "none");
  set(mark, "data-tone", milestone ? milestoneLook(milestone).tone : null);
  set(cell, "title", milestone ? milestoneSentence(milestone) : null);
  write(shape, milestone ? milestoneLook(milestone).shape : "");
  write(unseen, milestone ? milestoneWord(milestone) : t("milestone.none"));
  const missing =
    milestone && !milestone.done_at && ["late", "very_late", "silent"].includes(milestone.state);
  set(small, "data-since", missing ? momentOf(milestone.planned_at) : null);
  if (!missing) write(small, milestone ? smallText(milestone) : "");
}

/** @param {Milestone} milestone */
function smallText(milestone) {
  if (isOff(milestone)) return offText(milestone.seconds_off);
  if (milestone.done_at) return minuteText(momentOf(milestone.done_at));
  return milestone.state === "due" ? t("milestone.due") : "";
}

/** @param {HTMLElement} row @param {Venue} venue */
function drawVenue(row, venue) {
  const look = lookOf(WORST, venue.worst);
  set(row, "data-tone", look.tone);
  const [line, small] = Array.from(row.querySelector(".b-venue")?.children ?? []);
  const [shape, name, unseen] = Array.from(line?.children ?? []);
  const [town, ready, open] = Array.from(small?.children ?? []);
  if (!shape || !name || !unseen || !town || !ready || !open) return;
  write(shape, look.shape);
  write(name, venue.name);
  write(unseen, coded("worst", venue.worst));
  write(town, [venue.code, venue.township].filter(Boolean).join(" "));
  const readiness = venue.readiness;
  write(
    ready,
    readiness ? `${lookOf(READINESS, readiness.state).shape}${coded("readiness", readiness.state)}` : "",
  );
  set(ready, "data-tone", readiness ? lookOf(READINESS, readiness.state).tone : null);
  write(open, venue.open_incidents ? t("venue.incidents", { n: venue.open_incidents }) : "");
}

/** @param {HTMLElement} row @param {Venue} venue */
function drawSides(row, venue) {
  const papers = row.querySelector(".b-papers .badge");
  if (papers) drawBadge(papers, lookOf(PAPERS, venue.papers), coded("papers", venue.papers));
  const report = row.querySelector(".b-report .badge");
  if (report instanceof HTMLElement) {
    report.hidden = !venue.report;
    if (venue.report) {
      const { look, word } = reportPart(venue.report);
      drawBadge(report, look, word);
    }
  }
  const [count, absent] = Array.from(row.querySelector(".b-seats")?.children ?? []);
  if (!count || !absent) return;
  write(count, `${grouped(venue.present)} / ${grouped(venue.seats)}`);
  write(
    absent,
    venue.absent === null || venue.absent === undefined
      ? ""
      : t("seats.absent_n", { n: grouped(venue.absent) }),
  );
}

/** @param {HTMLElement} row @param {Venue} venue @param {Shown} shown */
function drawRow(row, venue, shown) {
  if (row.dataset.stamp !== stampOf(shown)) {
    row.querySelectorAll("td").forEach((cell) => cell.remove());
    addCells(row, shown);
  }
  set(row, "data-key", venue.code);
  drawVenue(row, venue);
  const milestones = milestonesOf(venue, shown.session);
  row.querySelectorAll(".b-cell").forEach((cell) => {
    if (cell instanceof HTMLElement) drawCell(cell, milestones.get(cell.dataset.code ?? ""));
  });
  drawSides(row, venue);
}

/** How long what is missing has been missing; called every second. @param {number} now */
export function drawElapsed(now) {
  byId("b-rows")
    .querySelectorAll("small[data-since]")
    .forEach((small) => write(small, roughText((now - Number(small.getAttribute("data-since"))) / 1000)));
}

/**
 * @param {readonly Venue[]} venues in their order
 * @param {Shown} shown
 */
export function drawMatrix(venues, shown) {
  const next = drawHead(shown);
  const rows = byId("b-rows");
  drawList(rows, venues, {
    key: (venue) => venue.code,
    make: () => makeRow(shown),
    draw: (row, venue) => drawRow(row, venue, shown),
    stamp: stampOf(shown),
  });
  const code = shown.columns[next]?.code ?? null;
  for (const row of rows.children) {
    for (const cell of row.children) {
      if (cell.classList.contains("b-cell")) set(cell, "data-next", cell.getAttribute("data-code") === code);
    }
  }
  byId("b-no-venues").hidden = venues.length > 0;
  drawElapsed(shown.now);
}
