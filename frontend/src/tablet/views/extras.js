// What belongs to the tablet and not to a view: the other language, the other light, and the app's version.
import { make } from "../../base/dom.js";
import { language, t } from "../../i18n/index.js";
import { KEPT_AS } from "../language.js";
import { button } from "./parts.js";

export const THEME_KEPT_AS = "examops.tablet.theme";

export function extras() {
  const other = language === "en" ? "zh-hans" : "en";
  const speak = () => {
    localStorage.setItem(KEPT_AS, other);
    location.reload();
  };
  const light = () => {
    const dark = document.documentElement.dataset.theme !== "wall";
    localStorage.setItem(THEME_KEPT_AS, dark ? "wall" : "office");
    document.documentElement.dataset.theme = dark ? "wall" : "office";
  };
  const lang = other === "en" ? "en" : "zh-Hans";
  return make(
    "footer",
    { class: "t-foot" },
    button(other === "en" ? "English" : "简体中文", speak, { lang }),
    button(t("tablet.light"), light),
    make(
      "p",
      { class: "t-version" },
      t("tablet.version", { version: document.body.dataset.app?.slice(0, 8) ?? "" }),
    ),
  );
}
