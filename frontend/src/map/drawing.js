// Boundaries and places as SVG: a projection that keeps shapes right over a county, and paths. Pure but for `svg`.

/** @typedef {[number, number]} Point longitude and latitude, WGS-84 */
/** @typedef {{name: string, rings: number[][][]}} Shape */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * Degrees to a plane on which a kilometre is as long to the east as to the north: good enough over a county.
 * @param {readonly (readonly number[])[]} points all that is to be shown
 */
export function projection(points) {
  const middle = points.reduce((sum, point) => sum + (point[1] ?? 0), 0) / Math.max(1, points.length);
  const narrow = Math.cos((middle * Math.PI) / 180);
  /** @param {readonly number[]} point @returns {Point} */
  return (point) => [(point[0] ?? 0) * narrow * 1000, (point[1] ?? 0) * -1000];
}

/**
 * The box around points on the plane, with some air.
 * @param {readonly (readonly number[])[]} points
 * @param {number} air as a share of the larger side
 * @returns {Box}
 */
export function boxOf(points, air) {
  const [xs, ys] = [points.map((point) => point[0] ?? 0), points.map((point) => point[1] ?? 0)];
  const least = (/** @type {number[]} */ all) =>
    all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (/** @type {number[]} */ all) =>
    all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const [x, y] = [least(xs), least(ys)];
  const [width, height] = [most(xs) - x, most(ys) - y];
  const more = Math.max(width, height, 10) * air;
  return { x: x - more, y: y - more, width: width + 2 * more, height: height + 2 * more };
}

/**
 * Closer or further, around the middle.
 * @param {Box} box
 * @param {number} times
 * @returns {Box}
 */
export function zoomed({ x, y, width, height }, times) {
  const [w, h] = [width * times, height * times];
  return { x: x + (width - w) / 2, y: y + (height - h) / 2, width: w, height: h };
}

/**
 * @param {readonly (readonly (readonly number[])[])[]} rings
 * @param {(point: readonly number[]) => Point} onto
 */
export function pathOf(rings, onto) {
  return rings
    .map(
      (ring) =>
        `M${ring
          .map((point) =>
            onto(point)
              .map((n) => n.toFixed(2))
              .join(" "),
          )
          .join("L")}Z`,
    )
    .join("");
}

/** Every other point, and the ends: until no more than `most` are left. @param {Shape[]} shapes @param {number} most @returns {Shape[]} */
export function thinned(shapes, most) {
  const count = shapes.reduce((sum, shape) => sum + shape.rings.reduce((n, ring) => n + ring.length, 0), 0);
  if (count <= most) return shapes;
  const every = Math.ceil(count / most);
  return shapes.map((shape) => ({
    name: shape.name,
    rings: shape.rings.map((ring) =>
      ring.length < 4 * every ? ring : ring.filter((_, at) => at % every === 0 || at === ring.length - 1),
    ),
  }));
}

/** Where the name stands: above, where no mark of a school hides it. @param {Shape} shape @returns {Point} */
export function nameAt(shape) {
  const largest = shape.rings.reduce((a, b) => (b.length > a.length ? b : a), shape.rings[0] ?? []);
  const box = boxOf(largest, 0);
  return [box.x + box.width / 2, box.y + box.height * 0.86];
}
