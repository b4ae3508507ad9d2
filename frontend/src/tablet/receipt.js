// The server's receipt of an act: an act leaves the tablet against it, and against nothing else.
import { fromBase64, textOf } from "./bytes.js";
import { isSignedBy, RECEIPT } from "./seal.js";

/** @typedef {{kid: string, spki: string}} PublicKey */
/** @typedef {{payload: string, keyid: string, sig: string}} Receipt */
/** @typedef {"accepted" | "refused" | "quarantined" | "waiting"} Status */

/**
 * @typedef {object} Verdict
 * @property {string} act_id
 * @property {number} counter
 * @property {Status} status
 * @property {string} code
 * @property {string} message
 * @property {string | null} entry
 * @property {Receipt | null} [receipt]
 */

/**
 * Whether the receipt is the server's, and of this very act and verdict.
 * @param {Verdict} verdict
 * @param {{act_id: string, counter: number, device: string}} act
 * @param {readonly PublicKey[]} keys
 */
export async function isReceived(verdict, act, keys) {
  const { receipt } = verdict;
  const key = keys.find(({ kid }) => kid === receipt?.keyid);
  if (!receipt || !key) return false;
  const bytes = fromBase64(receipt.payload);
  if (!(await isSignedBy(RECEIPT, bytes, { sig: receipt.sig, spki: key.spki }))) return false;
  const told = JSON.parse(textOf(bytes));
  const same = /** @type {const} */ (["act_id", "counter", "device"]).every(
    (name) => told[name] === act[name],
  );
  return same && told.status === verdict.status && told.code === verdict.code;
}
