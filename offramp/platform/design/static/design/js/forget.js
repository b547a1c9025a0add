/**
 * Before somebody signs out, what this device holds that can be read goes: drafts, and
 * the key they lie under. What waits to be sent stays; it cannot be read here.
 * Stands before `once`.
 * @param {HTMLElement} element
 */
export function behave(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  let forgotten = false;

  form.addEventListener("submit", async (event) => {
    if (forgotten || event.defaultPrevented || !("indexedDB" in window)) return;
    event.preventDefault();
    forgotten = true;
    await forget().catch(() => {});
    form.requestSubmit();
  });
}

const NAME = "offramp-phone";
const STORE = "readable";

/** @returns {Promise<void>} */
function forget() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME);
    // There was nothing: leave it so.
    asked.onupgradeneeded = () => asked.transaction?.abort();
    asked.onerror = () => resolve();
    asked.onsuccess = () => {
      const base = asked.result;
      if (!base.objectStoreNames.contains(STORE)) return resolve();
      const whole = base.transaction(STORE, "readwrite", { durability: "strict" });
      whole.objectStore(STORE).clear();
      whole.oncomplete = () => { base.close(); resolve(); };
      whole.onerror = () => reject(whole.error);
    };
    window.setTimeout(reject, 3_000);
  });
}
