/**
 * Save a form's answers as they are given: post what changed to `data-url`, and say when
 * it was saved. The form still has its button; this only spares the loss of a long one.
 *
 * The server answers 2xx; anything else leaves the answers unsaved, and says so. What it
 * answers with replaces the pieces of the page that have the same ids: a question that
 * follows from an answer, a warning, a hidden number.
 */

const PAUSE = 1500;
const PAUSE_AFTER_A_CHOICE = 300;
const PAUSE_AFTER_TROUBLE = 15_000;

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
      if (!answer.ok) throw new (answer.status < 500 ? Refusal : Error)();
      freshen(await answer.text());
      says.textContent = `Saved ${clock()}`;
      if (changed.size > 0) later(PAUSE);
    } catch (error) {
      for (const name of names) changed.add(name);
      says.textContent = "Not saved yet. Use the button below to save.";
      if (!(error instanceof Refusal)) later(PAUSE_AFTER_TROUBLE);
    } finally {
      saving = false;
    }
  };

  /** @param {number} pause */
  const later = (pause) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, pause);
  };

  form.addEventListener("input", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!input.name) return;
    for (const name of together(input)) changed.add(name);
    const chosen = input.type === "radio" || input.type === "checkbox";
    later(chosen ? PAUSE_AFTER_A_CHOICE : PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) save();
  });
}

/** The server looked at the answers and did not take them: no use in asking again. */
class Refusal extends Error {}

/**
 * The names of all inputs of one question, where a question has several.
 * @param {HTMLInputElement} input
 */
function together(input) {
  const question = input.closest("[data-saved-together]");
  if (!question) return [input.name];
  const inputs = question.querySelectorAll("[name]:not([type=hidden])");
  return [...inputs].map((one) => /** @type {HTMLInputElement} */ (one).name);
}

/**
 * The changed fields with their present values, the names of those left empty, and what
 * stands hidden at the top of the form.
 * @param {HTMLFormElement} form
 * @param {string[]} names
 */
function answers(form, names) {
  const all = new FormData(form);
  const sent = new FormData();
  const hidden = [...form.querySelectorAll(":scope > input[type=hidden]")];
  const always = hidden.map((one) => /** @type {HTMLInputElement} */ (one).name);
  for (const name of new Set([...always, ...names])) {
    for (const value of all.getAll(name)) sent.append(name, value);
  }
  for (const name of names) sent.append("changed", name);
  return sent;
}

/**
 * Put the pieces that came back in the place of those with the same ids.
 * @param {string} html
 */
function freshen(html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const piece of [...fresh.content.children]) {
    const old = piece.id && document.getElementById(piece.id);
    if (!old || old.isEqualNode(piece)) continue;
    // A region that is read aloud when it changes must stay the same region.
    const kept = old.hasAttribute("aria-live");
    if (kept) old.replaceChildren(...piece.childNodes);
    else old.replaceWith(piece);
    const event = new CustomEvent("offramp:swapped", { bubbles: true });
    (kept ? old : piece).dispatchEvent(event);
  }
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
