// The few things that every module does to the page. Text only: nothing here reads markup from a string.

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] `class`, `data-…`, `aria-…`; false and null are left out
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

/**
 * Set an attribute only when it changes; false, null and undefined take it away.
 * @param {Element} element
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 */
export function set(element, name, value) {
  if (value === false || value === null || value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * Write text only when it changes: an untouched node costs no layout and disturbs no screen reader.
 * @param {Node} node
 * @param {string | number} text
 */
export function write(node, text) {
  const said = String(text);
  if (node.textContent !== said) node.textContent = said;
}

/**
 * The element of an id, which the template promises.
 * @param {string} id
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/**
 * Bring a list to the order of `items`: old elements move, new ones are made, others go.
 * `draw` is called for an element only when its item or its `stamp` is another one than last time.
 * @template I
 * @template {HTMLElement} E
 * @param {HTMLElement} parent
 * @param {readonly I[]} items
 * @param {{key: (item: I) => string, make: (item: I) => E, draw: (element: E, item: I) => void, stamp?: string}} how
 */
export function drawList(parent, items, how) {
  const known = keptElements(parent);
  const stamp = how.stamp ?? "";
  const wanted = new Set(items.map(how.key));
  for (const [key, { element }] of known) {
    if (wanted.has(key)) continue;
    element.remove();
    known.delete(key);
  }
  /** @type {ChildNode | null} */
  let place = parent.firstChild;
  for (const item of items) {
    const key = how.key(item);
    const old = known.get(key);
    const element = /** @type {E} */ (old?.element) ?? how.make(item);
    if (!old || old.item !== item || old.stamp !== stamp) how.draw(element, item);
    known.set(key, { element, item, stamp });
    if (element === place) place = element.nextSibling;
    else parent.insertBefore(element, place);
  }
}

/** @typedef {Map<string, {element: HTMLElement, item: unknown, stamp: string}>} Kept */

/** @type {WeakMap<HTMLElement, Kept>} */
const KEPT = new WeakMap();

/**
 * @param {HTMLElement} parent
 * @returns {Kept}
 */
function keptElements(parent) {
  const kept = KEPT.get(parent) ?? new Map();
  KEPT.set(parent, kept);
  return kept;
}
