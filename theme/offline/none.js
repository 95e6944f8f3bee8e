// Instead of the service worker where a site wants none: takes away what one of an earlier build has kept, and itself.

/** @type {any} */
const leaving = self;

leaving.addEventListener("install", () => leaving.skipWaiting());
leaving.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(leave()));

async function leave() {
  const kept = (await caches.keys()).filter((name) => name.startsWith("townhall-"));
  await Promise.all(kept.map((name) => caches.delete(name)));
  await leaving.registration.unregister();
}
