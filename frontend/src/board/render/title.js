// The title bar: the county's time, the exam's time in a drill, the next key moment, and whether this is live.
import { examNow, serverNow, skewSeconds } from "../../base/clock.js";
import { countdown } from "../../base/countdown.js";
import { byId, set, write } from "../../base/dom.js";
import { dayText, minuteText, momentOf, roughText, secondText, stretchText } from "../../base/times.js";
import { t } from "../../i18n/index.js";
import { freshness } from "../freshness.js";
import { examOf, keyMoment, sessionShown } from "../reading.js";
import { nameOf } from "./parts.js";

/** @typedef {import("../store.js").Screen} Screen */

const SKEW_TOLD = 2;

/** @param {Screen} screen */
function drawClock(screen) {
  const here = Date.now();
  const [server, exam] = [serverNow(screen.clock, here), examNow(screen.clock, here)];
  const times = screen.clock.times;
  const own =
    times !== null && (times.state !== "running" || times.rate !== 1 || Math.abs(server - exam) > 2000);
  write(byId("b-clock"), secondText(own ? exam : server));
  write(byId("b-day"), dayText(own ? exam : server));
  const skew = skewSeconds(screen.clock);
  const parts = [];
  if (own) {
    parts.push(t("clock.exam_time", { pace: paceText(times.state, times.rate) }));
    parts.push(t("clock.real", { time: secondText(server) }));
  } else parts.push(t("clock.server"));
  if (Math.abs(skew) >= SKEW_TOLD) {
    parts.push(t(skew > 0 ? "clock.ahead" : "clock.behind", { time: roughText(skew) }));
  }
  write(byId("b-skew"), parts.join(" · "));
  set(byId("b-skew"), "data-tone", Math.abs(skew) >= SKEW_TOLD ? "warn" : null);
}

/** @param {string} state @param {number} rate */
function paceText(state, rate) {
  if (state === "running") return rate === 1 ? "" : t("clock.pace", { rate });
  return t(state === "paused" ? "clock.paused" : "clock.stepped");
}

/** @param {Screen} screen */
function drawSession(screen) {
  const exam = examOf(screen.board);
  if (!exam) return;
  const now = examNow(screen.clock, Date.now());
  const session = sessionShown(exam, now, null);
  const place = byId("b-session");
  if (!session) {
    write(place, t("session.none"));
    return;
  }
  const [from, until] = [momentOf(session.starts_at), momentOf(session.ends_at)];
  const words = [`${session.code} ${session.subject}`, `${minuteText(from)}–${minuteText(until)}`];
  if (now < from) words.push(t("session.before", { time: stretchText((from - now) / 1000) }));
  else if (now < until) words.push(t("session.during", { time: stretchText((until - now) / 1000) }));
  else words.push(t("session.after"));
  write(place, words.join("　"));
}

/** @param {Screen} screen */
function drawNext(screen) {
  const next = examOf(screen.board)?.next_key_moment;
  byId("b-next-box").hidden = !next;
  if (!next) return;
  const said = countdown(examNow(screen.clock, Date.now()), { due: momentOf(next.at) });
  const moment = keyMoment(screen.board, next);
  const name = moment ? nameOf(moment) : t("next.moment");
  write(byId("b-next-label"), said.left > 0 ? t("next.until", { name }) : t("next.since", { name }));
  write(byId("b-next"), stretchText(said.left));
  set(byId("b-next-box"), "data-tone", said.left > 0 && said.left > 300 ? null : "warn");
}

/** @param {Screen} screen @param {number} steady */
export function secondsSilent(screen, steady) {
  return screen.heardAt === null ? null : Math.floor((steady - screen.heardAt) / 1000);
}

/** @param {Screen} screen @param {number} steady */
function drawLive(screen, steady) {
  const silent = secondsSilent(screen, steady);
  const fresh = freshness(silent);
  const { state } = screen.line;
  const place = byId("b-live");
  const over = state === "login_over" || state === "no_right";
  const lost = fresh === "lost" || over;
  const connected = state === "open" && !lost;
  set(place, "data-tone", lost ? "bad" : connected && fresh === "fresh" ? "ok" : "warn");
  const ago = silent === null ? t("live.never") : t("live.ago", { time: roughText(silent) });
  const word = lost ? t("live.lost") : connected ? t("live.on") : t("live.connecting");
  write(byId("b-live-shape"), lost ? "✕" : connected && fresh === "fresh" ? "●" : "▲");
  write(byId("b-live-word"), word);
  write(byId("b-live-ago"), ago);
}

/** @param {Screen} screen @param {number} steady */
export function drawTitle(screen, steady) {
  const exam = examOf(screen.board);
  if (exam) write(byId("b-exam"), exam.name);
  drawClock(screen);
  drawSession(screen);
  drawNext(screen);
  drawLive(screen, steady);
}
