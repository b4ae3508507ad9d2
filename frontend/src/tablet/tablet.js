// The tablet: what it keeps, who works at it, and what it does with an act. The views read from here and act through it.
import { newId } from "../base/ids.js";
import { t } from "../i18n/index.js";
import { fetchDay, keptDay } from "./day.js";
import { withEcho } from "./echo.js";
import { enqueue, forgetAccepted, openActs, queueOf } from "./outbox.js";
import { ask } from "./server.js";
import { keep, keptOf } from "./store.js";
import { both, skewNow } from "./wall-clock.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Device} Device */
/** @typedef {import("./day.js").Day} Day */
/** @typedef {import("./seal.js").Signer & {person: string, name: string}} Signer */
/** @typedef {import("./sync.js").Outcome} Outcome */

/** An open key is closed again when nobody has acted for so long. Source: ours. */
const LOCK_AFTER = 10 * 60_000;

/** Nobody has opened a key, or went away instead. */
export class NobodySigned extends Error {}

export class Tablet extends EventTarget {
  /** @param {Store} store @param {string} app */
  constructor(store, app) {
    super();
    this.store = store;
    this.app = app;
    /** @type {Device | null} */
    this.device = null;
    /** The day as the server told it. @type {Day | null} */
    this.told = null;
    /** The day with what was done here. @type {Day | null} */
    this.day = null;
    this.fetchedAt = 0;
    /** @type {ReadonlySet<string>} */
    this.pending = new Set();
    /** @type {import("./outbox.js").OpenAct[]} */
    this.acts = [];
    /** @type {ReadonlyMap<string, number>} */
    this.ticked = new Map();
    /** @type {(import("./wall-clock.js").Measured & {page: number}) | null} */
    this.clock = null;
    /** @type {Signer | null} */
    this.signer = null;
    this.signedAt = 0;
    /** @type {Outcome | "starting"} */
    this.link = "starting";
    this.exam = "";
    /** How somebody opens his key; the page puts its dialog here. @type {(why: string) => Promise<Signer | null>} */
    this.askSigner = async () => null;
    /** @type {() => void} */
    this.sendSoon = () => {};
  }

  /** Read all that is kept, and tell the views. */
  async read() {
    this.device = (await this.store.device.get("device")) ?? null;
    this.clock = await keptOf(this.store, "clock", null);
    this.exam = await keptOf(this.store, "exam", "");
    this.ticked = new Map(await keptOf(this.store, "ticked", /** @type {[string, number][]} */ ([])));
    if (!this.device) return this.changed();
    const kept = await keptDay(this.store, this.device);
    this.acts = await openActs(this.store, this.device);
    this.told = kept?.day ?? null;
    this.fetchedAt = kept?.at ?? 0;
    const shown = this.told ? withEcho(this.told, this.acts) : null;
    this.day = shown?.day ?? null;
    this.pending = shown?.pending ?? new Set();
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** The queue's length and age. */
  get queue() {
    return queueOf(this.acts);
  }

  /** This device's clock minus the server's, where it is known. */
  get skew() {
    return this.clock && this.clock.page === performance.timeOrigin ? skewNow(this.clock, both()) : null;
  }

  /** The server's time, by the clock that nobody can set while this page lives; else by this machine's. */
  serverNow() {
    const { clock } = this;
    if (!clock) return Date.now();
    if (clock.page === performance.timeOrigin)
      return clock.wall - clock.skew + (performance.now() - clock.mono);
    return Date.now() - clock.skew;
  }

  /** The exam's time; the server's where no day is known. */
  examNow() {
    const day = this.told;
    if (!day) return this.serverNow();
    const anchor = Date.parse(day.exam_time);
    if (day.clock !== "running") return anchor;
    return anchor + Math.max(0, this.serverNow() - Date.parse(day.server_time)) * day.rate;
  }

  /** The exam's time as an act tells it: whole seconds, which have passed. */
  examIso() {
    return new Date(Math.floor(this.examNow() / 1000) * 1000).toISOString();
  }

  /** Whoever acts now; asked for where nobody's key is open. @returns {Promise<Signer>} */
  async actor() {
    if (this.signer && Date.now() - this.signedAt > LOCK_AFTER) this.lock();
    if (!this.signer) this.signer = await this.askSigner(t("tablet.pin.who"));
    if (!this.signer) throw new NobodySigned();
    this.signedAt = Date.now();
    return this.signer;
  }

  lock() {
    this.signer = null;
    this.changed();
  }

  /**
   * Seal an act, show it, and send it when there is a line.
   * @param {{path: string, body: Record<string, unknown>, title: string, second?: Signer | null}} deed `path` below the exam
   */
  async act({ path, body, title, second = null }) {
    const actor = await this.actor();
    const { device, day } = this;
    if (!device || !day) throw new NobodySigned();
    const deed = { act_id: newId(), address: `exams/${day.exam.id}/${path}`, body, title };
    await enqueue(this.store, deed, { device, actor, second, skew: this.skew, app: this.app });
    await this.read();
    this.sendSoon();
    return deed.act_id;
  }

  /** Note a check of equipment that was made here. @param {string} key */
  async tick(key) {
    const ticked = new Map(this.ticked);
    ticked.set(key, this.examNow());
    await keep(this.store, "ticked", [...ticked]);
    await this.read();
  }

  /** Fetch the day anew; what it tells of by now needs no echo. */
  async refresh() {
    if (!this.device) return "refused";
    const told = this.acts.filter(({ state }) => state === "accepted").map(({ act_id }) => act_id);
    const { exam } = this;
    const heard = await fetchDay(this.store, this.device, { ask, exam, venue: this.device.venue });
    if (heard.outcome === "ok") await forgetAccepted(this.store, told);
    if (heard.outcome === "ok" && heard.body?.exam?.id) await keep(this.store, "exam", heard.body.exam.id);
    await this.read();
    return heard.outcome;
  }
}
