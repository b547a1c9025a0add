/**
 * Keep a piece of the page fresh: ask its address again, and swap it only when it has
 * changed. Slower when nobody looks, and silent for ever after 401, 403, 404 and 410.
 */

const HIDDEN_SECONDS = 30;
const GONE = new Set([401, 403, 404, 410]);

/** @param {HTMLElement} region */
export function behave(region) {
  const seconds = Number(region.dataset.seconds) || 5;
  let etag = "";
  let timer = 0;
  let failures = 0;

  const later = () => {
    window.clearTimeout(timer);
    const base = document.hidden ? Math.max(HIDDEN_SECONDS, seconds) : seconds;
    // After failures wait longer, to a minute at most: the network needs the rest.
    const wait = Math.min(base * 2 ** Math.min(failures, 4), Math.max(60, base));
    timer = window.setTimeout(ask, wait * 1000);
  };

  const ask = async () => {
    if (!region.isConnected) return;
    try {
      const answer = await fetch(region.dataset.url ?? "", {
        headers: { "X-Requested-With": "fetch", ...(etag && { "If-None-Match": etag }) },
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(8000),
      });
      if (GONE.has(answer.status)) return;
      failures = answer.ok || answer.status === 304 ? 0 : failures + 1;
      if (answer.status === 200) {
        etag = answer.headers.get("ETag") ?? "";
        swap(region, await answer.text());
      }
    } catch {
      failures += 1;
    }
    region.toggleAttribute("data-stale", failures > 1);
    later();
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? later() : ask()));
  later();
}

/**
 * Put the new contents in, unless they are what is shown. What had the focus keeps it.
 * @param {HTMLElement} region
 * @param {string} html
 */
function swap(region, html) {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  if (fresh.innerHTML === region.dataset.shown) return;
  region.dataset.shown = fresh.innerHTML;
  const focused = region.contains(document.activeElement) && document.activeElement?.id;
  region.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus();
  region.dispatchEvent(new CustomEvent("offramp:swapped", { bubbles: true }));
}
