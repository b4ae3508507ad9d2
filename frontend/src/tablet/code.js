// A QR code on a canvas.
import qrcode from "qrcode-generator";

const QUIET = 4;
const DOT = 6;

/** @param {HTMLCanvasElement} canvas @param {string} text */
export function drawCode(canvas, text) {
  const code = qrcode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const dots = code.getModuleCount();
  canvas.width = (dots + 2 * QUIET) * DOT;
  canvas.height = canvas.width;
  const surface = canvas.getContext("2d");
  if (!surface) return;
  surface.fillStyle = "#ffffff";
  surface.fillRect(0, 0, canvas.width, canvas.height);
  surface.fillStyle = "#000000";
  for (let row = 0; row < dots; row += 1)
    for (let column = 0; column < dots; column += 1)
      if (code.isDark(row, column)) surface.fillRect((column + QUIET) * DOT, (row + QUIET) * DOT, DOT, DOT);
}
