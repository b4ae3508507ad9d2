// The bell of this screen: it rings while something sounds, says so, and lets somebody silence it by name.
import { byId, set, write } from "../base/dom.js";
import { t } from "../i18n/index.js";
import { alarmsOf, heaviest, isTimeToRing, nameOf } from "./alarms.js";
import { isWanted, ring, soundState, unblock, want } from "./sound.js";

/** @typedef {import("./protocol.js").Board} Board */

const STATES = {
  on: /** @type {const} */ ({ tone: "ok", word: "sound.on" }),
  off: /** @type {const} */ ({ tone: "quiet", word: "sound.off" }),
  blocked: /** @type {const} */ ({ tone: "warn", word: "sound.blocked" }),
  none: /** @type {const} */ ({ tone: "quiet", word: "sound.none" }),
};

/** @type {{heard: Set<string>, rangAt: number}} */
const before = { heard: new Set(), rangAt: Number.NEGATIVE_INFINITY };

function drawChip() {
  const state = soundState();
  const chip = byId("b-sound");
  set(chip, "data-tone", STATES[state].tone);
  set(chip, "data-sound", state);
  write(byId("b-sound-word"), t(STATES[state].word));
}

/** @param {import("./alarms.js").Alarm[]} alarms */
function drawBar(alarms) {
  const bar = byId("b-alarm");
  if (bar.hidden !== (alarms.length === 0)) bar.hidden = alarms.length === 0;
  if (!alarms.length) return;
  const names = alarms.map((one) =>
    one.restricted ? t("incident.restricted", { n: one.number }) : `#${one.number} ${one.title}`,
  );
  write(
    byId("b-alarm-words"),
    t("alarm.sounding", { n: alarms.length, names: names.slice(0, 4).join("、") }),
  );
}

/**
 * Once a second: show what sounds, and ring when it is time.
 * @param {Board} board
 * @param {{now: number, isDrill: boolean}} at `now` in seconds on the steady clock
 */
export function toll(board, { now, isDrill }) {
  const alarms = alarmsOf(board);
  drawBar(alarms);
  drawChip();
  const weight = heaviest(alarms);
  set(document.body, "data-alarm", weight);
  if (!weight || !isTimeToRing(alarms, before, now)) return;
  before.rangAt = now;
  before.heard = new Set(alarms.map(nameOf));
  if (!isWanted()) return;
  document.body.dataset.rings = String(Number(document.body.dataset.rings ?? 0) + 1);
  ring(weight, isDrill);
}

/** The chip: let it sound where the browser has blocked it; else switch this screen's sound off or on. */
export async function pressSound() {
  const state = soundState();
  if (state === "blocked") await unblock();
  else want(!isWanted());
  drawChip();
}

/** The first touch of the page, wherever, is what the browser waits for. */
export function unblockOnTouch() {
  const touched = (/** @type {Event} */ event) => {
    // The chip answers for itself: the same press must not open the sound and close it again.
    if (event.target instanceof Element && event.target.closest("#b-sound")) return;
    document.removeEventListener("pointerdown", touched);
    document.removeEventListener("keydown", touched);
    void unblock().then(drawChip);
  };
  document.addEventListener("pointerdown", touched);
  document.addEventListener("keydown", touched);
}
