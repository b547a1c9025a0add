import SignaturePad from "../../vendor/signature_pad/signature_pad.min.js";

/**
 * A box to sign in with a finger, a pen or a mouse. The line to type in stays: a drawing
 * must never be the only way. What is kept are the strokes, not a picture.
 * @param {HTMLElement} element
 */
export function behave(element) {
  const sheet = /** @type {HTMLElement} */ (element.querySelector(".pad__sheet"));
  const canvas = /** @type {HTMLCanvasElement} */ (element.querySelector("canvas"));
  const kept = /** @type {HTMLInputElement} */ (
    element.querySelector("input[name$=_points]")
  );
  sheet.hidden = false;
  element.querySelector(".pad__or")?.removeAttribute("hidden");
  element.querySelector(".pad__only")?.setAttribute("hidden", "");

  const pad = new SignaturePad(canvas, { penColor: "#111827", minWidth: 1, maxWidth: 2.5 });
  const keep = () => {
    kept.value = pad.isEmpty() ? "" : write(pad, canvas);
    kept.dispatchEvent(new Event("input", { bubbles: true }));
  };
  pad.addEventListener("endStroke", keep);
  element.querySelector(".pad__clear")?.addEventListener("click", () => {
    pad.clear();
    keep();
  });
  let width = 0;
  const fit = () => {
    if (canvas.offsetWidth === width || canvas.offsetWidth === 0) return;
    width = canvas.offsetWidth;
    show(pad, canvas, kept.value);
  };
  new ResizeObserver(fit).observe(canvas);
  fit();
}

/**
 * @param {SignaturePad} pad
 * @param {HTMLCanvasElement} canvas
 */
function write(pad, canvas) {
  const strokes = pad.toData().map((stroke) => stroke.points.map((p) => [tenth(p.x), tenth(p.y)]));
  return JSON.stringify({ w: canvas.offsetWidth, h: canvas.offsetHeight, strokes });
}

/**
 * Fit the canvas to its place and the screen's pixels, and draw what was kept.
 * @param {SignaturePad} pad
 * @param {HTMLCanvasElement} canvas
 * @param {string} text
 */
function show(pad, canvas, text) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext("2d")?.scale(ratio, ratio);
  pad.clear();
  if (!text) return;
  try {
    const drawing = JSON.parse(text);
    const scale = canvas.offsetWidth / drawing.w;
    pad.fromData(
      drawing.strokes.map((stroke) => ({
        penColor: "#111827",
        minWidth: 1,
        maxWidth: 2.5,
        points: stroke.map(([x, y], i) => ({ x: x * scale, y: y * scale, pressure: 0.5, time: i * 16 })),
      })),
    );
  } catch {
    // A drawing that cannot be read is not drawn; the server says what to do about it.
  }
}

/** @param {number} value */
function tenth(value) {
  return Math.round(value * 10) / 10;
}
