// A part: "I have read this", the page's question and following, sent without leaving the page. Where it cannot be, that is said.
import { announce } from "./announcer.js";

/**
 * @param {HTMLFormElement} form says what is called, with the sentence for that, which the service has rendered
 * @param {import("./service.js").Service} service as whoever it was shown to
 * @param {() => Promise<boolean>} again shows the discussion anew
 */
export async function sendReceipt(form, service, again) {
  const [method = "", name = ""] = form.dataset.call?.split(" ") ?? [];
  const place = form.closest("[tabindex]")?.id ?? "";
  const { question, choice } = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  const { status } = await service.say(method, name, choice ? { question, choice } : undefined);
  if (status === 200 && (await again())) {
    document.getElementById(place)?.focus();
    return announce(document.querySelector(`#${place} [data-said]`)?.textContent ?? "");
  }
  const failed = /** @type {HTMLElement} */ (form.querySelector(".th-notice"));
  failed.hidden = false;
  announce(failed.textContent ?? "");
}
