// Dialogs: opened by data-open-dialog="id", closed by data-close-dialog, Escape or a click beside them.
import { t } from "../i18n/index.js";
import { make } from "./dom.js";

/**
 * Open a dialog. Safari 15.0 to 15.3 have no showModal: there the attribute does it.
 * @param {HTMLDialogElement} dialog
 */
export function openDialog(dialog) {
  if (dialog.hasAttribute("open")) return;
  if (typeof dialog.showModal === "function") {
    dialog.showModal();
    return;
  }
  dialog.dataset.byHand = "";
  dialog.setAttribute("open", "");
}

/** @param {HTMLDialogElement} dialog */
export function closeDialog(dialog) {
  if (!dialog.hasAttribute("open")) return;
  if (typeof dialog.close === "function") {
    dialog.close();
    return;
  }
  dialog.removeAttribute("open");
  dialog.dispatchEvent(new Event("close"));
}

/** @param {Document} page */
export function installDialogs(page) {
  page.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const opener = target.closest("[data-open-dialog]");
    if (opener instanceof HTMLElement) {
      const wanted = page.getElementById(opener.dataset.openDialog ?? "");
      if (wanted instanceof HTMLDialogElement) openDialog(wanted);
    }
    const closer = target.closest("[data-close-dialog]")?.closest("dialog");
    if (closer) closeDialog(closer);
    if (target instanceof HTMLDialogElement) closeDialog(target);
  });
}

/**
 * Ask before a step that cannot be taken back.
 * @param {string} question
 * @returns {Promise<boolean>}
 */
export function confirmed(question) {
  const yes = make("button", { type: "button", class: "button button-primary" }, t("confirm.yes"));
  const no = make("button", { type: "button", class: "button" }, t("confirm.no"));
  const dialog = make(
    "dialog",
    { role: "alertdialog", "aria-label": t("confirm.title") },
    make("div", { class: "dialog-body" }, make("h2", {}, t("confirm.title")), make("p", {}, question)),
    make("div", { class: "dialog-foot" }, no, yes),
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer = false;
    yes.addEventListener("click", () => {
      answer = true;
      closeDialog(dialog);
    });
    no.addEventListener("click", () => closeDialog(dialog));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    openDialog(dialog);
    no.focus();
  });
}
