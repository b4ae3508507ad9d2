import assert from "node:assert/strict";
import { test } from "node:test";
import { afterClose, Feed, waitBefore } from "../src/board/feed.js";
import { beat, frame, incident, Surroundings, snapshot, venue } from "./world.js";

/** A feed on sockets and a clock that the test moves. */
function connected() {
  const world = new Surroundings();
  /** @type {string[]} */
  const states = [];
  /** @type {number[]} */
  const numbers = [];
  const feed = new Feed({
    address: "wss://county/ws/board/",
    channel: "wall",
    onBoard: (board) => numbers.push(board.number ?? -1),
    onTimes: () => {},
    onLine: (line) => {
      if (states[states.length - 1] !== line.state) states.push(line.state);
    },
    world,
  });
  feed.connect();
  world.line.open();
  return { feed, world, states, numbers };
}

test("the first subscription asks for everything", () => {
  const { world } = connected();

  assert.deepEqual(world.line.sent, [{ type: "subscribe", channel: "wall", after: null }]);
});

test("after a break the feed asks for what it missed, by its last number", () => {
  const { world, numbers } = connected();
  world.line.say(snapshot(7, [venue("v01")]));

  world.line.end(1012);
  world.pass(60_000);
  world.line.open();

  assert.deepEqual(world.line.sent[0], { type: "subscribe", channel: "wall", after: 7 });
  world.line.say(frame(8, [incident(1)]));
  assert.deepEqual(numbers, [7, 8]);
});

test("a gap asks once for what is missing, and for everything when that does not come", () => {
  const { world } = connected();
  world.line.say(snapshot(7, []));
  world.line.say(frame(9, []));
  world.line.say(frame(10, []));

  const asked = () =>
    world.line.sent.filter((message) => message.type === "subscribe").map((message) => message.after);
  assert.deepEqual(asked(), [null, 7]);

  world.pass(5_000);
  assert.deepEqual(asked(), [null, 7, null]);
});

test("a gap that is filled asks for nothing more", () => {
  const { world, numbers } = connected();
  world.line.say(snapshot(7, []));
  world.line.say(frame(9, []));
  world.line.say(frame(8, []));
  world.line.say(frame(9, []));
  world.line.say(beat());
  world.pass(6_000);

  assert.deepEqual(numbers, [7, 8, 9]);
  assert.equal(world.line.sent.filter((message) => message.type === "subscribe").length, 2);
});

test("a frame that comes twice is drawn once", () => {
  const { world, numbers } = connected();
  world.line.say(snapshot(7, []));
  world.line.say(frame(8, []));
  world.line.say(frame(8, []));

  assert.deepEqual(numbers, [7, 8]);
});

test("rows of another channel are not drawn here", () => {
  const { world, numbers } = connected();
  world.line.say({ ...snapshot(7, []), channel: "desk" });

  assert.deepEqual(numbers, []);
});

test("a line that is silent for 20 s is dead, whatever TCP says", () => {
  const { world, states } = connected();
  world.line.say(snapshot(7, []));

  world.pass(21_000);

  assert.equal(world.lines[0]?.readyState, 3);
  assert.ok(states.includes("waiting"));
});

test("beats keep the line alive", () => {
  const { world } = connected();
  world.line.say(snapshot(7, []));
  for (let n = 0; n < 12; n += 1) {
    world.pass(5_000);
    world.line.say(beat());
  }

  assert.equal(world.lines.length, 1);
});

test("what an abandoned socket still says is nobody's", () => {
  const { feed, world, numbers } = connected();
  const old = world.line;
  feed.connect();
  old.say(snapshot(99, []));

  assert.deepEqual(numbers, []);
});

test("a login that is over is not retried", () => {
  const { world, states } = connected();
  world.line.end(4401);
  world.pass(120_000);

  assert.equal(states[states.length - 1], "login_over");
  assert.equal(world.lines.length, 1);
});

test("close codes are told apart", () => {
  assert.equal(afterClose(4401), "login_over");
  assert.equal(afterClose(4403), "no_right");
  assert.equal(afterClose(1006), "waiting");
});

test("waits double to half a minute and are spread, so that screens do not come back together", () => {
  assert.deepEqual(
    [1, 2, 3, 6, 20].map((attempt) => [waitBefore(attempt, 0), waitBefore(attempt, 1)]),
    [
      [500, 2000],
      [1000, 4000],
      [2000, 8000],
      [7500, 30_000],
      [7500, 30_000],
    ],
  );
});
