// The live board: one screen, one feed, one renderer for the snapshot and for the frames.
import { examNow, learn } from "../base/clock.js";
import { openDialog } from "../base/dialog.js";
import { byId, drawList, make, set } from "../base/dom.js";
import { answer, silenceAll } from "./acting.js";
import { silencedOf } from "./alarms.js";
import { pressSound, toll, unblockOnTouch } from "./bell.js";
import { Feed } from "./feed.js";
import { markOf } from "./hidden.js";
import { installJump, openJump } from "./jump.js";
import { keepHidden, keepView, keptHidden, keptView, viewOf } from "./kept.js";
import { whereOf, wishOf } from "./keys.js";
import { take } from "./protocol.js";
import * as reading from "./reading.js";
import { drawBanner } from "./render/banner.js";
import { showFigure, showIncident, showVenue } from "./render/detail.js";
import { drawFacts, drawWatch } from "./render/facts.js";
import { drawFigures, figureList } from "./render/figures.js";
import { drawIncidentClocks, drawIncidents } from "./render/incidents.js";
import { drawElapsed } from "./render/matrix.js";
import { drawTitle } from "./render/title.js";
import * as selection from "./selection.js";
import { newScreen } from "./store.js";
import { drawVenues, drawViews, venuesWanted } from "./views.js";

const THEME_KEPT_AS = "examops.board.theme";
const CHANNEL = "wall";
const steady = () => performance.now();

const screen = newScreen(steady());

const now = () => examNow(screen.clock, Date.now());

/** @returns {ReadonlyMap<string, string>} */
function venueNames() {
  return new Map(reading.venuesOf(screen.board).map((venue) => [venue.code, venue.name]));
}

/** Draw all panels: only what changed is touched. */
function draw() {
  const { board, view } = screen;
  const exam = reading.examOf(board);
  const session = exam ? reading.sessionShown(exam, now(), view.session) : null;
  const names = venueNames();
  const venues = venuesWanted(screen, session);
  const incidents = reading
    .inUrgency(reading.openIncidents(board), now())
    .filter((one) =>
      reading.matches(view.filter, [one.number, one.title, one.code, names.get(one.venue ?? "")]),
    );
  drawFigures(board, now());
  drawSessions(session?.code ?? null);
  drawViews(screen);
  drawVenues(screen, venues, { session, now: now() });
  drawIncidents(incidents, names, now(), silencedOf(board));
  drawFacts(reading.factsOf(board), board, names);
  drawWatch(reading.findingsOf(board));
  drawTitle(screen, steady());
  drawBanner(screen, steady());
  selection.keepFocus();
}

/** @param {string | null} shown */
function drawSessions(shown) {
  const exam = reading.examOf(screen.board);
  drawList(byId("b-sessions"), exam?.sessions ?? [], {
    key: (session) => session.code,
    make: (session) =>
      make("button", { type: "button", class: "b-chip", "data-session": session.code }, session.code),
    draw: (button, session) => {
      set(button, "title", `${session.code} ${session.subject}`);
      set(button, "aria-pressed", String(session.code === shown));
      set(button, "data-current", session.code === exam?.current);
    },
    stamp: `${shown}|${exam?.current}`,
  });
}

let drawing = false;

/** Frames may come in bursts; the screen is drawn once a picture. */
function drawSoon() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    draw();
  });
}

function ringWhatSounds() {
  const isDrill = reading.examOf(screen.board)?.kind === "drill";
  toll(screen.board, { now: steady() / 1000, isDrill });
}

let lastMinute = 0;

/** Every second: what moves without the server. Orders that depend on time are redrawn each exam minute. */
function tick() {
  drawTitle(screen, steady());
  drawBanner(screen, steady());
  drawElapsed(now());
  drawIncidentClocks(reading.openIncidents(screen.board), now());
  drawFigures(screen.board, now());
  ringWhatSounds();
  const minute = Math.floor(now() / 10_000);
  if (minute !== lastMinute) drawSoon();
  lastMinute = minute;
}

/** @param {string} theme */
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem(THEME_KEPT_AS, theme);
}

function toggleTheme() {
  setTheme(document.documentElement.dataset.theme === "wall" ? "office" : "wall");
}

/** @param {Partial<import("./store.js").View>} change */
function look(change) {
  Object.assign(screen.view, change);
  set(byId("b-order"), "aria-pressed", String(screen.view.order === "code"));
  drawSoon();
}

/** @param {1 | -1} step */
function otherSession(step) {
  const sessions = reading.examOf(screen.board)?.sessions ?? [];
  const pressed = document.querySelector("#b-sessions [aria-pressed=true]");
  const at = sessions.findIndex((session) => session.code === pressed?.getAttribute("data-session"));
  const next = sessions[at + step];
  if (next) look({ session: next.code });
}

/** @param {"venues" | "incidents" | "facts"} list @param {string | null} key */
function openRow(list, key) {
  const exam = reading.examOf(screen.board);
  const session = exam ? reading.sessionShown(exam, now(), screen.view.session) : null;
  const venue = reading.venuesOf(screen.board).find((one) => one.code === key);
  const incident = reading.openIncidents(screen.board).find((one) => String(one.number) === key);
  if (list === "venues" && venue) showVenue(venue, session?.code ?? "");
  if (list === "incidents" && incident) showIncident(incident, venueNames(), now());
}

/** @param {string} id */
function openById(id) {
  const dialog = byId(id);
  if (dialog instanceof HTMLDialogElement) openDialog(dialog);
}

/** @param {"venues" | "incidents" | "facts"} list */
function enterList(list) {
  look({ list });
  selection.enter(list);
}

/** @param {import("./kept.js").ViewName} name */
function showView(name) {
  if (!document.getElementById(`b-view-${name}`)) return;
  keepView(name);
  selection.clearSelection();
  look({ name });
}

function hideSelected() {
  const key = selection.selectedKey("venues");
  const venue = reading.venuesOf(screen.board).find((one) => one.code === key);
  if (!venue) return;
  selection.move("venues", 1);
  look({ hidden: new Map(screen.view.hidden).set(venue.code, markOf(venue)) });
  keepHidden(screen.view.hidden);
}

function showHidden() {
  look({ hidden: new Map() });
  keepHidden(screen.view.hidden);
}

/** The incident selected, else the most urgent that nobody has answered. */
function answerSelected() {
  const incidents = reading.inUrgency(reading.openIncidents(screen.board), now());
  const key = selection.selectedKey("incidents");
  const wanted = key ? incidents.find((one) => String(one.number) === key) : incidents[0];
  if (wanted) void answer(wanted);
}

/** Where somebody wished to go. @param {string} key */
function jump(key) {
  const at = key.indexOf(":");
  const [kind, name] = [key.slice(0, at), key.slice(at + 1)];
  const view = viewOf(name);
  if (kind === "venue") openRow("venues", name);
  else if (kind === "incident") openRow("incidents", name);
  else if (kind === "session") {
    showView("matrix");
    look({ session: name });
  } else if (kind === "view" && view) showView(view);
  else if (kind === "page") location.assign(name);
}

/** @type {Record<import("./keys.js").Wish, () => void>} */
const ANSWERS = {
  next: () => selection.move(screen.view.list, 1),
  back: () => selection.move(screen.view.list, -1),
  open: () => openRow(screen.view.list, selection.selectedKey(screen.view.list)),
  filter: () => byId("b-filter").focus(),
  help: () => openById("b-help"),
  theme: toggleTheme,
  order: () => look({ order: screen.view.order === "worst" ? "code" : "worst" }),
  venues: () => enterList("venues"),
  incidents: () => enterList("incidents"),
  facts: () => enterList("facts"),
  full: () =>
    void (document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen?.()),
  jump: () => openJump(screen.board),
  sound: () => void pressSound(),
  silence: () => void silenceAll(screen.board),
  answer: answerSelected,
  hide: hideSelected,
  unhide: showHidden,
  view1: () => showView("county"),
  view2: () => showView("matrix"),
  view3: () => showView("ready"),
  view4: () => showView("sessions"),
  view5: () => showView("map"),
  earlier: () => otherSession(-1),
  later: () => otherSession(1),
  clear: () => {
    closeMenu();
    const filter = /** @type {HTMLInputElement} */ (byId("b-filter"));
    filter.value = "";
    selection.clearSelection();
    look({ filter: "", session: null });
  },
};

/** @param {Element} target */
function clicked(target) {
  const figure = target.closest("[data-figure]")?.getAttribute("data-figure");
  const session = target.closest("[data-session]")?.getAttribute("data-session");
  const view = viewOf(target.closest("[data-view]")?.getAttribute("data-view"));
  const row = target.closest(`${selection.VENUE_ROWS}, #b-incidents > li`);
  const wish = /** @type {import("./keys.js").Wish | null} */ (
    target.closest("[data-wish]")?.getAttribute("data-wish") ?? null
  );
  if (figure) {
    const title = figureList(screen.board, now()).find((one) => one.key === figure)?.name ?? "";
    showFigure(figure, title, { board: screen.board, names: venueNames(), now: now() });
  } else if (session) look({ session });
  else if (view) showView(view);
  else if (wish) ANSWERS[wish]();
  else if (row)
    openRow(row.matches("#b-incidents > li") ? "incidents" : "venues", row.getAttribute("data-key"));
}

function closeMenu() {
  document.querySelector(".b-menu[open]")?.removeAttribute("open");
}

function listen() {
  document.addEventListener("keydown", (event) => {
    const wish = wishOf(event, whereOf(event.target));
    if (!wish) return;
    if (wish !== "open") event.preventDefault();
    ANSWERS[wish]();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (!event.target.closest(".b-menu > summary")) closeMenu();
    clicked(event.target);
  });
  byId("b-filter").addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement) look({ filter: event.target.value });
  });
  installJump(() => screen.board, jump);
  unblockOnTouch();
  window.addEventListener("resize", drawSoon);
  window.addEventListener("beforeprint", draw);
}

/** The snapshot in the page, so that the first picture is whole. */
function readEmbedded() {
  const element = document.getElementById("snapshot");
  const text = element?.textContent?.trim();
  if (!text) return;
  const message = JSON.parse(text);
  if (message?.type !== "snapshot") return;
  screen.board = take(screen.board, message).board;
  screen.clock = learn(screen.clock, message, Date.now());
}

/** @returns {string} */
function socketAddress() {
  const path = document.body.dataset.socketPath ?? "/ws/board/";
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}

function connect() {
  const feed = new Feed({
    address: socketAddress(),
    channel: CHANNEL,
    onBoard: (board) => {
      screen.board = board;
      drawSoon();
    },
    onTimes: (times) => {
      screen.clock = learn(screen.clock, times, Date.now());
    },
    onLine: (line) => {
      if (line.state === "open") screen.heardAt = steady();
      screen.line = line;
    },
    world: {
      open: (address) => new WebSocket(address),
      steady,
      later: (run, within) => setTimeout(run, within),
      forget: (timer) => clearTimeout(timer),
      random: Math.random,
    },
  });
  feed.board = screen.board;
  const again = () => {
    if (screen.line.state !== "open") feed.connect();
  };
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) again();
  });
  byId("b-banner-retry").addEventListener("click", () => feed.connect());
  feed.connect();
}

const kept = localStorage.getItem(THEME_KEPT_AS);
if (kept === "office" || kept === "wall") document.documentElement.dataset.theme = kept;
Object.assign(screen.view, { name: keptView(), hidden: keptHidden() });
readEmbedded();
listen();
draw();
ringWhatSounds();
document.body.dataset.drawn = "";
performance.mark("board-drawn");
setInterval(tick, 1000);
connect();
