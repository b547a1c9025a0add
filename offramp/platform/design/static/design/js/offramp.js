/**
 * Finds the elements that behave, and gives each its behaviour. A page works without
 * any of this; each behaviour is a module of its own, loaded when a page has use for it.
 */

/** @type {Record<string, () => Promise<{behave: (element: HTMLElement) => void}>>} */
const BEHAVIOURS = {
  "answered": () => import("./answered.js"),
  "autosave": () => import("./autosave.js"),
  "confirm": () => import("./confirm.js"),
  "focus-errors": () => import("./focus-errors.js"),
  "forget": () => import("./forget.js"),
  "once": () => import("./once.js"),
  "passkey": () => import("./passkey.js"),
  "poll": () => import("./poll.js"),
  "print": () => import("./print.js"),
  "reveal": () => import("./reveal.js"),
  "signature": () => import("./signature.js"),
  "unsent": () => import("./unsent.js"),
};

const PAUSE_AFTER_TROUBLE = 5_000;

/** @type {WeakMap<Element, Set<string>>} */
const given = new WeakMap();

/** @type {WeakMap<Element, Promise<void>>} */
const underWay = new WeakMap();

/**
 * Each element once at a time: asked for twice, its behaviours would come in the order
 * in which they happen to load.
 * @param {HTMLElement} element
 */
function enliven(element) {
  const before = underWay.get(element) ?? Promise.resolve();
  underWay.set(element, before.then(() => give(element)));
}

/** @param {HTMLElement} element */
async function give(element) {
  const had = given.get(element) ?? new Set();
  given.set(element, had);
  // In the order written: a question comes before the guard against sending twice.
  for (const name of (element.dataset.behaves ?? "").split(/\s+/)) {
    if (!(name in BEHAVIOURS) || had.has(name)) continue;
    had.add(name);
    const behaviour = await BEHAVIOURS[name]().catch(() => null);
    if (behaviour === null) {
      // No signal just now. The page works without it, and it is asked for again.
      had.delete(name);
      window.setTimeout(enliven, PAUSE_AFTER_TROUBLE, element);
      return;
    }
    behaviour.behave(element);
  }
}

/**
 * Give every element under `root` its behaviours. Safe to call again.
 * @param {ParentNode} root
 */
export function enlivenAll(root) {
  if (root instanceof HTMLElement && root.dataset.behaves) enliven(root);
  for (const element of root.querySelectorAll("[data-behaves]")) {
    enliven(/** @type {HTMLElement} */ (element));
  }
}

enlivenAll(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof HTMLElement) enlivenAll(event.target);
});
document.addEventListener("offramp:swapped", (event) => {
  if (event.target instanceof HTMLElement) enlivenAll(event.target);
});
