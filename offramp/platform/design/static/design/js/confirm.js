/**
 * Ask before a form is sent. The question stands in `data-question`.
 * @param {HTMLElement} form
 */
export function behave(form) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.question ?? "Are you sure?")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });
}
