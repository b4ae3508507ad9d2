// Runs before the tablet's other scripts: the page comes out of a cache, in the language of the day it was fetched.

export const KEPT_AS = "examops.tablet.language";

try {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === "zh-hans" || kept === "en") document.documentElement.lang = kept;
} catch {
  // Storage is closed to this page: the language stays that of the page.
}
