/**
 * Send a form once, however often its button is pressed. The button comes back with the
 * page (also from the browser's cache) and after a minute, should the answer never come.
 * @param {HTMLElement} form
 */
export function behave(form) {
  let sent = false;

  /** @param {boolean} busy */
  const mark = (busy) => {
    sent = busy;
    form.toggleAttribute("data-sent", busy);
    for (const button of form.querySelectorAll("button[type=submit]")) {
      // Not `disabled`: that would drop the button's own name and value, and the focus.
      if (busy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };

  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    mark(true);
    window.setTimeout(() => mark(false), 60_000);
  });
  form.addEventListener("htmx:afterRequest", () => mark(false));
  form.addEventListener("offramp:unsent", () => mark(false));
  window.addEventListener("pageshow", () => mark(false));
}
