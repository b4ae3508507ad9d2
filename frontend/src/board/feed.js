// One socket that stays: reconnects with jittered back-off, asks for what it missed, and never hides that it is down.
import { NO_BOARD, readMessage, take } from "./protocol.js";

/**
 * @typedef {import("./protocol.js").Board} Board
 * @typedef {import("./protocol.js").Message} Message
 * @typedef {import("./protocol.js").Times} Times
 */

/**
 * @typedef {object} Line how the connection stands
 * @property {"connecting" | "open" | "waiting" | "login_over" | "no_right"} state
 * @property {number} attempt tries since it last worked
 * @property {number} retryAt when the next try is due, on the steady clock; 0 if none is
 */

/**
 * @typedef {object} Surroundings what the feed needs of the world; a test brings its own
 * @property {(address: string) => WebSocket} open
 * @property {() => number} steady milliseconds that no clock setting moves
 * @property {(run: () => void, within: number) => any} later
 * @property {(timer: any) => void} forget
 * @property {() => number} random
 */

const LOGIN_OVER = 4401;
const NO_RIGHT = 4403;
const PING_EVERY = 10_000;
// The server beats every 5 s; a line that is silent this long is dead, whatever TCP believes.
const DEAD_AFTER = 20_000;
const RESYNC_WITHIN = 5_000;

/**
 * How long to wait before a try: doubles from 2 s to 30 s, then anything between a quarter of it and all,
 * so that thousands of screens do not come back in one second.
 * @param {number} attempt 1 for the first
 * @param {number} random 0 to 1
 */
export function waitBefore(attempt, random) {
  const most = Math.min(30_000, 2000 * 2 ** (attempt - 1));
  return Math.round(most * (0.25 + 0.75 * random));
}

/**
 * What a closed socket means.
 * @param {number} code
 * @returns {"login_over" | "no_right" | "waiting"}
 */
export function afterClose(code) {
  if (code === LOGIN_OVER) return "login_over";
  return code === NO_RIGHT ? "no_right" : "waiting";
}

export class Feed {
  /** @type {WebSocket | null} */
  #socket = null;
  #attempt = 0;
  /** @type {any} */
  #timer = null;
  /** @type {any} */
  #resync = null;
  /** @type {any} */
  #pulse = null;
  #heard = 0;

  /**
   * @param {{address: string, channel: string, onBoard: (board: Board) => void,
   *   onTimes: (times: Times) => void, onLine: (line: Line) => void, world: Surroundings}} options
   */
  constructor(options) {
    this.options = options;
    /** @type {Board} */
    this.board = NO_BOARD;
  }

  /** Connect, or do so at once if a wait is under way. */
  connect() {
    const { world, address } = this.options;
    world.forget(this.#timer);
    this.#drop();
    this.#tell("connecting", 0);
    const socket = world.open(address);
    this.#socket = socket;
    this.#heard = world.steady();
    socket.onopen = () => this.#subscribe(this.board.number);
    socket.onmessage = (event) => this.#hear(String(event.data));
    socket.onclose = (event) => this.#closed(event.code);
    this.#watch();
  }

  /** Let go of the socket without a word: what it still says is nobody's. */
  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.options.world.forget(this.#pulse);
    this.options.world.forget(this.#resync);
    this.#resync = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  /** @param {number | null} after */
  #subscribe(after) {
    this.#send({ type: "subscribe", channel: this.options.channel, after });
  }

  /** @param {object} message */
  #send(message) {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(message));
  }

  /** @param {string} text */
  #hear(text) {
    this.#heard = this.options.world.steady();
    const message = readMessage(text);
    if (!message) return;
    this.#attempt = 0;
    this.#tell("open", 0);
    if (message.type !== "frame") this.options.onTimes(message);
    if (message.type === "snapshot" || message.type === "frame") this.#apply(message);
  }

  /** @param {import("./protocol.js").Snapshot | import("./protocol.js").Frame} message */
  #apply(message) {
    if (message.channel !== this.options.channel) return;
    const { board, verdict } = take(this.board, message);
    if (verdict === "gap") {
      this.#askForMissing();
      return;
    }
    if (verdict === "known") return;
    this.options.world.forget(this.#resync);
    this.#resync = null;
    this.board = board;
    this.options.onBoard(board);
  }

  /** Ask once for what is missing; if that does not come, ask for everything. */
  #askForMissing() {
    if (this.#resync !== null) return;
    this.#subscribe(this.board.number);
    this.#resync = this.options.world.later(() => {
      this.#resync = null;
      this.#subscribe(null);
    }, RESYNC_WITHIN);
  }

  #watch() {
    const { world } = this.options;
    this.#pulse = world.later(() => {
      if (world.steady() - this.#heard >= DEAD_AFTER) {
        this.#drop();
        this.#closed(1006);
        return;
      }
      this.#send({ type: "ping" });
      this.#watch();
    }, PING_EVERY);
  }

  /** @param {number} code */
  #closed(code) {
    const { world } = this.options;
    this.#drop();
    const state = afterClose(code);
    if (state !== "waiting") {
      this.#tell(state, 0);
      return;
    }
    this.#attempt += 1;
    const within = waitBefore(this.#attempt, world.random());
    this.#tell("waiting", world.steady() + within);
    this.#timer = world.later(() => this.connect(), within);
  }

  /**
   * @param {Line["state"]} state
   * @param {number} retryAt
   */
  #tell(state, retryAt) {
    this.options.onLine({ state, attempt: this.#attempt, retryAt });
  }
}
