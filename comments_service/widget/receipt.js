// A part: "I have read this", sent without leaving the page. Where it cannot be, that is said and it can be pressed again.
import { announce } from "./announcer.js";

/**
 * @param {Element} form with the sentence for that, which the service has rendered
 * @param {import("./service.js").Service} service as whoever it was shown to
 * @param {() => Promise<boolean>} again shows the discussion anew
 */
export async function sendReceipt(form, service, again) {
  const { status } = await service.confirmRead();
  if (status === 200 && (await again())) return document.getElementById("th-receipt")?.focus();
  const failed = /** @type {HTMLElement} */ (form.querySelector(".th-notice"));
  failed.hidden = false;
  announce(failed.textContent ?? "");
}
