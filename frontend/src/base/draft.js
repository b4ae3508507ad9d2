// <form data-draft="name">: what was typed or scanned survives a reload of this tab. Secrets are never kept.
// Rows of a list are made again by whoever made them, on `draft:restoring`, before they are filled.

const PREFIX = "examops.draft.";

/** @param {HTMLFormElement} form */
const keyOf = (form) => PREFIX + (form.dataset.draft || location.pathname);

/** @param {Element} control
 * @returns {control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */
function kept(control) {
  if (control instanceof HTMLInputElement) {
    if (control.hasAttribute("data-second-secret")) return false; // shown, it is no password field any more
    if (control.type === "hidden") return control.hasAttribute("data-scan-code");
    return !["password", "file", "submit"].includes(control.type) && Boolean(control.name);
  }
  const other = control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement;
  return other && Boolean(control.name);
}

/** @param {HTMLFormElement} form */
function keep(form) {
  const values = Array.from(form.elements)
    .filter(kept)
    .map((control) => {
      const checked = control instanceof HTMLInputElement && control.checked;
      return [control.name, control.value, checked];
    });
  sessionStorage.setItem(keyOf(form), JSON.stringify(values));
}

/** @param {HTMLFormElement} form */
function restore(form) {
  /** @type {[string, string, boolean][]} */
  const values = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "[]");
  form.dispatchEvent(new CustomEvent("draft:restoring", { bubbles: true, detail: values }));
  const controls = Array.from(form.elements).filter(kept);
  for (const [name, value, checked] of values) {
    const at = controls.findIndex((control) => control.name === name);
    const [control] = at < 0 ? [] : controls.splice(at, 1);
    if (!control) continue;
    const box = control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type);
    if (box) /** @type {HTMLInputElement} */ (control).checked = checked;
    else control.value = value;
  }
}

/** @param {HTMLFormElement} form */
export function forgetDraft(form) {
  if (form.dataset.draft !== undefined) sessionStorage.removeItem(keyOf(form));
}

/** @param {Document} page */
export function installDrafts(page) {
  page.querySelectorAll("form[data-draft]").forEach((form) => {
    if (form instanceof HTMLFormElement) restore(form);
  });
  page.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-draft]") : null;
    if (form instanceof HTMLFormElement) keep(form);
  });
}
