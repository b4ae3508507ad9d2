// The tablet's app: opens what is kept, draws the view that the address names, and starts what runs beside it.
import { make } from "../base/dom.js";
import { installScanner } from "../base/scanner.js";
import { toast } from "../base/toast.js";
import { t } from "../i18n/index.js";
import { installBar } from "./bar.js";
import { startLoop } from "./loop.js";
import { askPin } from "./pin.js";
import { sheetOpen } from "./sheet.js";
import { keep, openStore } from "./store.js";
import { Tablet } from "./tablet.js";
import { installWorker } from "./update.js";
import { aidView } from "./views/aid.js";
import { dayView } from "./views/day.js";
import { checkView, equipmentView, testView } from "./views/equipment.js";
import { THEME_KEPT_AS } from "./views/extras.js";
import { incidentView } from "./views/incident.js";
import { lineView } from "./views/line.js";
import { papersView } from "./views/papers.js";
import { button } from "./views/parts.js";
import { queueView } from "./views/queue.js";
import { reportView } from "./views/report.js";
import { setupView } from "./views/setup.js";
import { keepAwake } from "./wake.js";

/** @typedef {import("./views/parts.js").View} View */

const TABS = /** @type {const} */ (["day", "papers", "incident", "equipment", "aid", "queue"]);

/** @type {Record<string, (tablet: Tablet, ...rest: string[]) => View>} */
const VIEWS = {
  day: dayView,
  line: (tablet, session = "", code = "") => lineView(tablet, session, code),
  report: (tablet, session = "", kind = "") => reportView(tablet, session, kind),
  check: (tablet, session = "", code = "") => checkView(tablet, session, code),
  test: (tablet, kind = "") => testView(tablet, kind),
  papers: papersView,
  incident: incidentView,
  equipment: equipmentView,
  aid: aidView,
  queue: queueView,
};

/** @param {Tablet} tablet @param {HTMLElement} main */
function installViews(tablet, main) {
  const tabs = make("nav", { class: "t-tabs", "aria-label": t("tablet.tabs") });
  const links = TABS.map((tab) => make("a", { href: `#${tab}`, class: "t-tab" }, t(`tablet.tab.${tab}`)));
  tabs.append(...links);
  main.after(tabs);
  /** @type {View | null} */
  let current = null;
  const show = () => {
    current?.leave?.();
    const [name = "day", ...rest] = location.hash.slice(1).split("/").map(decodeURIComponent);
    const view = VIEWS[name] ?? dayView;
    current = view(tablet, ...rest);
    main.replaceChildren(current.node);
    document.title = `${tablet.day?.exam.kind === "drill" ? "【演练】" : ""}${current.title} · ExamOps`;
    for (const link of links) {
      const here = link.getAttribute("href") === `#${VIEWS[name] ? name : "day"}`;
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    main.scrollTop = 0;
  };
  addEventListener("hashchange", () => {
    show();
    main.focus({ preventScroll: true });
  });
  tablet.addEventListener("change", () => {
    if (!sheetOpen()) current?.update?.();
  });
  setInterval(() => {
    if (!sheetOpen()) current?.update?.();
  }, 5_000);
  show();
}

/** @param {Tablet} tablet */
async function installUpdates(tablet) {
  const strip = make("div", { class: "t-strip", "data-tone": "info", role: "status", hidden: true });
  document.getElementById("bar")?.after(strip);
  const busy = () =>
    sheetOpen() || location.hash.split("/").length > 1 || document.querySelector(".verdict-full") !== null;
  const found = await installWorker({
    free: () => tablet.queue.length === 0 && !busy(),
    waits: () => {
      strip.hidden = false;
    },
  });
  strip.append(
    t("tablet.update.waits"),
    button(t("tablet.update.take"), () => found?.take()),
  );
}

async function start() {
  const { body } = document;
  const [bar, main] = [document.getElementById("bar"), document.getElementById("main")];
  if (!bar || !main) return;
  document.documentElement.dataset.theme = localStorage.getItem(THEME_KEPT_AS) ?? "office";
  const tablet = new Tablet(openStore(), body.dataset.app ?? "");
  tablet.askSigner = (why) => askPin(tablet, { title: why });
  if (globalThis.isSecureContext) {
    const named = new URLSearchParams(location.search).get("exam");
    if (named) await keep(tablet.store, "exam", named);
    await tablet.read();
  }
  installBar(tablet, bar);
  installScanner(document);
  document.addEventListener("scan:foreign", () => toast(t("scan.foreign"), "warn"));
  if (body.dataset.part === "setup") main.replaceChildren(setupView(tablet).node);
  else installViews(tablet, main);
  if (!globalThis.isSecureContext) return;
  await installUpdates(tablet);
  startLoop(tablet);
  keepAwake(document);
  body.dataset.ready = "true";
}

void start();
