// One at a time, in all windows of the tablet (R12). The Web Locks are there from Chromium 69 and Safari 15.4 on;
// before them one window at least does not meet itself.

/** @type {Map<string, Promise<unknown>>} */
const last = new Map();

/**
 * Wait for the turn, then do it.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(name, work) {
  if (globalThis.navigator?.locks) return /** @type {T} */ (await navigator.locks.request(name, work));
  const before = last.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  last.set(name, mine);
  return await mine;
}

/**
 * Do it unless somebody is at it.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T | null>} null where somebody was
 */
export async function unlessBusy(name, work) {
  if (globalThis.navigator?.locks) {
    const options = { ifAvailable: true };
    return /** @type {T | null} */ (
      await navigator.locks.request(name, options, (lock) => (lock ? work() : Promise.resolve(null)))
    );
  }
  if (last.has(name)) return null;
  const mine = work().finally(() => last.delete(name));
  last.set(name, mine);
  return await mine;
}
