/** What waits on this phone, always in sight: each entry, how it stands, what to do. */

export const told = JSON.parse(document.body.dataset.phone ?? "{}");
const EVERY = 15_000;
const { Outbox } = self;

const WHERE = { scope: told.scope, session: told.session };
const PLAIN = {
  sending: "Being sent…",
  later: "Not sent yet: this phone sent very many within the hour. It stays here and is sent later by itself.",
  signin: "Not sent yet. Its writer signs in to send it.",
  whose: "Not sent yet. It was written while nobody was signed in.",
  correct: "Sent back: something must be put right.",
  different: "Sent before with other answers. Both are kept for you to look at.",
  unreadable: "The server could not read it. Tell it by phone.",
};
const NOT_SENT = new Set(["waiting", "later", "signin", "whose", "correct", "unreadable"]);

const title = /** @type {HTMLElement} */ (document.querySelector("[data-count]"));
const list = /** @type {HTMLElement} */ (document.querySelector("[data-entries]"));

/** @param {string} tag @param {Record<string, string>} given */
function make(tag, given) {
  return Object.assign(document.createElement(tag), given);
}

/** @param {string} text @param {() => unknown} act */
function button(text, act) {
  const made = make("button", { type: "button", className: "button button--secondary", textContent: text });
  made.addEventListener("click", act);
  return made;
}

/** @param {string} text @param {string} href */
const link = (text, href) => make("a", { className: "button button--secondary", textContent: text, href });

/** What can be done about an entry, by how it stands. */
const HELP = {
  signin: () => [link("Sign in", `${told.signIn}?next=${encodeURIComponent(location.pathname)}`)],
  whose: (entry) => [button("It is mine: send it", async () => { await Outbox.claim(entry); await go(); })],
  correct: (entry) => [link("Put it right", `${told.kinds[entry.kind]?.url ?? told.scope}#${entry.id}`)],
  different: (entry) => [link("Look at both", told.waiting), button("Take it off this phone", () => Outbox.remove(entry))],
};

/** @param {Outbox.Entry} entry */
function row(entry) {
  const kind = told.kinds[entry.kind] ?? { title: "Entry", unsent: "Not sent yet." };
  const item = make("li", { className: "waits__entry" });
  item.dataset.state = entry.state;
  item.dataset.id = entry.id;
  const when = new Date(entry.at).toLocaleString([], { weekday: "short", hour: "2-digit", minute: "2-digit" });
  const says = PLAIN[entry.state] ?? kind.unsent;
  item.append(
    make("p", { className: "waits__what", textContent: `${kind.title} · ${when} · ${entry.id.slice(0, 4)}` }),
    make("p", { className: "waits__says", textContent: says }),
  );
  const acts = make("p", { className: "waits__acts" });
  acts.append(...(HELP[entry.state]?.(entry) ?? []));
  if (NOT_SENT.has(entry.state)) acts.append(make("a", { className: "call", href: `tel:${told.call}`, textContent: `Call ${told.call}` }));
  if (entry.state === "correct" && location.hash.slice(1) !== entry.id && told.kind === entry.kind) {
    acts.querySelector("a")?.addEventListener("click", () => setTimeout(() => location.reload()));
  }
  item.append(acts);
  return item;
}

/** Show how everything stands. */
export async function paint() {
  const entries = await Outbox.entries();
  const count = entries.length;
  const says = count === 0 ? "Nothing waits on this phone." : count === 1 ? "1 entry waits on this phone." : `${count} entries wait on this phone.`;
  if (title.textContent !== says) title.textContent = says;
  title.closest(".waits")?.toggleAttribute("data-some", count > 0);
  document.body.dataset.count = String(count);
  list.replaceChildren(...entries.map(row));
}

/** Send what waits, as far as there is signal. */
export async function go() {
  const came = await Outbox.drain(WHERE);
  document.body.dataset.came = came;
  return came;
}

async function begin() {
  Outbox.listen(() => void paint());
  await paint();
  document.body.dataset.ready = "";
  if ("serviceWorker" in navigator && !told.off) {
    const known = await navigator.serviceWorker.register(told.worker, { scope: told.scope, updateViaCache: "none" }).catch(() => null);
    if (known) navigator.serviceWorker.ready.then(() => (document.body.dataset.kept = ""));
  } else if (told.off) {
    const there = await navigator.serviceWorker?.getRegistration(told.scope);
    await there?.update().catch(() => null);
  }
  // Who is signed in is known before there is no signal, so that entries have a writer.
  const signed = await Outbox.session(told.session);
  document.body.dataset.signed = typeof signed === "string" ? signed : "yes";
  await go();
}

window.addEventListener("online", () => void go());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void go();
});
window.setInterval(() => void go(), EVERY);
void begin();
