// A page says when its machine has no line: what is typed stays, nothing has been sent.
import { t } from "../i18n/index.js";
import { make } from "./dom.js";

/** @param {Document} page */
export function installConnection(page) {
  const strip = make("div", { class: "offline", role: "alert", hidden: true }, t("offline"));
  page.body.prepend(strip);
  const show = () => {
    strip.hidden = navigator.onLine;
  };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
}
