// The screen stays on while the day is in view; the browser lets go of it whenever the page is hidden.

/** @param {Document} page */
export function keepAwake(page) {
  const lock = /** @type {any} */ (navigator).wakeLock;
  if (!lock) return;
  const hold = async () => {
    if (page.hidden) return;
    try {
      await lock.request("screen");
    } catch {
      // Battery low, or not allowed: the screen goes dark as it always did.
    }
  };
  page.addEventListener("visibilitychange", () => void hold());
  void hold();
}
