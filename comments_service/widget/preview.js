// A part: what is written, as it will be shown. The service renders it, with all that it would do to it.
import { announce } from "./announcer.js";
import { made, parsed } from "./nodes.js";
import { previewWords } from "./preview-words.js";

/**
 * Shows it below the field, until the next letter is typed: then it is true no more.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} field
 * @param {import("./service.js").Service} service
 */
export async function showPreview(form, field, service) {
  const { status, body } = await service.ask("POST", "api/v1/preview", { body: field.value });
  const rendered = status === 200 ? parsed(body.html) : made("p", {}, body?.title ?? previewWords.noPreview);
  const back = () => {
    box.remove();
    field.focus();
  };
  const goOn = made("button", { class: "th-action", type: "button", click: back }, previewWords.goOnWriting);
  const shown = made("div", { class: "th-comment__body" }, rendered);
  const box = made("section", { class: "th-preview", tabindex: "-1", "aria-label": previewWords.preview }, shown, goOn);
  form.querySelector(".th-preview")?.remove();
  (form.querySelector(".th-tools") ?? field).after(box);
  field.addEventListener("input", () => box.remove(), { once: true });
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
  if (status !== 200) announce(shown.textContent ?? "");
}
