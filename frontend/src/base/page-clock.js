// The clock of a page: what the template says in <body data-server-time data-exam-time data-rate data-clock>.
import { examNow, learn, serverNow, UNSET } from "./clock.js";

let clock = UNSET;

/** @param {HTMLElement} body */
export function readPageClock(body) {
  const { serverTime, examTime, rate, clock: state } = body.dataset;
  if (!serverTime) return;
  const times = {
    server_time: serverTime,
    exam_time: examTime ?? serverTime,
    rate: Number(rate ?? 1),
    state: /** @type {"running" | "paused" | "stepped"} */ (state ?? "running"),
  };
  clock = learn(UNSET, times, Date.now());
}

/** The exam's time on this page, for countdowns. */
export function pageExamNow() {
  return examNow(clock, Date.now());
}

/** The server's time on this page. */
export function pageServerNow() {
  return serverNow(clock, Date.now());
}
