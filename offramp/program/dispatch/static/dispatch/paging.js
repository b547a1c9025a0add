/**
 * Asks this browser to take push messages, or to stop, and says which it does.
 */

const box = document.querySelector("[data-push]");
if (box instanceof HTMLElement) set(box);

/** @param {HTMLElement} box */
async function set(box) {
  const says = /** @type {HTMLElement} */ (box.querySelector("[data-push-says]"));
  const on = /** @type {HTMLButtonElement} */ (box.querySelector("[data-push-on]"));
  const off = /** @type {HTMLButtonElement} */ (box.querySelector("[data-push-off]"));
  if (!("serviceWorker" in navigator && "PushManager" in window)) {
    says.textContent =
      "This browser takes no push messages. On an iPhone, first add Offramp to the Home Screen and open it there.";
    return;
  }
  const worker =
    (await navigator.serviceWorker.getRegistration("/")) ??
    (await navigator.serviceWorker.register("/push-worker.js", { scope: "/" }));
  navigator.serviceWorker.addEventListener("message", async (event) => {
    const known = await worker.pushManager.getSubscription();
    if (event.data?.does === "shown" && known) tell({ does: "shown", endpoint: known.endpoint });
  });

  /** @param {PushSubscription | null} known */
  const show = (known) => {
    says.textContent = known ? "This browser takes push messages." : "This browser takes none yet.";
    on.hidden = Boolean(known);
    off.hidden = !known;
  };

  on.addEventListener("click", async () => {
    try {
      const known = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: box.dataset.push,
      });
      const { endpoint, keys } = known.toJSON();
      if (!(await tell({ does: "subscribe", endpoint, keys }))) throw new Error();
      show(known);
    } catch {
      says.textContent = "The browser did not allow it. Allow notifications for this address, and try again.";
    }
  });
  off.addEventListener("click", async () => {
    const known = await worker.pushManager.getSubscription();
    if (known) {
      await tell({ does: "unsubscribe", endpoint: known.endpoint });
      await known.unsubscribe();
    }
    show(null);
  });
  show(await worker.pushManager.getSubscription());
}

/** @param {Record<string, unknown>} told */
async function tell(told) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  const answer = await fetch("/me/paging/browser/", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": token instanceof HTMLInputElement ? token.value : "",
      "X-Requested-With": "fetch",
    },
    body: JSON.stringify(told),
  });
  return answer.ok;
}
