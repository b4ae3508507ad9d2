import assert from "node:assert/strict";
import { test } from "node:test";
import { examNow, learn, serverNow, skewSeconds, UNSET } from "../src/base/clock.js";
import { countdown } from "../src/base/countdown.js";
import { fullText, offText, roughText, secondText, stretchText } from "../src/base/times.js";
import { freshness } from "../src/board/freshness.js";
import { at, moment } from "./world.js";

const HERE = moment("08:00");

/** @param {Partial<import("../src/base/clock.js").Times>} changes */
const said = (changes = {}) => ({
  server_time: at("08:00"),
  exam_time: at("08:00"),
  rate: 1,
  state: /** @type {const} */ ("running"),
  ...changes,
});

test("moments read as the county writes them, whatever zone the machine is in", () => {
  assert.equal(fullText(Date.parse("2027-06-07T00:30:00Z")), "2027年6月7日（周一）08:30");
  assert.equal(fullText(Date.parse("2027-06-06T20:05:00Z"), "en"), "Mon, 7 Jun 2027 04:05");
  assert.equal(secondText(Date.parse("2027-06-07T00:49:31Z")), "08:49:31");
});

test("stretches read in minutes, hours and days", () => {
  assert.deepEqual([133, 3733, 273_900].map(stretchText), ["02:13", "1:02:13", "3天04:05"]);
  assert.deepEqual([20, 187, 3900, 200_000].map(roughText), ["20秒", "3分", "1小时5分", "2天"]);
  assert.deepEqual([187, -20, 0, null].map(offText), ["+3分", "−20秒", "", ""]);
});

test("a machine whose clock is ahead is told so, and is not followed", () => {
  const clock = learn(UNSET, said(), HERE + 5000);

  assert.equal(skewSeconds(clock), 5);
  assert.equal(serverNow(clock, HERE + 6000), HERE + 1000);
});

test("a message that came late does not spoil what is known of the clock", () => {
  const good = learn(UNSET, said(), HERE);
  const late = learn(good, said({ server_time: at("08:00:05") }), HERE + 8000);

  assert.equal(skewSeconds(late), 0);
});

test("exam time runs at the drill's rate", () => {
  const clock = learn(UNSET, said({ exam_time: at("06:00"), rate: 60 }), HERE);

  assert.equal(examNow(clock, HERE + 10_000), moment("06:10"));
});

test("exam time stands while the timeline is paused or stepped", () => {
  for (const state of /** @type {const} */ (["paused", "stepped"])) {
    const clock = learn(UNSET, said({ exam_time: at("06:00"), rate: 60, state }), HERE);
    assert.equal(examNow(clock, HERE + 10_000), moment("06:00"));
  }
});

test("a countdown is amber from its warning and red once it is due", () => {
  const limits = { due: moment("09:00"), warn: moment("08:55") };

  assert.deepEqual(countdown(moment("08:50"), limits), { text: "10:00", tone: "ok", left: 600 });
  assert.deepEqual(countdown(moment("08:57:47"), limits), { text: "02:13", tone: "warn", left: 133 });
  assert.deepEqual(countdown(moment("09:01:10"), limits), { text: "超时 01:10", tone: "bad", left: -70 });
});

test("a screen is fresh, slow from 15 s, lost from 60 s", () => {
  assert.deepEqual([null, 0, 14, 15, 59, 60, 600].map(freshness), [
    "none",
    "fresh",
    "fresh",
    "slow",
    "slow",
    "lost",
    "lost",
  ]);
});
