// <form data-slot-form>: its answer holds a code that the server keeps nowhere. It stands on the page until it is left.

/** @param {Document} page */
export function installOneTimeCodes(page) {
  page.addEventListener("act:done", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-slot-form]")) return;
    const shown = page.querySelector("[data-slot-code]");
    if (!(event instanceof CustomEvent) || !(shown instanceof HTMLElement)) return;
    event.preventDefault();
    const { code, expires_at } = event.detail;
    const [strong, time] = [shown.querySelector("strong"), shown.querySelector("time")];
    // Told once: the same request again finds the place, but no code.
    if (strong) strong.textContent = code ? `${code.slice(0, 4)}-${code.slice(4)}` : "–";
    if (time) {
      time.dateTime = expires_at;
      time.textContent = new Date(expires_at).toLocaleTimeString("en-GB");
    }
    form.hidden = true;
    shown.hidden = false;
  });
}
