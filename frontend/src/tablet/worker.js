// The tablet's service worker: its pages and files come out of one cache, whole and of one version. It knows nothing of
// the queue, which lies in a database that no version of this file touches: an update keeps it.
// The server puts the list in front: `self.EXAMOPS_SHELL`.

/** @typedef {{version: string, pages: string[], files: string[]}} Shell */

const worker = /** @type {any} */ (self);
const { version, pages, files } = /** @type {Shell} */ (worker.EXAMOPS_SHELL);
const PREFIX = "examops-tablet-";
const CACHE = PREFIX + version;
// A page carries `Vary: Accept-Language`, and would not be found again offline.
const HOW = { ignoreVary: true, ignoreSearch: true };

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...pages, ...files].map((address) => new Request(address, { cache: "reload" })));
}

async function clear() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Whether all of the list is in the cache. */
async function isFull() {
  const cache = await caches.open(CACHE);
  const found = await Promise.all([...pages, ...files].map((address) => cache.match(address, HOW)));
  return found.every((response) => response?.ok);
}

/** @param {Request} request @param {string} address */
async function fromCache(request, address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address, HOW)) ?? (await fetch(request));
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(clear()));

worker.addEventListener("message", (/** @type {any} */ event) => {
  // A new version waits until the page says that nothing stands in its way.
  if (event.data === "take") worker.skipWaiting();
  if (event.data === "tell") {
    const [port] = event.ports;
    event.waitUntil(isFull().then((full) => port?.postMessage({ version, full })));
  }
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (pages.includes(address.pathname) || files.includes(address.pathname))
    event.respondWith(fromCache(request, address.pathname));
});
