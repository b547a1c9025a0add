/**
 * Save a form's answers as they are given: post what changed to `data-url`, and say when
 * it was saved. The form still has its button; this only spares the loss of a long one.
 *
 * The server answers 2xx; anything else leaves the answers unsaved, and says so.
 */

const PAUSE = 1500;

/** @param {HTMLElement} element */
export function behave(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  const says = form.querySelector("[data-saved]") ?? line(form);
  /** @type {Set<string>} */
  const changed = new Set();
  let timer = 0;
  let saving = false;

  const save = async () => {
    if (saving || changed.size === 0) return;
    saving = true;
    const names = [...changed];
    changed.clear();
    try {
      const answer = await fetch(form.dataset.url ?? "", {
        method: "POST",
        body: answers(form, names),
        redirect: "error",
        signal: AbortSignal.timeout(10_000),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      says.textContent = `Saved ${clock()}`;
    } catch {
      for (const name of names) changed.add(name);
      says.textContent = "Not saved yet. Use the button below to save.";
    } finally {
      saving = false;
    }
  };

  form.addEventListener("input", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!input.name) return;
    changed.add(input.name);
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) save();
  });
}

/**
 * The changed fields with their present values, and the names of those left empty.
 * @param {HTMLFormElement} form
 * @param {string[]} names
 */
function answers(form, names) {
  const all = new FormData(form);
  const sent = new FormData();
  for (const name of ["csrfmiddlewaretoken", "submission_id", ...names]) {
    for (const value of all.getAll(name)) sent.append(name, value);
  }
  for (const name of names) sent.append("changed", name);
  return sent;
}

/** @param {HTMLFormElement} form */
function line(form) {
  const says = document.createElement("p");
  says.className = "saved";
  says.setAttribute("role", "status");
  form.append(says);
  return says;
}

function clock() {
  return new Date().toLocaleTimeString([], {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}
