// The page on which a county hands in its boundaries: read here, converted here, looked at, and then sent.
import { byId } from "../base/dom.js";
import { newId } from "../base/ids.js";
import { readRefusal } from "../base/refusal.js";
import { isAnswer, jsonOf, send } from "../base/send.js";
import { toast, toastOnNextPage } from "../base/toast.js";
import { t } from "../i18n/index.js";
import { boxOf, pathOf, projection, svg, thinned } from "./drawing.js";
import { asGeoJson, readShapes } from "./reading.js";

/** @typedef {import("./drawing.js").Shape} Shape */

const MOST_POINTS = 20_000;

/** @type {Shape[] | null} */
let shapes = null;
/** @type {import("../base/send.js").Pending | null} */
let pending = null;

/** @param {Shape[]} drawn */
function preview(drawn) {
  const points = drawn.flatMap((shape) => shape.rings.flat());
  const onto = projection(points);
  const box = boxOf(points.map(onto), 0.03);
  const paths = drawn.map((shape) =>
    svg("path", { class: "map-shape", d: pathOf(shape.rings, onto) }, svg("title", {}, shape.name)),
  );
  const place = byId("map-preview");
  place.replaceChildren(
    svg(
      "svg",
      {
        viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`,
        role: "img",
        "aria-label": t("map.preview"),
      },
      ...paths,
    ),
  );
  place.hidden = false;
}

/** @param {HTMLFormElement} form */
async function read(form) {
  const values = new FormData(form);
  const file = values.get("file");
  const datum = String(values.get("datum") ?? "");
  const button = form.querySelector("button[type=submit]");
  shapes = null;
  if (file instanceof File && file.size && datum) {
    const read = readShapes(await file.text(), datum);
    shapes = read && thinned(read, MOST_POINTS);
    const names = shapes?.map((shape) => shape.name).filter(Boolean) ?? [];
    byId("map-told").textContent = shapes
      ? t("map.read", { n: shapes.length, names: names.slice(0, 8).join("、") || "—" })
      : t("map.unreadable");
    if (shapes) preview(shapes);
    else byId("map-preview").hidden = true;
  }
  if (button instanceof HTMLButtonElement) button.disabled = !shapes;
}

/** @param {HTMLFormElement} form */
async function handIn(form) {
  if (!shapes) return;
  const values = new FormData(form);
  const approval = String(values.get("approval") ?? "");
  const body = JSON.stringify({ geojson: asGeoJson(shapes), datum: values.get("datum"), approval });
  if (pending?.body !== body) pending = { id: newId(), body };
  const response = await send(form.dataset.mapForm ?? "", pending);
  if (!isAnswer(response)) {
    toast(t("act.unanswered"), "bad");
    return;
  }
  if (!response.ok) {
    const refusal = readRefusal(await jsonOf(response));
    pending = null;
    toast(
      [refusal.message, ...Object.values(refusal.fields)].filter(Boolean).join(" ") || t("act.refused"),
      "bad",
    );
    return;
  }
  toastOnNextPage(t("act.recorded"));
  location.reload();
}

/** @param {HTMLFormElement} form */
export function installMapForm(form) {
  form.addEventListener("change", () => void read(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void handIn(form);
  });
}
