// <time data-countdown datetime="due" [data-warn="moment"] [data-real]>: the time left, amber from the warning on,
// red and "over by" once it is due. Counts in exam time unless data-real says the clock on the wall.
import { t } from "../i18n/index.js";
import { set, write } from "./dom.js";
import { pageExamNow, pageServerNow } from "./page-clock.js";
import { dayText, fullText, minuteText, momentOf, secondText, stretchText } from "./times.js";

/**
 * What a countdown says.
 * @param {number} now
 * @param {{due: number, warn?: number}} limits
 * @returns {{text: string, tone: "ok" | "warn" | "bad", left: number}}
 */
export function countdown(now, { due, warn }) {
  const left = Math.ceil((due - now) / 1000);
  if (left <= 0) return { text: t("clock.over", { time: stretchText(left) }), tone: "bad", left };
  const warned = warn !== undefined && !Number.isNaN(warn) && now >= warn;
  return { text: stretchText(left), tone: warned ? "warn" : "ok", left };
}

/** @param {ParentNode} root */
export function drawCountdowns(root) {
  for (const element of root.querySelectorAll("time[data-countdown]")) {
    if (!(element instanceof HTMLTimeElement)) continue;
    const due = momentOf(element.dateTime);
    if (Number.isNaN(due)) continue;
    const now = element.dataset.real === undefined ? pageExamNow() : pageServerNow();
    const said = countdown(now, { due, warn: momentOf(element.dataset.warn) });
    write(element, said.text);
    set(element, "data-tone", said.tone);
  }
}

/** @type {Record<string, (moment: number) => string>} */
const FORMS = { full: (m) => fullText(m), day: (m) => dayText(m), minute: minuteText, second: secondText };

/**
 * <time datetime="…" data-local="full|day|minute|second"> in the county's time and the page's language.
 * @param {ParentNode} root
 */
export function drawLocalTimes(root) {
  for (const element of root.querySelectorAll("time[data-local]")) {
    if (!(element instanceof HTMLTimeElement)) continue;
    const moment = momentOf(element.dateTime);
    const form = FORMS[element.dataset.local || "full"];
    if (!Number.isNaN(moment) && form) write(element, form(moment));
  }
}

/** Draw now and every second. */
export function installTimes() {
  drawLocalTimes(document);
  drawCountdowns(document);
  setInterval(() => drawCountdowns(document), 1000);
}
