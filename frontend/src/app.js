// Every page: acts, dialogs, tabs, times, scanner, connection, htmx.
import htmx from "htmx.org";
import { installActForms } from "./base/act-form.js";
import { installCalmRefresh } from "./base/calm-refresh.js";
import { installCameras } from "./base/camera.js";
import { installConnection } from "./base/connection.js";
import { drawCountdowns, drawLocalTimes, installTimes } from "./base/countdown.js";
import { installDialogs } from "./base/dialog.js";
import { installDrafts } from "./base/draft.js";
import { installExpected } from "./base/expected.js";
import { installNotices } from "./base/notices.js";
import { installOneTimeCodes } from "./base/one-time-code.js";
import { readPageClock } from "./base/page-clock.js";
import { installScanLists } from "./base/scan-list.js";
import { installScanner } from "./base/scanner.js";
import { installSecondPerson } from "./base/second-person.js";
import { installSignings } from "./base/signing.js";
import { installTabs } from "./base/tabs.js";
import { showKeptToast } from "./base/toast.js";
import { installKeying } from "./desk/keying.js";
import { installSearch } from "./desk/search.js";
import { installStrips } from "./escorts/strip.js";

// The content security policy allows neither inline styles nor eval.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (event instanceof CustomEvent && token instanceof HTMLMetaElement) {
    event.detail.headers["X-CSRFToken"] = token.content;
  }
});
document.addEventListener("htmx:afterSwap", () => {
  drawLocalTimes(document);
  drawCountdowns(document);
});
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-print]") : null;
  if (button) window.print();
});

readPageClock(document.body);
installActForms(document);
installDialogs(document);
installTabs(document);
installTimes();
installCalmRefresh(document);
installSecondPerson(document);
installSignings(document);
installScanner(document);
installScanLists(document);
installCameras(document);
installDrafts(document);
installExpected(document);
installStrips(document);
installNotices(document);
installKeying(document);
installSearch(document);
installOneTimeCodes(document);
const mapForm = document.querySelector("form[data-map-form]");
if (mapForm instanceof HTMLFormElement)
  void import("./map/handing-in.js").then(({ installMapForm }) => installMapForm(mapForm));
if (document.body.dataset.board === undefined) installConnection(document);
showKeptToast();
