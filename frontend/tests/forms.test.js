import assert from "node:assert/strict";
import { test } from "node:test";
import { pendingFor } from "../src/base/act-form.js";
import { asJson } from "../src/base/form-json.js";
import { newId } from "../src/base/ids.js";
import { readRefusal } from "../src/base/refusal.js";

/** @param {string} name @param {string} value @param {Partial<import("../src/base/form-json.js").Control>} [changes] */
const control = (name, value, changes = {}) => ({
  name,
  value,
  type: "text",
  as: "",
  checked: false,
  keepEmpty: false,
  ...changes,
});

test("dots nest, indices make lists of rows, brackets make plain lists", () => {
  const body = asJson([
    control("receiver.login", "li"),
    control("bags[0].code", "P-001"),
    control("bags[0].seal", "S-77"),
    control("bags[2].code", "P-003"),
    control("rooms[]", "001"),
    control("rooms[]", "002"),
  ]);

  assert.deepEqual(body, {
    receiver: { login: "li" },
    bags: [{ code: "P-001", seal: "S-77" }, { code: "P-003" }],
    rooms: ["001", "002"],
  });
});

test("an empty field is left out, or null where null means something", () => {
  const body = asJson([control("note", "  "), control("until", "", { keepEmpty: true })]);

  assert.deepEqual(body, { until: null });
});

test("a lone box is true or false; of boxes in a list only the ticked ones are sent", () => {
  const box = { type: "checkbox" };
  const body = asJson([
    control("nil", "true", box),
    control("rooms[]", "001", { ...box, checked: true }),
    control("rooms[]", "002", box),
    control("by", "call", { type: "radio", checked: true }),
    control("by", "paper", { type: "radio" }),
  ]);

  assert.deepEqual(body, { nil: false, rooms: ["001"], by: "call" });
});

test("full-width digits of an input method are read as digits, and Chinese text is left alone", () => {
  const body = asJson([
    control("count", "４０", { as: "int" }),
    control("bag", "Ｐ－００１", { as: "code" }),
    control("note", "共４０袋，无异常"),
  ]);

  assert.deepEqual(body, { count: 40, bag: "P-001", note: "共４０袋，无异常" });
});

test("what is no number goes as it is, so that the server can say what is wrong with it", () => {
  assert.deepEqual(asJson([control("count", "四十", { as: "int" })]), { count: "四十" });
});

test("a wall time without a zone is the county's", () => {
  const body = asJson([control("happened_at", "2027-06-07T08:30", { type: "datetime-local", as: "moment" })]);

  assert.deepEqual(body, { happened_at: "2027-06-07T08:30:00+08:00" });
});

test("a secret is sent as typed, shown or hidden", () => {
  const body = asJson([
    control("a.password", " x １ ", { type: "password" }),
    control("b.password", " y ", { as: "secret" }),
  ]);

  assert.deepEqual(body, { a: { password: " x １ " }, b: { password: " y " } });
});

test("a list typed or pasted is split at blanks and commas of both kinds", () => {
  assert.deepEqual(asJson([control("codes", "P-001，P-002\nP-003、P-004", { as: "lines" })]), {
    codes: ["P-001", "P-002", "P-003", "P-004"],
  });
});

test("the same bytes sent again carry the same act id; other bytes are another act", () => {
  let drawn = 0;
  const draw = () => `id-${++drawn}`;
  const first = pendingFor(undefined, '{"count":40}', draw);

  assert.equal(pendingFor(first, '{"count":40}', draw).id, "id-1");
  assert.equal(pendingFor(first, '{"count":41}', draw).id, "id-2");
});

test("act ids are version 4 UUIDs", () => {
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newId(), newId());
});

test("a refusal names its fields however deep they are", () => {
  const refusal = readRefusal({
    code: "bad_input",
    message: "部分字段不能接受",
    detail: {
      fields: { count: ["请填写整数"], receiver: { login: ["必填"] }, bags: [{}, { seal: ["必填"] }] },
    },
  });

  assert.deepEqual(refusal.fields, { count: "请填写整数", "receiver.login": "必填", "bags[1].seal": "必填" });
});

test("a refusal of the trade tells the codes it is about", () => {
  const refusal = readRefusal({
    code: "seal_mismatch",
    message: "封签不符",
    detail: { bag: "P-001", rooms: ["003"] },
  });

  assert.deepEqual([refusal.code, refusal.about, refusal.fields], ["seal_mismatch", ["P-001", "003"], {}]);
});

test("an answer that is no refusal of ours has no words of its own", () => {
  for (const body of [null, "<html>", [], { detail: "x" }]) assert.equal(readRefusal(body).message, "");
});
