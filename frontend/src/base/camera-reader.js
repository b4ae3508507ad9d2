// Reads labels out of pictures. Loaded when a camera is opened, and not before: it is large.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { aimedAt } from "./sightings.js";

/** @type {import("zxing-wasm/reader").ReaderOptions} */
const HOW = {
  formats: ["QRCode", "Code128", "DataMatrix"],
  maxNumberOfSymbols: 8,
  textMode: "Plain",
};

/**
 * Load what reads, out of our own files.
 * @param {string} address of the WebAssembly file
 * @returns {Promise<(picture: ImageData) => Promise<string | null>>}
 */
export async function loadReader(address) {
  await prepareZXingModule({ overrides: { locateFile: () => address }, fireImmediately: true });
  return async (picture) => {
    const found = await readBarcodes(picture, HOW);
    return aimedAt(found.filter(isWhole).map(placed), picture);
  };
}

/** @param {import("zxing-wasm/reader").ReadResult} one */
function isWhole(one) {
  return one.isValid && one.text !== "";
}

/** @param {import("zxing-wasm/reader").ReadResult} one */
function placed({ text, position: { topLeft, bottomRight } }) {
  return { text, middle: { x: (topLeft.x + bottomRight.x) / 2, y: (topLeft.y + bottomRight.y) / 2 } };
}
