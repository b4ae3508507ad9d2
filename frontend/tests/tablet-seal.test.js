import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { base64, fromBase64, hex, joined, utf8 } from "../src/tablet/bytes.js";
import { isReceived } from "../src/tablet/receipt.js";
import {
  ACT,
  actBytes,
  chainHash,
  isSignedBy,
  kidOf,
  pae,
  payloadOf,
  RECEIPT,
  seal,
} from "../src/tablet/seal.js";

// Written once by this code; Python's cryptography verifies them in tests/tablet/test_seal_vectors.py.
const vectors = JSON.parse(
  readFileSync(new URL("../../tests/vectors/tablet_seal.json", import.meta.url), "utf8"),
);

const CURVE = { name: "ECDSA", namedCurve: "P-256" };

async function signer() {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  return { kid: await kidOf(spki), spki: base64(spki), key: pair.privateKey };
}

test("what is signed is the encoding that DSSE publishes", () => {
  const text = new TextDecoder().decode(pae("http://example.com/HelloWorld", utf8("hello world")));
  assert.equal(text, "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
});

test("bytes and texts change into each other and back", () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
  assert.deepEqual(fromBase64(base64(bytes)), bytes);
  assert.equal(hex(joined(utf8("é"), new Uint8Array([0]))), "c3a900");
});

test("the vectors' acts have the bytes, hashes and signatures that they name", async () => {
  let previous = "";
  for (const { payload, envelope, hash } of vectors.acts) {
    assert.equal(base64(actBytes(payload)), envelope.payload);
    assert.deepEqual(payloadOf(envelope), payload);
    assert.equal(payload.previous, previous);
    assert.equal(await chainHash(envelope), hash);
    for (const { keyid, sig } of envelope.signatures) {
      const spki = vectors.keys[keyid];
      assert.equal(await kidOf(fromBase64(spki)), keyid);
      assert.equal(await isSignedBy(ACT, fromBase64(envelope.payload), { sig, spki }), true);
    }
    previous = hash;
  }
});

test("the order of a payload's keys is the contract's, whatever order they come in", () => {
  const [{ payload }] = vectors.acts;
  const other = Object.fromEntries(Object.entries(payload).reverse());
  assert.deepEqual(actBytes(/** @type {any} */ (other)), actBytes(payload));
});

test("a changed byte, another key and another type are no signature", async () => {
  const [one, two] = [await signer(), await signer()];
  const bytes = utf8('{"v":1}');
  const [signature] = (await seal(ACT, bytes, [one])).signatures;
  const sig = signature?.sig ?? "";

  assert.equal(await isSignedBy(ACT, bytes, { sig, spki: one.spki }), true);
  assert.equal(await isSignedBy(ACT, utf8('{"v":2}'), { sig, spki: one.spki }), false);
  assert.equal(await isSignedBy(ACT, bytes, { sig, spki: two.spki }), false);
  assert.equal(await isSignedBy(RECEIPT, bytes, { sig, spki: one.spki }), false);
  assert.equal(await isSignedBy(ACT, bytes, { sig: "", spki: one.spki }), false);
});

const ACT_MADE = { act_id: "a-1", counter: 4, device: "d-1" };

/** @param {object} changes */
async function verdictOf(changes = {}) {
  const server = await signer();
  const told = {
    v: 1,
    ...ACT_MADE,
    commitment: "",
    status: "accepted",
    code: "",
    at: "2027-06-07T00:00:00Z",
  };
  const envelope = await seal(RECEIPT, utf8(JSON.stringify({ ...told, ...changes })), [server]);
  const [{ sig } = { sig: "" }] = envelope.signatures;
  const receipt = { payload: envelope.payload, keyid: server.kid, sig };
  const status = /** @type {const} */ ("accepted");
  return {
    keys: [{ kid: server.kid, spki: server.spki }],
    verdict: { act_id: "a-1", counter: 4, status, code: "", message: "", entry: null, receipt },
  };
}

test("a receipt counts only for its own act, verdict and device, and by a key of the server", async () => {
  const { keys, verdict } = await verdictOf();
  assert.equal(await isReceived(verdict, ACT_MADE, keys), true);
  assert.equal(await isReceived(verdict, ACT_MADE, []), false);
  assert.equal(await isReceived({ ...verdict, receipt: null }, ACT_MADE, keys), false);
  assert.equal(await isReceived({ ...verdict, status: "refused" }, ACT_MADE, keys), false);
  const stranger = await verdictOf();
  const forged = { ...verdict.receipt, sig: stranger.verdict.receipt.sig };
  assert.equal(await isReceived({ ...verdict, receipt: forged }, ACT_MADE, keys), false);
  for (const changes of [{ act_id: "a-2" }, { counter: 5 }, { device: "d-2" }, { status: "refused" }]) {
    const other = await verdictOf(changes);
    assert.equal(await isReceived(other.verdict, ACT_MADE, other.keys), false, JSON.stringify(changes));
  }
});
