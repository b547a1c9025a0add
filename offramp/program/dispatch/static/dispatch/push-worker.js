/**
 * Shows a push message. A worker of its own where there is none; another worker takes it
 * in with `importScripts`. It knows no more than the message: a code, a link, no person.
 */

self.addEventListener("push", (event) => {
  event.waitUntil(show(read(event.data)));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data?.navigate ?? "/"));
});

/** @param {PushMessageData | null} data */
function read(data) {
  try {
    return data?.json().notification ?? {};
  } catch {
    return {};
  }
}

/** @param {Record<string, any>} told */
async function show(told) {
  const title = told.title ?? "Offramp: you are paged";
  // The same page again, after a fault on the way, takes the place of the first.
  await self.registration.showNotification(title, {
    body: told.body ?? "",
    tag: told.tag,
    requireInteraction: true,
    data: { navigate: told.navigate },
  });
  for (const page of await self.clients.matchAll({ includeUncontrolled: true })) {
    page.postMessage({ does: "shown", tag: told.tag });
  }
}
