/** A form that is saved on this phone first, and only then says so. */

import * as errors from "./errors.js";
import { go, told } from "./queue.js";

const { Outbox } = self;
const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-on-phone]"));
const receipt = /** @type {HTMLElement} */ (document.querySelector("[data-receipt]"));
const says = /** @type {HTMLElement} */ (document.querySelector("[data-receipt-says]"));
const trouble = /** @type {HTMLElement} */ (document.querySelector("[data-trouble]"));
const DRAFT = `draft:${told.kind}`;
/** @type {string | undefined} the entry that is being put right */
let fixing;
/** @type {string | undefined} the entry that the receipt is about */
let saved;
/** @type {number | undefined} */
let timer;

/** What was answered, each question with all its answers; nothing for no answer. */
function collect() {
  /** @type {Record<string, string[]>} */
  const said = {};
  let whom = "";
  for (const [name, value] of new FormData(form)) {
    if (String(value) === "") continue;
    if (name === "whom") whom = String(value);
    else (said[name] ??= []).push(String(value));
  }
  return { kind: told.kind, said, whom };
}

/** @param {{ said: Record<string, string[]>, whom?: string }} written */
function fill(written) {
  form.reset();
  const given = { ...written.said, whom: [written.whom ?? ""] };
  for (const input of form.elements) {
    const answers = given[input.name];
    if (!answers) continue;
    if (input.type === "radio" || input.type === "checkbox") input.checked = answers.includes(input.value);
    else input.value = answers[0];
    if (answers[0] !== "") errors.unfold(input);
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** What can be seen to be missing without asking the server. */
function missing(written) {
  /** @type {Record<string, string[]>} */
  const found = {};
  const has = (name) => (name === "whom" ? written.whom.trim() !== "" : (written.said[name] ?? []).some((v) => v.trim() && v !== "0"));
  const criteria = [...form.querySelectorAll("[data-wanted]")].map((box) => ({
    name: box.querySelector("input")?.name ?? "",
    wanted: box.dataset.wanted,
  }));
  const fits = criteria.every(({ name, wanted }) => [undefined, wanted, "not_known"].includes(written.said[name]?.[0]));
  for (const rule of told.obvious) {
    if (rule.when && !(written.said[rule.when[0]] ?? []).includes(rule.when[1])) continue;
    if (rule.fits && !fits) continue;
    if (rule.one_of.some(has)) continue;
    if (rule.or_all === "criteria" && criteria.every(({ name }) => has(name))) continue;
    found[rule.one_of[0]] = [rule.says];
  }
  return found;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const written = collect();
  const lacks = missing(written);
  if (Object.keys(lacks).length) return errors.show(form, lacks);
  errors.clear(form);
  trouble.hidden = true;
  const save = form.querySelector("button[type=submit]");
  if (save.getAttribute("aria-disabled")) return undefined;
  save.setAttribute("aria-disabled", "true");
  try {
    saved = await Outbox.add(written, told.key, fixing);
  } catch (wrong) {
    return fail(wrong);
  } finally {
    save.removeAttribute("aria-disabled");
  }
  return done();
});

/** @param {unknown} wrong */
function fail(wrong) {
  // Never pretend. What was typed stays.
  const name = wrong instanceof Error ? wrong.name : "unknown";
  trouble.querySelector("[data-trouble-says]").textContent = `This phone could not save it (${name}). Nobody was told anything.`;
  trouble.hidden = false;
  trouble.focus();
  trouble.scrollIntoView({ block: "start" });
}

async function done() {
  clearTimeout(timer);
  fixing = undefined;
  const unsent = told.kinds[told.kind].unsent;
  const call = Object.assign(document.createElement("a"), { className: "call", href: `tel:${told.call}`, textContent: `call ${told.call}` });
  const line = document.createElement("p");
  line.append(`${unsent} If it cannot wait, `, call, ".");
  says.replaceChildren(line);
  form.reset();
  for (const fold of form.querySelectorAll("details")) fold.open = false;
  form.hidden = true;
  receipt.hidden = false;
  document.body.dataset.saved = saved;
  receipt.focus();
  receipt.scrollIntoView({ block: "start" });
  await Outbox.drop(DRAFT);
  navigator.storage?.persist?.();
  navigator.serviceWorker?.ready.then((known) => known.sync?.register("offramp-outbox")).catch(() => {});
  await go();
}

Outbox.listen((news) => {
  if (!news.sent || news.sent !== saved) return;
  const line = document.createElement("p");
  line.append(`${news.says} `);
  line.append(Object.assign(document.createElement("a"), { href: news.url, textContent: "See how it stands" }));
  says.replaceChildren(line);
  document.querySelector("#receipt-title").textContent = "Sent";
});

document.querySelector("[data-again]")?.addEventListener("click", () => {
  receipt.hidden = true;
  document.querySelector("#receipt-title").textContent = "Saved on this phone";
  form.hidden = false;
  saved = undefined;
  window.scrollTo(0, 0);
  form.querySelector("input, textarea, select")?.focus({ preventScroll: true });
});

if (told.draft) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const writer = (await Outbox.get("writer")) ?? null;
      await Outbox.put(DRAFT, await Outbox.lock({ ...collect(), writer }));
      document.body.dataset.draft = "kept";
    }, 250);
  });
}

async function begin() {
  const wanted = location.hash.slice(1);
  const correction = wanted ? await Outbox.unlock(`correction:${wanted}`) : null;
  if (correction) {
    fixing = wanted;
    fill(correction);
    errors.show(form, correction.errors);
    return;
  }
  const draft = told.draft ? await Outbox.unlock(DRAFT) : null;
  const writer = (await Outbox.get("writer")) ?? null;
  if (draft && draft.writer === writer) {
    fill(draft);
    document.body.dataset.draft = "back";
  }
}

void begin();
