// A small world for the tests: one exam, three venues, and a server that speaks the live protocol by hand.

/** @typedef {import("../src/board/protocol.js").Row} Row */

export const NINE = "2027-06-07T09:00:00+08:00";

/** @param {string} time wall time of the first day, `08:50` */
export const at = (time) => `2027-06-07T${time.length === 5 ? `${time}:00` : time}+08:00`;

/** @param {string} time */
export const moment = (time) => Date.parse(at(time));

/**
 * @param {Partial<import("../src/board/protocol.js").Milestone>} changes
 * @returns {import("../src/board/protocol.js").Milestone}
 */
export function milestone(changes = {}) {
  return {
    code: "papers_opened",
    number: 7,
    name: "启封试卷袋、清点",
    session: "A1",
    planned_at: at("08:50"),
    state: "waiting",
    done_at: null,
    seconds_off: null,
    ...changes,
  };
}

/**
 * @param {string} code
 * @param {Partial<import("../src/board/protocol.js").Venue>} [changes]
 * @returns {Row}
 */
export function venue(code, changes = {}) {
  const body = {
    code,
    name: `临河${code}`,
    township: "解放街道",
    milestones: [],
    papers: "arrived",
    report: { kind: "R0", state: "received" },
    present: 890,
    absent: 10,
    seats: 900,
    open_incidents: 0,
    worst: "ok",
    readiness: { state: "ready", gates: [] },
    ...changes,
  };
  return { kind: "venue", key: code, body };
}

/**
 * @param {number} number
 * @param {Partial<import("../src/board/protocol.js").Incident>} [changes]
 * @returns {Row}
 */
export function incident(number, changes = {}) {
  const body = {
    number,
    restricted: false,
    level: "III",
    state: "open",
    opened_at: at("08:00"),
    clock: null,
    ...changes,
  };
  return { kind: "incident", key: String(number), body };
}

/** @returns {Row} */
export function exam() {
  const body = {
    name: "临河区2027年普通高考",
    kind: "real",
    sessions: [
      { code: "A1", subject: "语文", starts_at: at("09:00"), ends_at: at("11:30") },
      { code: "A2", subject: "数学", starts_at: at("15:00"), ends_at: at("17:00") },
    ],
    current: null,
    next_key_moment: { label: "papers_opened", at: at("08:50") },
  };
  return { kind: "exam", key: "exam", body };
}

const TIMES = {
  server_time: at("08:40"),
  exam_time: at("08:40"),
  rate: 1,
  state: /** @type {const} */ ("running"),
};

/** @param {number} number @param {Row[]} rows @returns {import("../src/board/protocol.js").Snapshot} */
export function snapshot(number, rows) {
  return { type: "snapshot", channel: "wall", number, rows, ...TIMES };
}

/** @param {number} number @param {Row[]} rows @returns {import("../src/board/protocol.js").Frame} */
export function frame(number, rows) {
  return { type: "frame", channel: "wall", number, previous: number - 1, rows };
}

/** @returns {import("../src/board/protocol.js").Beat} */
export function beat() {
  return { type: "beat", ...TIMES };
}

/** One end of a socket that the test holds. */
export class Line {
  readyState = 0;
  /** @type {any[]} */
  sent = [];
  /** @type {((event: any) => void) | null} */
  onopen = null;
  /** @type {((event: any) => void) | null} */
  onmessage = null;
  /** @type {((event: any) => void) | null} */
  onclose = null;

  open() {
    this.readyState = 1;
    this.onopen?.({});
  }

  /** @param {object} message */
  say(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** @param {number} code */
  end(code) {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }
}

/** Sockets, a clock that only the test moves, and timers that run when it does. */
export class Surroundings {
  now = 0;
  /** @type {Line[]} */
  lines = [];
  /** @type {{due: number, run: () => void}[]} */
  timers = [];
  random = () => 0.5;

  open = () => {
    const line = new Line();
    this.lines.push(line);
    return /** @type {any} */ (line);
  };

  steady = () => this.now;

  /** @param {() => void} run @param {number} within */
  later = (run, within) => {
    const timer = { due: this.now + within, run };
    this.timers.push(timer);
    return timer;
  };

  /** @param {any} timer */
  forget = (timer) => {
    this.timers = this.timers.filter((one) => one !== timer);
  };

  /** @param {number} milliseconds */
  pass(milliseconds) {
    const until = this.now + milliseconds;
    for (;;) {
      const [next] = this.timers.filter((one) => one.due <= until).sort((a, b) => a.due - b.due);
      if (!next) break;
      this.now = next.due;
      this.forget(next);
      next.run();
    }
    this.now = until;
  }

  /** The socket in use. @returns {Line} */
  get line() {
    const line = this.lines[this.lines.length - 1];
    if (!line) throw new Error("nothing was opened");
    return line;
  }
}
