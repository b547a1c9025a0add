/**
 * Reads the square on a box from a photograph, where the browser can. Nothing is sent:
 * the picture stays on the phone, and only what it says goes into the line.
 */

const box = document.querySelector("[data-scan]");
const line = document.getElementById("id_code");
if (box instanceof HTMLElement && line instanceof HTMLInputElement) offer(box, line);

/**
 * @param {HTMLElement} box
 * @param {HTMLInputElement} line
 */
async function offer(box, line) {
  const Detector = /** @type {any} */ (window).BarcodeDetector;
  const formats = Detector ? await Detector.getSupportedFormats().catch(() => []) : [];
  if (!formats.includes("data_matrix")) return;
  const detector = new Detector({ formats: ["data_matrix"] });
  const picture = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  const says = /** @type {HTMLElement} */ (box.querySelector("[role=status]"));
  picture.addEventListener("change", async () => {
    const file = picture.files?.[0];
    if (!file) return;
    says.textContent = "Reading the picture…";
    const found = await createImageBitmap(file)
      .then((image) => detector.detect(image))
      .catch(() => []);
    picture.value = "";
    if (found.length === 0) {
      says.textContent = "No square was found. Try closer, or type the lot and the date.";
      return;
    }
    line.value = found[0].rawValue;
    says.textContent = "Read. Check the lot and the date when you take it in.";
  });
  box.hidden = false;
}
