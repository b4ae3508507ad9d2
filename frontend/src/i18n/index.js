// Words of the scripts. The page's language decides; a missing key cannot pass the type check.
import en from "./en.json" with { type: "json" };
import zh from "./zh.json" with { type: "json" };

/** @typedef {keyof typeof zh} Key */
/** @typedef {"zh" | "en"} Language */

/** @type {Record<Language, Record<string, string>>} */
const CATALOGUES = { zh, en };

/**
 * The language of a page, out of its `lang` attribute. Chinese unless it says English.
 * @param {string | null | undefined} tag
 * @returns {Language}
 */
export function languageOf(tag) {
  return (tag ?? "").toLowerCase().startsWith("en") ? "en" : "zh";
}

/** @type {Language} */
export const language = languageOf(globalThis.document?.documentElement.lang);

/**
 * Put values into the `{places}` of a sentence.
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/**
 * The words of a key.
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  return fill(CATALOGUES[language][key] ?? key, values);
}

/**
 * The words of a code that the server may have learnt after this script was built: the code itself where unknown.
 * @param {string} group
 * @param {string | null | undefined} code
 */
export function coded(group, code) {
  if (!code) return "";
  return CATALOGUES[language][`${group}.${code}`] ?? code;
}
