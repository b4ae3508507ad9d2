// A camera in place of a scanner, where the county has switched it on: <button data-scan-camera="address of the reader">
// in a scan list. What it reads goes the way of a scanner's keys. Pictures are read and forgotten: none is kept or sent.
import { t } from "../i18n/index.js";
import { make, set, write } from "./dom.js";
import { readIn } from "./scanner.js";
import { isPlain, isScan } from "./sightings.js";
import { toast } from "./toast.js";

const PAUSE = 80;
const WIDEST = 1280;

/** @typedef {(picture: ImageData) => Promise<string | null>} Reader */
/** @typedef {import("../i18n/index.js").Key} Key */

/** Why a camera does not open, by the name of what the browser throws. @type {Record<string, Key>} */
const WHY = {
  NotAllowedError: "camera.refused",
  SecurityError: "camera.refused",
  NotFoundError: "camera.none",
  OverconstrainedError: "camera.none",
  NotReadableError: "camera.busy",
  AbortError: "camera.busy",
};

/** One camera at its list, from the press of the button until it is closed. */
class Camera {
  /** @param {HTMLButtonElement} button @param {HTMLElement} list */
  constructor(button, list) {
    this.button = button;
    this.list = list;
    this.open = true;
    this.typing("none"); // or a phone would cover the picture with its keyboard
    /** @type {MediaStream | null} */
    this.stream = null;
    this.video = make("video", { class: "scan-camera-picture", "aria-hidden": "true" });
    // As properties: without them a phone plays it full screen, or not at all.
    this.video.muted = true;
    this.video.playsInline = true;
    this.state = make("p", { class: "scan-camera-state", role: "status" }, t("camera.starting"));
    const stop = make("button", { type: "button", class: "button button-small" }, t("camera.stop"));
    stop.addEventListener("click", () => this.close());
    this.panel = make("div", { class: "scan-camera", role: "group", "aria-label": t("camera.title") });
    this.panel.append(this.video, make("div", { class: "scan-camera-foot" }, this.state, stop));
    list.querySelector(".card-head")?.after(this.panel);
    set(button, "aria-expanded", "true");
  }

  /** Open it and read until it is closed. */
  async run() {
    try {
      if (!window.isSecureContext || !navigator.mediaDevices) return this.fail("camera.insecure");
      const wide = { width: { ideal: WIDEST }, facingMode: { ideal: "environment" } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video: wide, audio: false });
      if (!this.open) return this.release();
      this.video.srcObject = this.stream;
      await this.video.play();
    } catch (error) {
      const name = error instanceof DOMException ? error.name : "";
      return this.fail(WHY[name] ?? "camera.broken");
    }
    const read = await this.loaded();
    if (read) await this.watch(read);
  }

  /** What reads, loaded now; null where it cannot be. @returns {Promise<Reader | null>} */
  async loaded() {
    try {
      const { loadReader } = await import("./camera-reader.js");
      return await loadReader(this.button.dataset.scanCamera ?? "");
    } catch {
      this.fail("camera.no_reader");
      return null;
    }
  }

  /** @param {Reader} read */
  async watch(read) {
    /** @type {import("./sightings.js").Sightings} */
    const seen = new Map();
    const canvas = document.createElement("canvas");
    const surface = canvas.getContext("2d", { willReadFrequently: true });
    write(this.state, t("camera.reading"));
    while (this.open && surface && this.panel.isConnected) {
      const picture = this.picture(canvas, surface);
      const text = picture ? await read(picture) : null;
      if (this.open && text !== null && isScan(seen, text, performance.now())) this.take(text);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    this.close();
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {CanvasRenderingContext2D} surface
   */
  picture(canvas, surface) {
    const { videoWidth, videoHeight } = this.video;
    if (!videoWidth) return null;
    const scale = Math.min(1, WIDEST / videoWidth);
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    surface.drawImage(this.video, 0, 0, canvas.width, canvas.height);
    return surface.getImageData(0, 0, canvas.width, canvas.height);
  }

  /** What was read goes where a scanner would have typed it; from outside the list, to its next code. @param {string} text */
  take(text) {
    if (!isPlain(text)) {
      toast(t("camera.strange"), "warn");
      return;
    }
    const typed = this.list.querySelector("[data-scan-typed]");
    const inside =
      this.list.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement;
    if (!inside && typed instanceof HTMLInputElement) typed.focus();
    readIn(document, text);
    write(this.state, t("camera.read", { code: text }));
  }

  /** @param {string} keyboard of the field for typed codes */
  typing(keyboard) {
    const typed = this.list.querySelector("[data-scan-typed]");
    if (typed instanceof HTMLInputElement) typed.inputMode = keyboard;
  }

  /** Say why not, and what to do instead. @param {Key} why */
  fail(why) {
    this.release();
    this.typing("");
    this.video.hidden = true;
    set(this.state, "role", "alert");
    write(this.state, t(why));
  }

  release() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
  }

  close() {
    if (!this.open) return;
    this.open = false;
    this.release();
    this.typing("");
    this.panel.remove();
    set(this.button, "aria-expanded", "false");
    if (current === this) current = null;
  }
}

/** There is one at a time. @type {Camera | null} */
let current = null;

/** @param {Document} page */
export function installCameras(page) {
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-scan-camera]") : null;
    const list = button?.closest("[data-scan-list]");
    if (!(button instanceof HTMLButtonElement) || !(list instanceof HTMLElement)) return;
    const again = current?.button === button;
    current?.close();
    if (again) return;
    current = new Camera(button, list);
    void current.run();
  });
  page.addEventListener("visibilitychange", () => {
    if (!page.hidden || !current) return;
    current.close();
    toast(t("camera.hidden"), "warn");
  });
  window.addEventListener("pagehide", () => current?.close());
}
