/** Shows what is missing beside each question and on top, as the server's pages do. */

/** @param {HTMLFormElement} form @param {string} name */
export function inputOf(form, name) {
  const found = form.elements.namedItem(name);
  const first = found instanceof RadioNodeList ? found[0] : found;
  return first instanceof HTMLElement ? first : null;
}

/** An answer inside of something folded away is unfolded. @param {HTMLElement} input */
export function unfold(input) {
  for (let fold = input.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    fold.open = true;
  }
}

/** @param {HTMLFormElement} form */
export function clear(form) {
  for (const line of form.querySelectorAll("[data-shown]")) line.remove();
  for (const box of form.querySelectorAll(".usa-form-group--error")) box.classList.remove("usa-form-group--error");
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  const summary = /** @type {HTMLElement} */ (form.querySelector("[data-errors]"));
  summary.hidden = true;
  summary.querySelector("ul")?.replaceChildren();
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string[]>} errors
 */
export function show(form, errors) {
  clear(form);
  const summary = /** @type {HTMLElement} */ (form.querySelector("[data-errors]"));
  for (const [name, sentences] of Object.entries(errors)) {
    const input = inputOf(form, name);
    summary.querySelector("ul")?.append(line(input, sentences.join(" ")));
    if (input) mark(input, sentences.join(" "));
  }
  summary.hidden = false;
  summary.focus();
  summary.scrollIntoView({ block: "start" });
}

/** @param {HTMLElement | null} input @param {string} sentence */
function line(input, sentence) {
  const item = document.createElement("li");
  if (!input) {
    item.textContent = sentence;
    return item;
  }
  const link = document.createElement("a");
  link.href = `#${input.id}`;
  link.textContent = sentence;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    (input.closest(".ask") ?? input).scrollIntoView({ block: "start" });
    input.focus({ preventScroll: true });
  });
  item.append(link);
  return item;
}

/** @param {HTMLElement} input @param {string} sentence */
function mark(input, sentence) {
  unfold(input);
  const box = input.closest(".ask");
  const several = box?.querySelector("fieldset");
  const target = several ?? input;
  const said = document.createElement("div");
  said.className = "usa-error-message";
  said.id = `${input.id}_error`;
  said.dataset.shown = "";
  said.textContent = sentence;
  box?.classList.add("usa-form-group--error");
  if (several) several.querySelector("legend")?.after(said);
  else (input.closest(".tile") ?? input).before(said);
  if (!several || several.getAttribute("role") === "radiogroup") target.setAttribute("aria-invalid", "true");
  target.setAttribute("aria-describedby", said.id);
}
