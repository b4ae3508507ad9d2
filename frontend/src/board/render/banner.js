// The red banner: what is lost, since when, what to do.
import { serverNow } from "../../base/clock.js";
import { byId, write } from "../../base/dom.js";
import { roughText, secondText } from "../../base/times.js";
import { t } from "../../i18n/index.js";
import { freshness } from "../freshness.js";
import { secondsSilent } from "./title.js";

/** @typedef {import("../store.js").Screen} Screen */

/** @param {Screen} screen @param {number} steady @returns {[string, string] | null} */
function words(screen, steady) {
  const { line } = screen;
  if (line.state === "login_over") return [t("banner.login_over"), t("banner.login_over_next")];
  if (line.state === "no_right") return [t("banner.no_right"), t("banner.no_right_next")];
  const silent = secondsSilent(screen, steady) ?? Math.floor((steady - screen.openedAt) / 1000);
  if (freshness(silent) !== "lost") return null;
  const since = secondText(serverNow(screen.clock, Date.now()) - silent * 1000);
  const what = t("banner.lost", { since, time: roughText(silent) });
  const wait = Math.max(0, Math.ceil((line.retryAt - steady) / 1000));
  const retry =
    line.state === "waiting" ? t("banner.retry", { n: line.attempt, s: wait }) : t("banner.retrying");
  const phone = document.body.dataset.dutyPhone;
  return [what, `${phone ? t("banner.call", { phone }) : t("banner.call_office")} ${retry}`];
}

/** @param {Screen} screen @param {number} steady */
export function drawBanner(screen, steady) {
  const said = words(screen, steady);
  const banner = byId("b-banner");
  if (banner.hidden !== (said === null)) banner.hidden = said === null;
  document.body.toggleAttribute("data-stale", said !== null);
  if (!said) return;
  write(byId("b-banner-what"), said[0]);
  write(byId("b-banner-do"), said[1]);
  byId("b-banner-retry").hidden = screen.line.state === "no_right" || screen.line.state === "login_over";
  byId("b-banner-login").hidden = screen.line.state !== "login_over";
}
