// The venue's day: the one thing to do now in big type, what is overdue, and everything else in its order.
import { make } from "../../base/dom.js";
import { minuteText, roughText, secondText } from "../../base/times.js";
import { t } from "../../i18n/index.js";
import { itemsOf, nextOf } from "../next.js";
import { card, chip, link, named } from "./parts.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../next.js").Item} Item */

const TONES = /** @type {const} */ ({
  done: "ok",
  overdue: "bad",
  due: "warn",
  soon: "info",
  later: "quiet",
});

/** @param {Item} item */
export function nameOf(item) {
  if (item.kind === "report") return t(/** @type {any} */ (`tablet.report.${item.code}`));
  if (item.kind === "check") return t(/** @type {any} */ (`tablet.check.${item.code}`));
  return named(item);
}

/** @param {Item} item */
export function placeOf({ kind, session, code }) {
  const view = { milestone: "line", report: "report", check: "check" }[kind];
  return `#${view}/${encodeURIComponent(session)}/${encodeURIComponent(code)}`;
}

/** @param {Tablet} tablet @param {Item} item @param {number} now */
function stateOf(tablet, item, now) {
  if (item.urgency === "done") {
    const at = item.done_at === null ? "" : secondText(item.done_at);
    return tablet.pending.has(item.key)
      ? chip("info", t("tablet.item.pending", { at }))
      : chip("ok", t("tablet.item.done", { at }));
  }
  const off = roughText((now - item.at) / 1000);
  const words = now > item.at ? t("tablet.item.late", { off }) : t("tablet.item.in", { off });
  return chip(TONES[item.urgency], words);
}

/** @param {Tablet} tablet @param {Item} item @param {number} now */
function row(tablet, item, now) {
  const line = make(
    "a",
    { class: "t-row", href: placeOf(item), "data-key": item.key, "data-urgency": item.urgency },
    make("time", { class: "t-row-at" }, minuteText(item.at)),
    make("span", { class: "t-row-name" }, nameOf(item)),
    stateOf(tablet, item, now),
  );
  return make("li", {}, line);
}

/** @param {Tablet} tablet @param {Item} item @param {number} now */
function nextCard(tablet, item, now) {
  return make(
    "section",
    { class: "t-next", "data-urgency": item.urgency, "aria-label": t("tablet.next") },
    make("p", { class: "t-next-at" }, `${t("tablet.next")} · ${minuteText(item.at)}`),
    make("h1", { class: "t-next-name" }, nameOf(item)),
    stateOf(tablet, item, now),
    link(
      item.kind === "report" ? t("tablet.next.report") : t("tablet.next.tell"),
      placeOf(item),
      "button-primary button-wide t-next-tap",
    ),
  );
}

/** What stands in the way of a day, in one sentence with the next step. @param {Tablet} tablet */
function missing(tablet) {
  if (!tablet.device?.id) return [t("tablet.missing.device"), t("tablet.to_setup"), "/tablet/setup/"];
  if (!tablet.day && tablet.link === "login") return [t("tablet.missing.login"), t("tablet.to_login"), LOGIN];
  if (!tablet.day) return [t("tablet.missing.day"), t("tablet.to_setup"), "/tablet/setup/"];
  return null;
}

const LOGIN = "/accounts/login/?next=/tablet/";

/** @param {Tablet} tablet @returns {import("./parts.js").View} */
export function dayView(tablet) {
  const node = make("div", { class: "t-day" });
  let drawn = "";
  const update = () => {
    const way = missing(tablet);
    const now = tablet.examNow();
    const items = tablet.day ? itemsOf(tablet.day, now, tablet.ticked) : [];
    // A list that says the same is left alone: nothing jumps under a finger.
    const minute = Math.floor(now / 60_000);
    const stamp = JSON.stringify([way, minute, tablet.link === "login", [...tablet.pending], items]);
    if (stamp === drawn) return;
    drawn = stamp;
    const focused = document.activeElement?.getAttribute("data-key");
    node.replaceChildren(...(way ? stopped(way) : whole(tablet, items, now)));
    if (focused) {
      const again = node.querySelector(`[data-key="${CSS.escape(focused)}"]`);
      if (again instanceof HTMLElement) again.focus();
    }
  };
  update();
  return { node, title: t("tablet.tab.day"), update };
}

/** @param {string[]} way */
function stopped([why = "", step = "", href = ""]) {
  return [make("div", { class: "t-red", role: "alert" }, make("p", {}, why), link(step, href))];
}

/** @param {Tablet} tablet @param {readonly Item[]} items @param {number} now */
function whole(tablet, items, now) {
  const next = nextOf(items);
  const overdue = items.filter((item) => item.urgency === "overdue" && item !== next);
  const sessions = tablet.day?.sessions ?? [];
  const login = link(t("tablet.to_login"), LOGIN);
  return [
    tablet.link === "login"
      ? make("div", { class: "t-strip", "data-tone": "warn" }, t("tablet.strip.login"), login)
      : "",
    next ? nextCard(tablet, next, now) : make("p", { class: "t-quiet" }, t("tablet.nothing_next")),
    overdue.length ? card(t("tablet.overdue", { n: overdue.length }), list(tablet, overdue, now, "bad")) : "",
    ...sessions
      .map((session) => ({ session, lines: items.filter((item) => item.session === session.code) }))
      .filter(({ lines }) => lines.length > 0)
      .map(({ session, lines }) => sessionCard(tablet, `${session.code} ${named(session)}`, { lines, now })),
  ];
}

/**
 * A session: what is to come, and what is done folded away. What is overdue stands in a card of its own.
 * @param {Tablet} tablet
 * @param {string} title
 * @param {{lines: readonly Item[], now: number}} of
 */
function sessionCard(tablet, title, { lines, now }) {
  const open = lines.filter(({ urgency }) => urgency !== "done" && urgency !== "overdue");
  const done = lines.filter(({ urgency }) => urgency === "done");
  const waits = done.some(({ key }) => tablet.pending.has(key));
  const folded = make("details", { open: waits }, make("summary", {}, t("tablet.done", { n: done.length })));
  folded.append(list(tablet, done, now));
  return card(title, list(tablet, open, now), done.length ? folded : null);
}

/** @param {Tablet} tablet @param {readonly Item[]} items @param {number} now @param {string} [tone] */
function list(tablet, items, now, tone) {
  const rows = make("ul", { class: "t-list", "data-tone": tone });
  for (const item of items) rows.append(row(tablet, item, now));
  return rows;
}
