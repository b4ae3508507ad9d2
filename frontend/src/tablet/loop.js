// When the queue is sent: at once after an act, when the line comes back, every five seconds while something waits, and
// once a minute so that the county hears of the tablet. Longer apart while nobody answers.
import { EVERY, waitAfter } from "./backoff.js";
import { health } from "./health.js";
import { ask } from "./server.js";
import { sendOnce } from "./sync.js";

const HEARTBEAT = 60_000;
const DAY_EVERY = 60_000;
const FAILS = new Set(["offline", "unproved", "refused"]);

/** @typedef {import("./tablet.js").Tablet} Tablet */

/**
 * Start the loop. Returns what sends at once.
 * @param {Tablet} tablet
 */
export function startLoop(tablet) {
  let failures = 0;
  let heardAt = 0;
  let dayAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let running = false;

  const due = () => tablet.queue.length > 0 || Date.now() - heardAt > HEARTBEAT;

  async function round() {
    if (!tablet.device?.id) return;
    if (due()) {
      const { outcome, accepted } = await sendOnce(tablet.store, tablet.device, {
        ask,
        health: () => health(tablet.app),
      });
      if (outcome !== "busy") tablet.link = outcome;
      failures = FAILS.has(outcome) ? failures + 1 : 0;
      if (!FAILS.has(outcome)) heardAt = Date.now();
      if (accepted > 0) dayAt = 0;
      await tablet.read();
    }
    if (tablet.link !== "offline" && Date.now() - dayAt > DAY_EVERY) {
      dayAt = Date.now();
      const outcome = await tablet.refresh();
      if (outcome === "offline" || outcome === "login") tablet.link = outcome;
      tablet.changed();
    }
  }

  async function go() {
    clearTimeout(timer);
    if (running) return;
    running = true;
    try {
      await round();
    } finally {
      running = false;
      timer = setTimeout(go, failures ? waitAfter(failures) : EVERY);
    }
  }

  const now = () => {
    failures = 0;
    heardAt = 0;
    void go();
  };
  addEventListener("online", now);
  addEventListener("offline", () => {
    tablet.link = "offline";
    tablet.changed();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void go();
  });
  tablet.sendSoon = () => void go();
  void go();
  return now;
}
