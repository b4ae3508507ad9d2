// Moments and stretches as people read them. The county is at UTC+8 the whole year, whatever the machine says.
import { language, t } from "../i18n/index.js";

const EAST_8 = 8 * 3600_000;
const WEEKDAYS = { zh: "日一二三四五六", en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] };

/**
 * @typedef {object} WallTime
 * @property {number} year
 * @property {number} month
 * @property {number} day
 * @property {number} weekday
 * @property {string} hour
 * @property {string} minute
 * @property {string} second
 */

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/**
 * The wall time of the county at a moment.
 * @param {number} moment milliseconds since 1970
 * @returns {WallTime}
 */
export function wallTime(moment) {
  const local = new Date(moment + EAST_8);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hour: two(local.getUTCHours()),
    minute: two(local.getUTCMinutes()),
    second: two(local.getUTCSeconds()),
  };
}

/**
 * `2027年6月7日（周一）`, or `Mon, 7 Jun 2027`.
 * @param {number} moment
 * @param {"zh" | "en"} [tongue]
 */
export function dayText(moment, tongue = language) {
  const at = wallTime(moment);
  if (tongue === "en") {
    const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
    return `${WEEKDAYS.en[at.weekday]}, ${at.day} ${months[at.month - 1]} ${at.year}`;
  }
  return `${at.year}年${at.month}月${at.day}日（周${WEEKDAYS.zh[at.weekday]}）`;
}

/** @param {number} moment */
export function minuteText(moment) {
  const at = wallTime(moment);
  return `${at.hour}:${at.minute}`;
}

/** @param {number} moment */
export function secondText(moment) {
  return `${minuteText(moment)}:${wallTime(moment).second}`;
}

/**
 * `2027年6月7日（周一）08:30`.
 * @param {number} moment
 * @param {"zh" | "en"} [tongue]
 */
export function fullText(moment, tongue = language) {
  return dayText(moment, tongue) + (tongue === "en" ? " " : "") + minuteText(moment);
}

/**
 * A running stretch: `02:13`, `1:02:13`, and `3天04:05` once days are left. Never negative.
 * @param {number} seconds
 */
export function stretchText(seconds) {
  const whole = Math.max(0, Math.floor(Math.abs(seconds)));
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  if (days > 0) return t("time.days", { days, rest: `${two(hours)}:${two(minutes)}` });
  const short = `${two(minutes)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${short}` : short;
}

/**
 * A stretch in a word: `20秒`, `3分`, `1小时5分`.
 * @param {number} seconds
 */
export function roughText(seconds) {
  const whole = Math.floor(Math.abs(seconds));
  if (whole < 60) return t("time.seconds", { n: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t("time.minutes", { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return t("time.whole_days", { n: Math.floor(hours / 24) });
  return t("time.hours", { h: hours, m: minutes % 60 });
}

/**
 * Late or early: `+3分`, `−20秒`, nothing when on the second.
 * @param {number | null | undefined} seconds
 */
export function offText(seconds) {
  if (!seconds) return "";
  return (seconds > 0 ? "+" : "−") + roughText(seconds);
}

/**
 * A moment out of an ISO text; NaN where there is none.
 * @param {string | null | undefined} text
 */
export function momentOf(text) {
  return text ? Date.parse(text) : Number.NaN;
}
