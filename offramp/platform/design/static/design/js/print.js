/**
 * A button that prints the page. Hidden until there is a script to do it.
 * @param {HTMLElement} button
 */
export function behave(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
