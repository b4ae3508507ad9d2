// A verdict over the whole screen: colour, shape and word, and a tone for whoever looks elsewhere. A good one goes by
// itself; a bad one is taken away by hand.
import { make } from "../base/dom.js";
import { t } from "../i18n/index.js";
import { button } from "./views/parts.js";

/** @typedef {"ok" | "warn" | "bad"} Tone */

const SHAPES = { ok: "✓", warn: "▲", bad: "✕" };
const COLOURS = { ok: "green", warn: "amber", bad: "red" };
const SHOWN_FOR = 1_200;

/** What each tone sounds like: frequencies in hertz, one after the other. */
const SOUNDS = { ok: [880], warn: [660, 660], bad: [330, 247, 330] };

/** @type {AudioContext | null} */
let sounds = null;

/** A tone; silence where the browser makes none yet. @param {Tone} tone */
export function sound(tone) {
  if (typeof AudioContext !== "function") return;
  sounds ??= new AudioContext();
  if (sounds.state !== "running") void sounds.resume();
  let at = sounds.currentTime;
  for (const frequency of SOUNDS[tone]) {
    const [voice, volume] = [sounds.createOscillator(), sounds.createGain()];
    voice.frequency.value = frequency;
    volume.gain.setValueAtTime(0.2, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.16);
    voice.connect(volume).connect(sounds.destination);
    voice.start(at);
    voice.stop(at + 0.17);
    at += 0.2;
  }
}

/**
 * @param {{tone: Tone, title: string, sentence: string, brief?: boolean}} verdict `brief` ones go by themselves
 * @returns {Promise<void>} when it is gone
 */
export function showVerdict({ tone, title, sentence, brief = false }) {
  sound(tone);
  return new Promise((resolve) => {
    const gone = () => {
      screen.remove();
      resolve();
    };
    const close = button(t("tablet.verdict.on"), gone, { class: "t-verdict-on" });
    const screen = make(
      "div",
      {
        class: `verdict verdict-full verdict-${COLOURS[tone]}`,
        role: "alertdialog",
        "aria-modal": "true",
        "data-tone": tone,
        "aria-label": title,
      },
      make("p", { class: "verdict-shape", "aria-hidden": "true" }, SHAPES[tone]),
      make("p", { class: "verdict-title" }, title),
      make("p", { class: "verdict-sentence" }, sentence),
      close,
    );
    document.body.append(screen);
    close.focus();
    if (brief && tone === "ok") setTimeout(gone, SHOWN_FOR);
  });
}
