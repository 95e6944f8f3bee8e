// The keys of the desk as a dialog, and the switch that turns them off (WCAG 2.2, 2.1.4); this browser remembers it.
import { made } from "../widget/nodes.js";

const KEPT = "townhall-desk-keys";

export class Help {
  /** @type {HTMLDialogElement | undefined} */
  #dialog;

  constructor() {
    const box = document.querySelector("[data-keys-switch]");
    if (!(box instanceof HTMLInputElement)) return;
    box.checked = this.areOn;
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  }

  get areOn() {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch {
      return true;
    }
  }

  get isOpen() {
    return Boolean(this.#dialog?.open);
  }

  open() {
    const section = document.querySelector("[data-keys]");
    const content = section?.querySelector(".th-keys__in");
    if (!section || !content) return;
    const before = document.activeElement;
    const close = made("button", { class: "th-button th-button--quiet", type: "button", click: () => dialog.close() });
    close.textContent = section.getAttribute("data-close");
    const dialog = made("dialog", { class: "th-dialog th-keys", "aria-labelledby": "keys-title" }, content, close);
    dialog.addEventListener("close", () => {
      section.append(content);
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    });
    this.#dialog = dialog;
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
  }
}
