/**
 * Somebody is back in signal and on a page that needs it: what their device kept without
 * signal is sent from here too, and what is left is said, with the way to it.
 * @param {HTMLElement} line
 */
export async function behave(line) {
  if (!(await isThere())) return;
  await load(line.dataset.script ?? "");
  const { Outbox } = self;
  const note = Object.assign(document.createElement("p"), { className: "note note--warning" });
  const link = Object.assign(document.createElement("a"), { href: line.dataset.scope });
  note.append(link);

  const show = async () => {
    const count = (await Outbox.entries()).length;
    line.replaceChildren(...(count ? [note] : []));
    link.textContent =
      count === 1 ? "1 entry on this phone is not sent yet." : `${count} entries on this phone are not sent yet.`;
  };

  await show();
  if (!line.hasChildNodes()) return;
  Outbox.listen(() => void show());
  const send = () => void Outbox.drain({ scope: line.dataset.scope, session: line.dataset.session });
  window.addEventListener("online", send);
  send();
}

/** Nothing is made on a device that has kept nothing. */
async function isThere() {
  const bases = await indexedDB.databases?.().catch(() => []);
  return (bases ?? []).some(({ name }) => name === "offramp-phone");
}

/** @param {string} src @returns {Promise<void>} */
function load(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = () => resolve();
    script.onerror = reject;
    document.head.append(script);
  });
}
