// What is always in view: where, which exam, what time, how long the queue is and since when, and who acts.
import { make, set, write } from "../base/dom.js";
import { roughText, secondText } from "../base/times.js";
import { t } from "../i18n/index.js";
import { askPin } from "./pin.js";
import { MOST_SKEW } from "./selftest.js";
import { button } from "./views/parts.js";

/** @typedef {import("./tablet.js").Tablet} Tablet */

const LINKS = /** @type {const} */ ({
  starting: ["quiet", "tablet.link.starting"],
  nothing: ["ok", "tablet.link.online"],
  sent: ["ok", "tablet.link.online"],
  busy: ["ok", "tablet.link.online"],
  unproved: ["warn", "tablet.link.unproved"],
  refused: ["warn", "tablet.link.refused"],
  login: ["warn", "tablet.link.login"],
  offline: ["warn", "tablet.link.offline"],
});
const SHAPES = { ok: "●", warn: "▲", quiet: "○" };

/**
 * Draw the bar and keep it true.
 * @param {Tablet} tablet
 * @param {HTMLElement} bar
 */
export function installBar(tablet, bar) {
  const drill = make("strong", { class: "t-drill", hidden: true }, t("tablet.drill"));
  const venue = make("span", { class: "t-venue" });
  const clock = make("time", { class: "t-clock", "aria-label": t("tablet.clock") });
  const link = make("span", { class: "t-link", role: "status" });
  const queue = make("a", { href: "#queue", class: "t-queue" });
  const skew = make("span", { class: "t-skew", hidden: true });
  const who = button("", () => changeActor(tablet), { class: "t-actor" });
  bar.append(make("div", { class: "t-where" }, drill, venue), clock, skew, link, queue, who);

  const draw = () => {
    write(venue, [tablet.day?.venue.name ?? "ExamOps", tablet.day?.exam.name].filter(Boolean).join(" · "));
    const isDrill = tablet.day?.exam.kind === "drill";
    drill.hidden = !isDrill;
    document.body.toggleAttribute("data-drill", isDrill);
    const [tone, words] = LINKS[tablet.link];
    set(link, "data-tone", tone);
    write(link, `${SHAPES[tone]} ${t(words)}`);
    drawQueue(tablet, queue);
    drawSkew(tablet.skew, skew);
    write(who, tablet.signer ? t("tablet.actor", { name: tablet.signer.name }) : t("tablet.actor.none"));
    write(clock, secondText(tablet.examNow()));
  };
  tablet.addEventListener("change", draw);
  setInterval(draw, 1000);
  draw();
}

/** @param {Tablet} tablet @param {HTMLElement} queue */
function drawQueue(tablet, queue) {
  const { length, oldest, refused } = tablet.queue;
  const age = oldest === null ? "" : roughText((Date.now() - oldest) / 1000);
  const waiting = length === 0 ? t("tablet.queue.empty") : t("tablet.queue.length", { n: length, age });
  set(queue, "data-tone", refused > 0 ? "bad" : length > 0 ? "warn" : "ok");
  set(queue, "data-length", length);
  write(queue, refused > 0 ? `${waiting} · ${t("tablet.queue.refused", { n: refused })}` : waiting);
}

/** Shown, never in the way (R11). @param {number | null} skew @param {HTMLElement} place */
function drawSkew(skew, place) {
  place.hidden = skew === null || Math.abs(skew) <= MOST_SKEW;
  if (skew !== null && !place.hidden) {
    const words = skew > 0 ? "tablet.skew.ahead" : "tablet.skew.behind";
    write(place, `▲ ${t(words, { off: roughText(skew / 1000) })}`);
  }
}

/** @param {Tablet} tablet */
async function changeActor(tablet) {
  if (tablet.signer) {
    tablet.lock();
    return;
  }
  tablet.signer = await askPin(tablet, { title: t("tablet.pin.who") });
  tablet.signedAt = Date.now();
  tablet.changed();
}
