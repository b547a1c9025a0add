/**
 * A form that a passkey answers. What the device is asked stands in `data-options`, as
 * the server wrote it; the answer goes into the field `answer`, and the form is sent.
 * @param {HTMLFormElement} form
 */
export function behave(form) {
  const trouble = /** @type {HTMLElement | null} */ (form.querySelector("[data-trouble]"));

  form.addEventListener("submit", async (event) => {
    const answer = /** @type {HTMLInputElement} */ (form.elements.namedItem("answer"));
    if (answer.value) return;
    event.preventDefault();
    if (trouble) trouble.hidden = true;
    try {
      answer.value = JSON.stringify(await asked(form.dataset.options ?? "{}"));
    } catch {
      if (trouble) trouble.hidden = false;
      return;
    }
    form.requestSubmit();
  });
}

/**
 * Ask the device: for a new passkey where the options name a user, else for one it has.
 * @param {string} options
 */
async function asked(options) {
  const wanted = JSON.parse(options);
  wanted.publicKey.challenge = bytes(wanted.publicKey.challenge);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    for (const each of wanted.publicKey[list] ?? []) each.id = bytes(each.id);
  }
  const isNew = "user" in wanted.publicKey;
  if (isNew) wanted.publicKey.user.id = bytes(wanted.publicKey.user.id);
  const given = isNew
    ? await navigator.credentials.create(wanted)
    : await navigator.credentials.get(wanted);
  return spelled(/** @type {PublicKeyCredential} */ (given));
}

/** @param {PublicKeyCredential} given */
function spelled(given) {
  /** @type {Record<string, string>} */
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = /** @type {any} */ (given.response)[part];
    if (value) response[part] = letters(value);
  }
  return { id: given.id, rawId: letters(given.rawId), type: given.type, response, clientExtensionResults: {} };
}

/** @param {string} text */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function letters(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
