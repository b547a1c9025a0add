/**
 * Send a form only to a server that answers. A browser that sends to nobody shows a page
 * of its own, and the way back from it loses what was typed: the pages are not kept in
 * its cache, and the forms are not filled in by it. So a small address is asked first,
 * and without an answer the page stays as it is and says so. Stands after `once`.
 */

const ASKED = "/alive";
const PATIENCE = 8_000;
const SAYS = "No connection. What you typed is still here. Try again.";

/** @param {HTMLElement} element */
export function behave(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  /** @type {HTMLElement | undefined} */
  let line;

  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    line?.replaceChildren();
    if (await isAnswered()) {
      send(form, event.submitter);
      return;
    }
    line ??= addLine(form);
    line.replaceChildren(SAYS);
    form.dispatchEvent(new CustomEvent("offramp:unsent"));
  });
}

async function isAnswered() {
  try {
    const answer = await fetch(ASKED, {
      method: "HEAD",
      cache: "no-store",
      credentials: "omit", // nobody need be known for this, and it saves the looking up
      signal: AbortSignal.timeout(PATIENCE),
    });
    return answer.status < 500;
  } catch {
    return false;
  }
}

/**
 * Send it without asking everybody once more; the pressed button's own value goes along.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
function send(form, button) {
  const pressed = document.createElement("input");
  pressed.type = "hidden";
  if (button instanceof HTMLButtonElement && button.name) {
    pressed.name = button.name;
    pressed.value = button.value;
  }
  form.append(pressed);
  // Not `form.submit`: a question may have that name.
  HTMLFormElement.prototype.submit.call(form);
  pressed.remove();
}

/** @param {HTMLFormElement} form */
function addLine(form) {
  const line = document.createElement("p");
  line.className = "unsent";
  line.setAttribute("role", "alert");
  const place = form.querySelector(".send");
  if (place) place.prepend(line);
  else form.append(line);
  return line;
}
