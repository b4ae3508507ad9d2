// <section data-notices="id id …">: what its person has not seen sounds, until he says that he has seen it.
//
// The browser lets a page sound only after somebody has touched it: until then the page says that it is silent, and
// the first touch anywhere switches the sound on. What was switched off by hand stays off in this browser.

const KEPT = "notices-sound";
const EVERY = 4_000;
// Two tones, a second apart, as the duty room's telephone has them; Hz and seconds.
const TONES = [880, 660];
const LENGTH = 0.28;

/**
 * The ids that a list names.
 * @param {string | undefined} told
 */
export function idsOf(told) {
  return (told ?? "").split(/\s+/).filter(Boolean);
}

/**
 * Whether something has come that was not there before.
 * @param {ReadonlySet<string>} before
 * @param {readonly string[]} now
 */
export function hasNew(before, now) {
  return now.some((id) => !before.has(id));
}

/** @param {Storage | null} kept */
export function isSilenced(kept) {
  return kept?.getItem(KEPT) === "off";
}

/** @type {AudioContext | null} */
let context = null;

function ring() {
  if (context?.state !== "running") return;
  const start = context.currentTime;
  TONES.forEach((tone, place) => {
    if (!context) return;
    const voice = context.createOscillator();
    const volume = context.createGain();
    const at = start + place * LENGTH;
    voice.frequency.value = tone;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.4, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH);
    voice.connect(volume).connect(context.destination);
    voice.start(at);
    voice.stop(at + LENGTH);
  });
}

/** @param {Document} page */
function openIds(page) {
  const list = page.querySelector("[data-notices]");
  return list instanceof HTMLElement ? idsOf(list.dataset.notices) : [];
}

/** @param {Document} page */
function showSound(page) {
  const sounding = context?.state === "running" && !isSilenced(localStorage);
  for (const part of page.querySelectorAll("[data-sound]")) {
    if (part instanceof HTMLElement) part.hidden = (part.dataset.sound === "on") !== sounding;
  }
}

/** @param {Document} page */
function switchOn(page) {
  context ??= new AudioContext();
  void context.resume().then(() => {
    showSound(page);
    if (openIds(page).length > 0 && !isSilenced(localStorage)) ring();
  });
}

/** @param {Document} page */
export function installNotices(page) {
  if (!page.querySelector("[data-notices]")) return;
  let before = new Set(openIds(page));
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-sound-switch]") : null;
    if (button instanceof HTMLElement) {
      localStorage.setItem(KEPT, button.dataset.soundSwitch === "off" ? "off" : "on");
    }
    if (!context || button) switchOn(page);
  });
  page.addEventListener("htmx:afterSettle", () => {
    const now = openIds(page);
    if (hasNew(before, now) && !isSilenced(localStorage)) ring();
    before = new Set(now);
    showSound(page);
  });
  // Not seen, not silent: it sounds again until he has said so.
  setInterval(() => {
    if (openIds(page).length > 0 && !isSilenced(localStorage)) ring();
  }, EVERY);
  showSound(page);
}
