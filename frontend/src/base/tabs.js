// Tabs after the ARIA pattern: <div data-tabs> with role=tablist, role=tab (aria-controls) and role=tabpanel.

/** @param {Element} tabs */
function buttonsOf(tabs) {
  return Array.from(tabs.querySelectorAll("[role=tab]")).filter((tab) => tab instanceof HTMLElement);
}

/**
 * @param {Element} tabs
 * @param {HTMLElement} chosen
 */
function choose(tabs, chosen) {
  for (const tab of buttonsOf(tabs)) {
    const selected = tab === chosen;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !selected;
  }
}

/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** @param {Document} page */
export function installTabs(page) {
  page.addEventListener("click", (event) => {
    const tab = event.target instanceof Element ? event.target.closest("[data-tabs] [role=tab]") : null;
    const tabs = tab?.closest("[data-tabs]");
    if (tabs && tab instanceof HTMLElement) choose(tabs, tab);
  });
  page.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const tab = event.target instanceof Element ? event.target.closest("[data-tabs] [role=tab]") : null;
    const tabs = tab?.closest("[data-tabs]");
    if (!step || !tabs || !(tab instanceof HTMLElement)) return;
    const all = buttonsOf(tabs);
    const next = all[(all.indexOf(tab) + step + all.length) % all.length];
    if (!next) return;
    event.preventDefault();
    choose(tabs, next);
    next.focus();
  });
}
