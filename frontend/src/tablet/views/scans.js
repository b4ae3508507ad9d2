// Codes read off bags: by a scanner or typed, judged at once over the whole screen, and once each.
import { make } from "../../base/dom.js";
import { secondText } from "../../base/times.js";
import { coded, t } from "../../i18n/index.js";
import { judgeScan } from "../rules.js";
import { showVerdict } from "../verdict.js";
import { button, field, input } from "./parts.js";

/** @typedef {import("./parts.js").Tablet} Tablet */
/** @typedef {{code: string, seal: string, at: number, by: string}} Scan */

/**
 * @typedef {object} Panel
 * @property {HTMLElement} node
 * @property {() => {code: string, seal: string}[]} scans
 * @property {() => string[]} missing what is expected and was not scanned
 * @property {() => void} leave
 */

/**
 * @param {Tablet} tablet
 * @param {{expected: readonly import("../day.js").Bag[], sessions: readonly string[], seals: boolean}} how
 *   `seals`: after each code the number of its seal is read
 * @returns {Panel}
 */
export function scanPanel(tablet, { expected, sessions, seals }) {
  /** @type {Map<string, Scan>} */
  const scanned = new Map();
  let waitsForSeal = "";
  const count = make("p", { class: "t-count", role: "status" });
  const rows = make("ol", { class: "t-scans" });
  const left = make("ul", { class: "t-missing" });
  const typed = input({ name: "code", autocapitalize: "characters", spellcheck: "false" });
  const label = make("span", {}, t("tablet.scan.code"));

  const draw = () => {
    count.textContent = t("tablet.scan.count", { n: scanned.size, of: expected.length });
    rows.replaceChildren(...[...scanned.values()].map(rowOf));
    left.replaceChildren(...missing().map((code) => make("li", {}, code)));
    label.textContent = waitsForSeal ? t("tablet.scan.seal", { code: waitsForSeal }) : t("tablet.scan.code");
  };

  const missing = () => expected.map(({ code }) => code).filter((code) => !scanned.has(code));

  /** @param {string} raw */
  async function take(raw) {
    const code = raw.trim();
    typed.value = "";
    if (!code) return;
    const isBag = (tablet.day?.bags ?? []).some((bag) => bag.code === code);
    const open = scanned.get(waitsForSeal);
    if (open && !isBag && code !== waitsForSeal) {
      scanned.set(waitsForSeal, { ...open, seal: code });
      waitsForSeal = "";
      draw();
      return;
    }
    await judge(code);
    draw();
    typed.focus();
  }

  /** @param {string} code */
  async function judge(code) {
    const listed = tablet.day?.bags ?? [];
    const drill = tablet.day?.exam.kind === "drill";
    const { code: refused, why } = judgeScan({ code, listed, sessions, scanned: [...scanned.keys()], drill });
    if (refused === "scanned_twice") {
      const first = scanned.get(code);
      const sentence = t("tablet.scan.again", {
        code,
        time: secondText(first?.at ?? 0),
        who: first?.by ?? "",
      });
      return await showVerdict({ tone: "warn", title: t("tablet.refused.scanned_twice"), sentence });
    }
    if (refused) {
      const sentence = `${code} · ${coded("tablet.why", why) || t("tablet.scan.of_session", { session: why })}`;
      return await showVerdict({
        tone: "bad",
        title: t(/** @type {any} */ (`tablet.refused.${refused}`)),
        sentence,
      });
    }
    scanned.set(code, { code, seal: "", at: Date.now(), by: tablet.signer?.name ?? "" });
    if (seals) waitsForSeal = code;
    void showVerdict({ tone: "ok", title: t("tablet.scan.right"), sentence: code, brief: true });
  }

  /** @param {Scan} scan */
  function rowOf({ code, seal, at }) {
    const drop = button(
      "×",
      () => {
        scanned.delete(code);
        if (waitsForSeal === code) waitsForSeal = "";
        draw();
      },
      { "aria-label": t("tablet.scan.drop", { code }) },
    );
    const number = seals ? ` · ${t("tablet.scan.seal_is", { seal: seal || "—" })}` : "";
    return make("li", { "data-code": code }, `${code}${number} · ${secondText(at)}`, drop);
  }

  const onScan = (/** @type {Event} */ event) => {
    if (event instanceof CustomEvent) void take(event.detail.code);
  };
  document.addEventListener("scan", onScan);
  const form = make("form", { class: "t-scan-form" });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void take(typed.value);
  });
  const typedField = field("", typed, t("tablet.scan.help"));
  typedField.querySelector("label")?.replaceChildren(label);
  form.append(
    typedField,
    make("button", { type: "submit", class: "button button-touch" }, t("tablet.scan.add")),
  );
  const node = make(
    "section",
    { class: "t-scan" },
    count,
    form,
    rows,
    expected.length ? make("details", {}, make("summary", {}, t("tablet.scan.missing")), left) : null,
  );
  draw();
  return {
    node,
    scans: () => [...scanned.values()].map(({ code, seal }) => ({ code, seal })),
    missing,
    leave: () => document.removeEventListener("scan", onScan),
  };
}
