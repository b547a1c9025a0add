/**
 * Keeps the pages on the phone and sends what waits when the browser wakes it. Of this
 * site it answers for the few pages of one build and what they load, and nothing else.
 */

"use strict";

(() => {
  const { build, pages, assets } = self.PHONE;
  const OURS = "offramp-phone-";
  const CACHE = OURS + build;
  const kept = new Set([...pages, ...assets]);

  self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
  self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

  async function fetchAll() {
    const cache = await caches.open(CACHE);
    // As nobody: what lies on the phone must be what anybody gets.
    await Promise.all(
      [...kept].map(async (url) => {
        const answer = await fetch(url, { credentials: "omit", cache: "reload", redirect: "error" });
        if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
        await cache.put(url, answer);
      }),
    );
    await self.skipWaiting();
  }

  async function takeOver() {
    for (const name of await caches.keys()) {
      if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  }

  /** @type {Promise<Cache> | undefined} */
  let opened;

  /** @param {string} path */
  async function fromPhone(path) {
    opened ??= caches.open(CACHE);
    return (await opened).match(path).catch(() => undefined);
  }

  self.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== location.origin) return;
    if (!kept.has(url.pathname)) return;
    // From the phone first: nobody waits for a weak signal.
    event.respondWith(fromPhone(url.pathname).then((answer) => answer ?? fetch(event.request)));
  });

  self.addEventListener("sync", (event) => {
    if (event.tag === "offramp-outbox") event.waitUntil(sendAll(event.lastChance));
  });

  /** @param {boolean} isLast */
  async function sendAll(isLast) {
    const scope = new URL(self.registration.scope).pathname;
    const came = await self.Outbox.drain({ scope, session: `${scope}session.json` });
    // An error asks the browser to wake us again.
    if (["offline", "later"].includes(came) && !isLast) throw new Error("Not sent yet.");
  }
})();
