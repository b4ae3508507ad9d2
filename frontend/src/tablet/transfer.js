// The queue on its way to another tablet, as a file or as a row of QR codes. What is taken over is sent as it was
// sealed: the other tablet carries it and can change nothing in it.
import { sha256, utf8 } from "./bytes.js";
import { payloadOf } from "./seal.js";

/** @typedef {import("./seal.js").Envelope} Envelope */

export const FILE_KIND = "examops-queue";
const MARK = "EXQ1";
// So much fits on a code that a scanner reads off a tablet's screen. Source: ours.
const PART = 700;

/** @param {readonly Envelope[]} envelopes */
export function fileOf(envelopes) {
  return JSON.stringify({ v: 1, kind: FILE_KIND, envelopes });
}

/**
 * What a file or a whole row of codes holds; null where it is none of ours.
 * @param {string} text
 * @returns {Envelope[] | null}
 */
export function envelopesOf(text) {
  try {
    const told = JSON.parse(text);
    if (told.kind !== FILE_KIND || !Array.isArray(told.envelopes)) return null;
    for (const envelope of told.envelopes) if (!payloadOf(envelope).act_id) return null;
    return told.envelopes;
  } catch {
    return null;
  }
}

/**
 * The texts of the codes: mark, what they belong to, number, of how many, part.
 * @param {string} text in ASCII
 */
export async function partsOf(text) {
  const ascii = text.replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const of = (await sha256(utf8(ascii))).slice(0, 8);
  const many = Math.ceil(ascii.length / PART);
  return Array.from({ length: many }, (_, at) => {
    return `${MARK}|${of}|${at + 1}|${many}|${ascii.slice(at * PART, (at + 1) * PART)}`;
  });
}

/** @typedef {{of: string, many: number, parts: ReadonlyMap<number, string>}} Gathered */

/** @type {Gathered} */
export const NONE_YET = { of: "", many: 0, parts: new Map() };

/**
 * Take one code. Another row of codes begins anew; anything else changes nothing.
 * @param {Gathered} gathered
 * @param {string} text
 * @returns {Gathered}
 */
export function gather(gathered, text) {
  const found = new RegExp(`^${MARK}\\|([0-9a-f]{8})\\|(\\d+)\\|(\\d+)\\|(.*)$`, "s").exec(text);
  if (!found) return gathered;
  const [, of = "", number = "", many = "", part = ""] = found;
  const before = gathered.of === of ? gathered : { of, many: Number(many), parts: new Map() };
  return { ...before, parts: new Map([...before.parts, [Number(number), part]]) };
}

/**
 * The whole text once all codes are there and belong together; null before.
 * @param {Gathered} gathered
 */
export async function wholeOf({ of, many, parts }) {
  if (many === 0 || parts.size < many) return null;
  const text = Array.from({ length: many }, (_, at) => parts.get(at + 1) ?? "").join("");
  return (await sha256(utf8(text))).startsWith(of) ? text : null;
}
