// Where the service's composer goes: a form, a way to sign in, or word that it is closed; or ours, that there is none.
import { made, parsed } from "./nodes.js";
import { signInAddress } from "./sign-in.js";
import { words } from "./words.js";

/**
 * @param {HTMLElement} section
 * @param {import("./service.js").Me | null} me
 * @param {import("./service.js").Service} service
 * @param {() => Promise<boolean>} again shows the discussion anew
 * @returns {HTMLFormElement | null} the form, if there is one
 */
export function fillSlot(section, me, service, again) {
  const slot = /** @type {HTMLElement} */ (section.querySelector("[data-slot]"));
  if (!me) {
    const button = made("button", { class: "th-action", type: "button", click: () => void again() }, words.again);
    slot.append(made("p", { class: "th-notice" }, words.readOnly, " ", button));
    return null;
  }
  if (!me.person) for (const one of section.querySelectorAll("[data-mine]")) one.remove();
  slot.append(parsed(me.composer));
  mindReceipt(slot, service.from(me.token), again);
  const link = /** @type {HTMLAnchorElement | null} */ (slot.querySelector("[data-action=sign-in]"));
  if (link) link.href = signInAddress(link.href);
  return slot.querySelector("form.th-composer");
}

/**
 * Lets what the page asks of this person (have they read it, do they follow it) be answered in place.
 *
 * @param {ParentNode} slot
 * @param {import("./service.js").Service} service
 * @param {() => Promise<boolean>} again shows the discussion anew
 */
function mindReceipt(slot, service, again) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (slot.querySelectorAll("[data-call]"))) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // Where the part does not come, the form is sent as it would be without scripts.
      const part = import("./receipt.js");
      void part.then(({ sendReceipt }) => sendReceipt(form, service, again)).catch(() => form.submit());
    });
  }
}
