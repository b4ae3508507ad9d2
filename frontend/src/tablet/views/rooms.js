// "All rooms as planned, except …": rooms are tapped, and each says why.
import { make } from "../../base/dom.js";
import { t } from "../../i18n/index.js";
import { button, field, input } from "./parts.js";

/** @typedef {{room: string, reason: string}} Except */

/**
 * @param {readonly string[]} rooms
 * @returns {{node: HTMLElement, taken: () => Except[] | null}} null where a reason is missing
 */
export function exceptRooms(rooms) {
  /** @type {Map<string, HTMLInputElement>} */
  const chosen = new Map();
  const reasons = make("div", { class: "t-reasons" });
  const grid = make("div", { class: "t-rooms", role: "group", "aria-label": t("tablet.rooms.except") });
  for (const room of rooms) {
    const cell = button(room, () => toggle(room, cell), { class: "t-room", "aria-pressed": "false" });
    grid.append(cell);
  }

  /** @param {string} room @param {HTMLElement} cell */
  function toggle(room, cell) {
    const known = chosen.get(room);
    cell.setAttribute("aria-pressed", String(!known));
    if (known) {
      known.closest(".field")?.remove();
      chosen.delete(room);
      return;
    }
    const reason = input({ maxlength: 200 });
    chosen.set(room, reason);
    reasons.append(field(t("tablet.rooms.reason", { room }), reason));
    reason.focus();
  }

  const node = make(
    "details",
    { class: "t-except" },
    make("summary", {}, t("tablet.rooms.except")),
    grid,
    reasons,
  );
  const taken = () => {
    const told = [...chosen].map(([room, { value }]) => ({ room, reason: value.trim() }));
    const blank = [...chosen].find(([, { value }]) => !value.trim());
    blank?.[1].focus();
    return blank ? null : told;
  };
  return { node, taken };
}
