// What must hold of the sources as they are shipped.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fill, languageOf } from "../src/i18n/index.js";

const ROOT = new URL("../", import.meta.url);

/** @param {string} ending @returns {{name: string, text: string}[]} */
function sources(ending) {
  const names = readdirSync(new URL("src", ROOT), { recursive: true }).map(String);
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, text: readFileSync(new URL(`src/${name}`, ROOT), "utf8") }));
}

/** @param {string} language @returns {Record<string, string>} */
const catalogue = (language) => JSON.parse(readFileSync(new URL(`src/i18n/${language}.json`, ROOT), "utf8"));

test("every sentence has both languages, and the same places in both", () => {
  const [zh, en] = [catalogue("zh"), catalogue("en")];
  const places = (/** @type {string | undefined} */ sentence) =>
    (sentence ?? "").match(/\{\w+\}/g)?.sort() ?? [];

  assert.deepEqual(Object.keys(zh), Object.keys(en));
  for (const key of Object.keys(zh)) assert.deepEqual(places(zh[key]), places(en[key]), key);
  assert.deepEqual(
    Object.entries(zh).filter(([, sentence]) => !sentence.trim()),
    [],
  );
});

test("Chinese is the language unless the page says English", () => {
  assert.deepEqual(["zh-hans", "", null, "en", "en-GB"].map(languageOf), ["zh", "zh", "zh", "en", "en"]);
});

test("a place without a value stays visible", () => {
  assert.equal(fill("{a} of {b}", { a: 1 }), "1 of {b}");
});

test("styles keep to what Chromium 90 knows", () => {
  const newer = /:has\(|@layer|@container|oklch\(|color-mix\(|\bdvh\b|@property|^\s*&/m;

  for (const { name, text } of sources(".css")) assert.doesNotMatch(text, newer, name);
});

test("scripts keep to what Chromium 90 knows and what the security policy allows", () => {
  const forbidden =
    /randomUUID\(|structuredClone\(|\.findLast|Object\.hasOwn|innerHTML|insertAdjacentHTML|\beval\(|new Function/;

  for (const { name, text } of sources(".js")) {
    const code = text.replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, "");
    assert.doesNotMatch(code, forbidden, name);
  }
});

// The name of a vocabulary, which no browser fetches.
const SVG = "http://www.w3.org/2000/svg";

test("nothing is fetched from anywhere else", () => {
  for (const { name, text } of [...sources(".css"), ...sources(".js")]) {
    assert.doesNotMatch(text.replaceAll(SVG, ""), /["'(]\s*(https?:)?\/\/[a-z]/i, name);
  }
});

test("the lock file names no registry and pins every package by its content", () => {
  const lock = JSON.parse(readFileSync(new URL("package-lock.json", ROOT), "utf8"));
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

  for (const [path, entry] of packages) {
    assert.equal(entry.resolved, undefined, path);
    assert.match(entry.integrity, /^sha512-/, path);
  }
});

test("no source file is longer than 400 lines", () => {
  for (const { name, text } of [...sources(".js"), ...sources(".css")]) {
    assert.ok(text.split("\n").length <= 400, name);
  }
});
