/**
 * The contact form's own conveniences. Without them everything shows and everything works.
 */

/** @typedef {{ all: NodeListOf<HTMLElement>, wanted: (row: HTMLElement) => string }} Rows */

const place = document.querySelector("[data-locate]");
if (place instanceof HTMLElement && "geolocation" in navigator) locate(place);

const form = document.querySelector("form.asking");
if (form instanceof HTMLFormElement) fit(form);

/**
 * Coordinates only when the officer taps the button, and gone when they tap again.
 * @param {HTMLElement} box
 */
function locate(box) {
  const use = /** @type {HTMLButtonElement} */ (box.querySelector("[data-locate-use]"));
  const drop = /** @type {HTMLButtonElement} */ (box.querySelector("[data-locate-drop]"));
  const says = /** @type {HTMLElement} */ (box.querySelector("[data-locate-says]"));
  const latitude = /** @type {HTMLInputElement} */ (document.getElementById("id_latitude"));
  const longitude = /** @type {HTMLInputElement} */ (document.getElementById("id_longitude"));

  /** @param {string} text */
  const show = (text) => {
    says.textContent = text;
    drop.hidden = latitude.value === "";
  };

  use.addEventListener("click", () => {
    show("Finding where you are…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        latitude.value = coords.latitude.toFixed(5);
        longitude.value = coords.longitude.toFixed(5);
        show(`Your location is added, to about ${Math.round(coords.accuracy)} meters.`);
      },
      () => show("Your location could not be found. Type where you are."),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
  drop.addEventListener("click", () => {
    latitude.value = longitude.value = "";
    show("Your location is removed.");
    use.focus();
  });
  box.hidden = false;
  drop.hidden = latitude.value === "";
}

/**
 * One tap answers all, and a line says what the answers come to. The server decides.
 * @param {HTMLFormElement} form
 */
function fit(form) {
  const rows = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-wanted]")]);
  const all = /** @type {HTMLInputElement} */ (form.elements.namedItem("all_fit"));
  const says = /** @type {HTMLElement} */ (form.querySelector("[data-outcome]"));
  const override = /** @type {HTMLElement} */ (form.querySelector("[data-override]"));
  const goesAgainst = /** @type {HTMLInputElement} */ (form.elements.namedItem("override"));

  /** @param {HTMLElement} row */
  const answer = (row) => row.querySelector("input:checked")?.getAttribute("value") ?? "";

  const decide = () => {
    const given = rows.map((row) => [answer(row), row.dataset.wanted]);
    let outcome = "eligible";
    if (given.some(([said]) => said === "not_known")) outcome = "toBeConfirmed";
    if (given.some(([said]) => said === "")) outcome = "";
    if (given.some(([said, wanted]) => ["yes", "no"].includes(said ?? "") && said !== wanted)) {
      outcome = "notEligible";
    }
    const text = outcome ? (says.dataset[outcome] ?? "") : "";
    if (says.textContent !== text) says.textContent = text;
    override.hidden = outcome !== "notEligible" && !goesAgainst.checked;
  };

  const fill = () => {
    if (!all.checked) return;
    for (const row of rows) {
      if (answer(row)) continue;
      const input = row.querySelector(`input[value="${row.dataset.wanted}"]`);
      if (input instanceof HTMLInputElement) input.checked = true;
    }
  };

  form.addEventListener("change", (event) => {
    if (event.target === all) fill();
    else if (rows.some((row) => row.contains(/** @type {Node} */ (event.target)))) {
      all.checked = rows.every((row) => answer(row) === row.dataset.wanted);
    }
    decide();
  });
  window.addEventListener("pageshow", decide);
  decide();
}
