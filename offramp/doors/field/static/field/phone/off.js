/**
 * Stands in for the worker when the pages are taken off the phones again. What waits
 * stays where it is, and the pages send it while they are open.
 */

"use strict";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) {
    if (name.startsWith("offramp-phone-")) await caches.delete(name);
  }
  await self.registration.unregister();
}
