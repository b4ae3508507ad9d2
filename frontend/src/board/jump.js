// Ctrl+K: type a few letters of a venue, an incident, a session, a view or a page, and go there.
import { closeDialog, openDialog } from "../base/dialog.js";
import { byId, drawList, make, set, write } from "../base/dom.js";
import { coded, t } from "../i18n/index.js";
import { examOf, matches, openIncidents, venuesOf } from "./reading.js";

/**
 * @typedef {import("./protocol.js").Board} Board
 * @typedef {{key: string, kind: string, name: string, more: string, texts: (string | number | undefined)[]}} Place
 */

const MOST = 12;

/** Everything that one may jump to. @param {Board} board @returns {Place[]} */
export function placesOn(board) {
  const venues = venuesOf(board).map((one) => ({
    key: `venue:${one.code}`,
    kind: t("jump.venue"),
    name: `${one.code} ${one.name}`,
    more: coded("worst", one.worst),
    texts: [one.code, one.name, one.township, coded("worst", one.worst)],
  }));
  const incidents = openIncidents(board).map((one) => ({
    key: `incident:${one.number}`,
    kind: t("jump.incident"),
    name: one.restricted ? t("incident.restricted", { n: one.number }) : `#${one.number} ${one.title ?? ""}`,
    more: coded("incident", one.state),
    texts: [`#${one.number}`, one.number, one.title, one.code],
  }));
  const sessions = (examOf(board)?.sessions ?? []).map((one) => ({
    key: `session:${one.code}`,
    kind: t("jump.session"),
    name: `${one.code} ${one.subject}`,
    more: "",
    texts: [one.code, one.subject],
  }));
  return [...venues, ...incidents, ...sessions];
}

/** Views and pages, as the page itself has them. @returns {Place[]} */
function placesOfPage() {
  const views = Array.from(document.querySelectorAll("#b-views [data-view]"), (one) => ({
    key: `view:${one.getAttribute("data-view")}`,
    kind: t("jump.view"),
    name: one.textContent ?? "",
    more: "",
    texts: [one.textContent ?? ""],
  }));
  const pages = Array.from(document.querySelectorAll(".b-menu-sheet a"), (one) => ({
    key: `page:${one.getAttribute("href")}`,
    kind: t("jump.page"),
    name: one.textContent?.trim() ?? "",
    more: "",
    texts: [one.textContent ?? ""],
  }));
  return [...views, ...pages];
}

/**
 * What the letters fit, those first whose name begins with them.
 * @param {readonly Place[]} places
 * @param {string} text
 */
export function found(places, text) {
  const wanted = text.trim().toLowerCase();
  const begins = (/** @type {Place} */ place) =>
    place.texts.some((one) =>
      String(one ?? "")
        .toLowerCase()
        .startsWith(wanted),
    )
      ? 0
      : 1;
  return places
    .filter((place) => matches(text, place.texts))
    .map((place, at) => ({ place, at, rank: begins(place) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, MOST)
    .map((one) => one.place);
}

let chosen = 0;
/** @type {Place[]} */
let shown = [];

/** @param {Board} board */
function draw(board) {
  const input = /** @type {HTMLInputElement} */ (byId("b-jump-text"));
  shown = found([...placesOn(board), ...placesOfPage()], input.value);
  chosen = Math.min(chosen, Math.max(0, shown.length - 1));
  drawList(byId("b-jump-found"), shown, {
    key: (place) => place.key,
    make: (place) =>
      make(
        "li",
        { role: "option", id: `jump-${place.key.replace(/\W/g, "-")}`, "data-jump": place.key },
        make("span", { class: "b-jump-kind" }),
        make("b"),
        make("small"),
      ),
    draw: (line, place) => {
      const [kind, name, more] = Array.from(line.children);
      if (kind) write(kind, place.kind);
      if (name) write(name, place.name);
      if (more) write(more, place.more);
    },
  });
  Array.from(byId("b-jump-found").children).forEach((line, at) => {
    set(line, "aria-selected", String(at === chosen));
    if (at === chosen) line.scrollIntoView({ block: "nearest" });
  });
  set(input, "aria-activedescendant", byId("b-jump-found").children[chosen]?.id);
  byId("b-jump-none").hidden = shown.length > 0;
}

function dialog() {
  return /** @type {HTMLDialogElement} */ (byId("b-jump"));
}

/** @param {Board} board */
export function openJump(board) {
  const input = /** @type {HTMLInputElement} */ (byId("b-jump-text"));
  input.value = "";
  chosen = 0;
  openDialog(dialog());
  draw(board);
  input.focus();
}

/**
 * @param {() => Board} board what is held now
 * @param {(key: string) => void} go
 */
export function installJump(board, go) {
  const leave = (/** @type {string | undefined} */ key) => {
    if (!key) return;
    closeDialog(dialog());
    go(key);
  };
  byId("b-jump-text").addEventListener("input", () => {
    chosen = 0;
    draw(board());
  });
  byId("b-jump-text").addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      chosen = Math.min(shown.length - 1, Math.max(0, chosen + step));
      draw(board());
    } else if (event.key === "Enter") {
      event.preventDefault();
      leave(shown[chosen]?.key);
    }
  });
  byId("b-jump-found").addEventListener("click", (event) => {
    if (event.target instanceof Element)
      leave(event.target.closest("[data-jump]")?.getAttribute("data-jump") ?? undefined);
  });
}
