/**
 * Bring the list of errors to the person: focus it, and let its links focus the answer.
 * @param {HTMLElement} summary
 */
export function behave(summary) {
  for (const link of summary.querySelectorAll("a[href^='#']")) {
    link.addEventListener("click", (event) => {
      const input = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!input) return;
      event.preventDefault();
      // An answer inside of something folded away is unfolded first.
      for (let fold = input.closest("details"); fold; ) {
        fold.open = true;
        fold = fold.parentElement?.closest("details") ?? null;
      }
      const question = input.closest(".ask") ?? input;
      question.scrollIntoView({ block: "start" });
      input.focus({ preventScroll: true });
    });
  }
  summary.focus();
}
