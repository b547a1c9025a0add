/**
 * Keep a piece of the page fresh: ask its address again, and swap it only when it has
 * changed. Slower when nobody looks. Over for good when there is nothing more to learn:
 * signed out, not allowed, or gone. What may be old says so.
 */

const HIDDEN_SECONDS = 30;
const GONE = new Set([401, 403, 404, 410]);

/** @param {HTMLElement} region */
export function behave(region) {
  const seconds = Number(region.dataset.seconds) || 5;
  const age = ageOf(region);
  let shown = region.innerHTML.trim();
  let etag = "";
  let timer = 0;
  let failures = 0;

  /** @param {string} html */
  const show = (html) => {
    const fresh = document.createElement("div");
    fresh.innerHTML = html.trim();
    if (fresh.innerHTML === shown) return;
    shown = fresh.innerHTML;
    // What had the focus keeps it, where it is still there.
    const focused = region.contains(document.activeElement) && document.activeElement?.id;
    region.replaceChildren(...fresh.childNodes);
    if (focused) document.getElementById(focused)?.focus();
    region.dispatchEvent(new CustomEvent("offramp:swapped", { bubbles: true }));
  };

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
        redirect: "manual",
        signal: AbortSignal.timeout(8000),
      });
      if (GONE.has(answer.status) || answer.type === "opaqueredirect") {
        age.old("This is no longer kept up to date. Reload the page.");
        return;
      }
      if (answer.status !== 200 && answer.status !== 304) throw new Error("no answer");
      if (answer.status === 200) {
        etag = answer.headers.get("ETag") ?? "";
        show(await answer.text());
      }
      failures = 0;
      age.fresh();
    } catch {
      failures += 1;
      if (failures > 1) age.old();
    }
    later();
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? later() : ask()));
  later();
}

/**
 * Says beneath a region since when it may be out of date.
 * @param {HTMLElement} region
 */
function ageOf(region) {
  let seen = new Date();
  const line = document.createElement("p");
  line.className = "live__old";
  line.setAttribute("role", "status");
  region.after(line);

  return {
    fresh() {
      seen = new Date();
      line.textContent = "";
      region.removeAttribute("data-stale");
    },
    /** @param {string} [reason] */
    old(reason) {
      const time = seen.toLocaleTimeString([], {
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      });
      line.textContent = reason ?? `No connection. This is how it stood at ${time}.`;
      region.setAttribute("data-stale", "");
    },
  };
}
