// A form as the JSON that the API reads. Pure: it works on a plain list of what the form holds.

/**
 * @typedef {object} Control one control of a form, as `readControls` finds it
 * @property {string} name `count`, `receiver.login`, `rooms[]`, `bags[0].code`
 * @property {string} value
 * @property {string} type the input's type
 * @property {string} as how to send it: `code`, `int`, `number`, `bool`, `moment`, `lines`, `json`, `secret`; else text
 * @property {boolean} checked
 * @property {boolean} keepEmpty send an empty text as null instead of leaving it out
 */

/** @typedef {string | number | boolean | null | Json[] | {[name: string]: Json}} Json */

const EMPTY = Symbol("nothing to send");

/**
 * A Chinese input method types full-width digits and letters.
 * @param {string} text
 */
function halfWidth(text) {
  return text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** @type {Record<string, (text: string) => Json>} */
const READERS = {
  code: halfWidth,
  int: (text) => (/^[+-]?\d+$/.test(halfWidth(text)) ? Number.parseInt(halfWidth(text), 10) : text),
  number: (text) => (Number.isNaN(Number(halfWidth(text))) ? text : Number(halfWidth(text))),
  bool: (text) => text === "true",
  moment: momentWithZone,
  lines: (text) => text.split(/[\s,，、;；]+/).filter(Boolean),
  json: (text) => JSON.parse(text),
};

/**
 * `2027-06-07T08:30` of a datetime-local field is the county's wall time.
 * @param {string} text
 */
function momentWithZone(text) {
  return /[Z+]|-\d\d:\d\d$/.test(text) ? text : `${text}${text.length === 16 ? ":00" : ""}+08:00`;
}

/**
 * @param {Control} control
 * @returns {Json | typeof EMPTY}
 */
function valueToSend(control) {
  if (control.type === "checkbox" && !control.name.endsWith("[]")) return control.checked;
  if ((control.type === "checkbox" || control.type === "radio") && !control.checked) return EMPTY;
  const secret = control.as === "secret" || control.type === "password";
  const text = secret ? control.value : control.value.trim();
  if (text === "") return control.keepEmpty ? null : EMPTY;
  const reader = secret ? undefined : READERS[control.as || control.type];
  return reader ? reader(text) : text;
}

/**
 * `bags[0].code` as `["bags", 0, "code"]`; `rooms[]` as `["rooms", "+"]`.
 * @param {string} name
 * @returns {(string | number)[]}
 */
export function pathOf(name) {
  const parts = name.match(/[^.[\]]+|\[\]/g) ?? [name];
  return parts.map((part) => (part === "[]" ? "+" : /^\d+$/.test(part) ? Number(part) : part));
}

/** @typedef {{[name: string]: any}} Branch */

/**
 * @param {Branch} root
 * @param {(string | number)[]} path
 * @param {Json} value
 */
function place(root, path, value) {
  /** @type {any} */
  let here = root;
  path.forEach((part, depth) => {
    const step = part === "+" ? here.length : part;
    if (depth === path.length - 1) here[step] = value;
    else {
      const next = path[depth + 1];
      here[step] ??= next === "+" || typeof next === "number" ? [] : {};
      here = here[step];
    }
  });
}

/**
 * Rows that were taken out leave holes behind: close them.
 * @param {any} value
 * @returns {any}
 */
function withoutHoles(value) {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutHoles);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutHoles(inner)]));
}

/**
 * The body of the request. An empty optional field is left out; a lone checkbox is true or false.
 * @param {readonly Control[]} controls
 * @returns {Branch}
 */
export function asJson(controls) {
  /** @type {Branch} */
  const body = {};
  for (const control of controls) {
    const value = valueToSend(control);
    if (value !== EMPTY) place(body, pathOf(control.name), /** @type {Json} */ (value));
  }
  return withoutHoles(body);
}

/**
 * The controls of a form that are to be sent.
 * @param {HTMLFormElement} form
 * @returns {Control[]}
 */
export function readControls(form) {
  /** @type {Control[]} */
  const controls = [];
  for (const element of form.elements) {
    const known =
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement;
    if (!known || !element.name || element.disabled || element.name === "csrfmiddlewaretoken") continue;
    const { as = "", empty } = element.dataset;
    const checked = element instanceof HTMLInputElement && element.checked;
    const keepEmpty = empty === "null";
    const values =
      element instanceof HTMLSelectElement && element.multiple
        ? Array.from(element.selectedOptions, (option) => option.value)
        : [element.value];
    for (const value of values) {
      controls.push({ name: element.name, value, type: element.type, as, checked, keepEmpty });
    }
  }
  return controls;
}
