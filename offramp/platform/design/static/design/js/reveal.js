/**
 * Show a question only while another one has one of the given answers. Without a script
 * it is always shown. What was typed into a hidden question is kept.
 * @param {HTMLElement} question
 */
export function behave(question) {
  const form = question.closest("form");
  const name = question.dataset.when ?? "";
  const wanted = new Set((question.dataset.is ?? "").split("|"));
  if (!form || !name) return;

  const update = () => {
    const given = new FormData(form).getAll(name);
    question.hidden = !given.some((answer) => wanted.has(String(answer)));
  };

  form.addEventListener("change", update);
  form.addEventListener("reset", () => window.setTimeout(update));
  window.addEventListener("pageshow", update);
  update();
}
