// Papers at the venue: received, issued, opened, collected and accepted by two people, each with his own PIN.
import { confirmed } from "../../base/dialog.js";
import { make } from "../../base/dom.js";
import { t } from "../../i18n/index.js";
import { papersKey } from "../echo.js";
import { askPin } from "../pin.js";
import { outsideOpening } from "../rules.js";
import { NobodySigned } from "../tablet.js";
import { showVerdict } from "../verdict.js";
import { button, card, chip, field, input, link, named } from "./parts.js";
import { exceptRooms } from "./rooms.js";
import { scanPanel } from "./scans.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {import("../day.js").Day} Day */
/** @typedef {import("../day.js").Session} Session */

const STEPS = /** @type {const} */ (["arrive", "issue", "open", "collect", "accept"]);
/** @typedef {(typeof STEPS)[number]} Step */

/** @param {Tablet} tablet @param {string} [session] @param {string} [step] @returns {import("./parts.js").View} */
export function papersView(tablet, session = "", step = "") {
  const { day } = tablet;
  const chosen = day?.sessions.find(({ code }) => code === session);
  const known = STEPS.find((one) => one === step);
  if (day && chosen && known) return stepView(tablet, day, { session: chosen, step: known });
  const node = make("div", { class: "t-papers" });
  for (const one of day?.sessions ?? []) {
    const grid = make("div", { class: "t-choices" });
    for (const name of STEPS) {
      const waits = tablet.pending.has(papersKey(one.code, name));
      const tap = link(t(`tablet.papers.${name}`), `#papers/${one.code}/${name}`);
      if (waits) tap.append(chip("info", t("tablet.item.pending", { at: "" })));
      grid.append(tap);
    }
    node.append(card(named(one), grid));
  }
  if (!day?.sessions.length) node.append(card("", make("p", {}, t("tablet.missing.day"))));
  return { node, title: t("tablet.tab.papers") };
}

/** @param {Tablet} tablet @param {Day} day @param {{session: Session, step: Step}} of @returns {import("./parts.js").View} */
function stepView(tablet, day, { session, step }) {
  const arrives = step === "arrive";
  const expected = day.bags.filter((bag) => arrives || bag.session === session.code);
  const sessions = arrives ? [] : [session.code];
  // What is opened is read by two people, each label twice: that is done at the office's screen, not here.
  const panel =
    arrives || step === "issue" ? scanPanel(tablet, { expected, sessions, seals: arrives }) : null;
  const planned = day.room_plans.filter((plan) => plan.session === session.code).map(({ room }) => room);
  const rooms = arrives ? null : exceptRooms(planned);
  const form = input({ maxlength: 60 });
  const counted = input({ type: "number", min: 0, inputmode: "numeric" });
  const said = make("p", { class: "field-error", role: "alert", hidden: true });
  const say = (/** @type {string} */ words) => {
    said.textContent = words;
    said.hidden = words === "";
    return words === "";
  };

  const bodyOf = () => {
    const except_rooms = rooms?.taken() ?? [];
    const bags = panel?.scans() ?? [];
    if (arrives) {
      const bags_counted = counted.value === "" ? null : Number(counted.value);
      return { venue: day.venue.code, bags, bags_counted };
    }
    const told = { venue: day.venue.code, session: session.code, except_rooms, form: form.value.trim() };
    return { ...told, bags, done_at: tablet.examIso() };
  };
  const tell = async () => {
    if (rooms?.taken() === null) return say(t("tablet.rooms.reason_missing"));
    const needsForm = step === "issue" || step === "accept";
    if (needsForm && !form.value.trim()) return say(t("tablet.papers.form_missing"));
    const scanned = panel?.scans().length ?? 0;
    if (arrives && scanned === 0) return say(t("tablet.papers.nothing"));
    const missing = panel && scanned > 0 ? panel.missing() : [];
    if (missing.length > 0) return say(t("tablet.papers.incomplete", { n: missing.length }));
    say("");
    if (step === "open" && !(await openingSure(tablet, session))) return false;
    return await signed(tablet, `papers/${step}/`, { body: bodyOf(), title: t(`tablet.papers.${step}`) });
  };
  const node = make(
    "div",
    { class: "t-one" },
    card(
      `${t(`tablet.papers.${step}`)} · ${named(session)}`,
      panel?.node ?? null,
      rooms?.node ?? null,
      arrives ? field(t("tablet.papers.counted"), counted) : field(t("tablet.papers.form"), form),
      said,
      button(t("tablet.papers.sign"), tell, { class: "button-primary button-wide t-big" }),
      link(t("tablet.back"), "#papers"),
    ),
  );
  return { node, title: t(`tablet.papers.${step}`), leave: () => panel?.leave() };
}

/** Outside the window it is written down as it was, and alarms: whoever taps knows. @param {Tablet} tablet @param {Session} session */
async function openingSure(tablet, session) {
  const off = outsideOpening({ ...session, at: tablet.examIso() });
  if (off === 0) return true;
  const words = off < 0 ? "tablet.papers.too_early" : "tablet.papers.too_late";
  return await confirmed(t(words, { n: Math.abs(off) }));
}

/** @param {Tablet} tablet @param {string} path @param {{body: Record<string, unknown>, title: string}} what */
async function signed(tablet, path, { body, title }) {
  try {
    const actor = await tablet.actor();
    const second = await askPin(tablet, { title: t("tablet.pin.second"), why: title, except: actor.person });
    if (!second) return false;
    await tablet.act({ path, body, title, second });
    const sentence = t("tablet.papers.by_two", { one: actor.name, other: second.name });
    await showVerdict({ tone: "ok", title: t("tablet.sealed"), sentence, brief: true });
  } catch (error) {
    if (error instanceof NobodySigned) return false;
    throw error;
  }
  location.hash = "#papers";
  return true;
}
