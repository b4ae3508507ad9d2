// How the tablet is, as the county sees it.

/** @param {string} app */
export async function health(app) {
  const estimate = (await navigator.storage?.estimate?.()) ?? {};
  return {
    battery: await battery(),
    storage_used: estimate.usage ?? null,
    storage_quota: estimate.quota ?? null,
    app,
    persisted: await isPersisted(),
  };
}

/** Safari and Firefox tell nobody. @returns {Promise<number | null>} */
async function battery() {
  const ask = /** @type {any} */ (navigator).getBattery;
  if (typeof ask !== "function") return null;
  try {
    return (await ask.call(navigator)).level;
  } catch {
    return null; // the browser's policy closes it
  }
}

/** Whether the browser has promised to keep what is stored. */
export async function isPersisted() {
  return (await navigator.storage?.persisted?.()) ?? false;
}

/** Ask for the promise. Some browsers grant it only to an installed app, or after a while of use. */
export async function persist() {
  if (await isPersisted()) return true;
  return (await navigator.storage?.persist?.()) ?? false;
}
