// The sound of alarms. A browser lets a page sound only after somebody has touched it: until then the board says so.

/** @typedef {import("./alarms.js").Weight} Weight */

const KEPT_AS = "examops.board.sound";

// Tones in hertz, each for as many seconds; the heavier, the more of them and the higher.
/** @type {Record<Weight, number[]>} */
const TONES = { high: [988, 784, 988, 784, 988, 784], middle: [784, 622, 784], low: [622] };
const LASTS = 0.16;
const LOUD = 0.28;

/** @type {AudioContext | null} */
let context = null;

/** Whether this screen is to sound at all; kept on this machine. */
export function isWanted() {
  return localStorage.getItem(KEPT_AS) !== "off";
}

/** @param {boolean} wanted */
export function want(wanted) {
  localStorage.setItem(KEPT_AS, wanted ? "on" : "off");
}

function opened() {
  const Context = window.AudioContext ?? /** @type {any} */ (window).webkitAudioContext;
  if (!context && Context) context = new Context();
  return context;
}

/** @returns {"on" | "off" | "blocked" | "none"} */
export function soundState() {
  if (!isWanted()) return "off";
  const sound = opened();
  if (!sound) return "none";
  return sound.state === "running" ? "on" : "blocked";
}

/** Somebody has touched the page: now the browser may allow it. */
export async function unblock() {
  const sound = opened();
  if (sound && sound.state === "suspended") await sound.resume();
}

/**
 * Ring once. A drill's alarm has another voice: nobody may take it for the exam's.
 * @param {Weight} weight
 * @param {boolean} isDrill
 */
export function ring(weight, isDrill) {
  const sound = opened();
  if (sound?.state !== "running") return;
  TONES[weight].forEach((tone, at) => {
    const begins = sound.currentTime + at * LASTS * 1.15;
    const voice = sound.createOscillator();
    const volume = sound.createGain();
    voice.type = isDrill ? "sine" : "square";
    voice.frequency.value = isDrill ? tone / 2 : tone;
    volume.gain.setValueAtTime(isDrill ? LOUD : LOUD / 2, begins);
    volume.gain.setTargetAtTime(0, begins + LASTS * 0.7, 0.03);
    voice.connect(volume).connect(sound.destination);
    voice.start(begins);
    voice.stop(begins + LASTS * 1.4);
  });
}
