// The service worker of this page, and when a new version of the app is taken: never while somebody writes, and never
// while acts wait, although it would keep them (R8).

/** @typedef {{version: string, full: boolean}} Told */

/** What the service worker says of its cache; null where there is none. @returns {Promise<Told | null>} */
export async function workerTold() {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return null;
  return await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(null), 3_000);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data);
    };
    worker.postMessage("tell", [port2]);
  });
}

/** A version that is there and waits. @param {ServiceWorkerRegistration} registration */
function watch(registration, /** @type {(worker: ServiceWorker) => void} */ waits) {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) waits(registration.waiting);
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  look();
  setInterval(() => void registration.update().catch(() => {}), 15 * 60_000);
}

/**
 * Register the service worker. `free` says whether nothing stands in the way of a new version.
 * @param {{free: () => boolean, waits: (waiting: boolean) => void}} how
 * @returns {Promise<{take: () => void} | null>} null where there can be none
 */
export async function installWorker({ free, waits }) {
  const container = navigator.serviceWorker;
  if (!container) return null;
  /** @type {ServiceWorker | null} */
  let waiting = null;
  let had = container.controller !== null;
  container.addEventListener("controllerchange", () => {
    if (had) location.reload();
    had = true;
  });
  const take = () => waiting?.postMessage("take");
  try {
    const registration = await container.register("/sw.js", { scope: "/", updateViaCache: "none" });
    watch(registration, (worker) => {
      waiting = worker;
      waits(true);
    });
  } catch {
    return { take }; // offline, or refused: the one that is there goes on
  }
  setInterval(() => {
    if (waiting && free()) take();
  }, 2_000);
  return { take };
}
