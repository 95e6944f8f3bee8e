// What opens under a comment: a form to reply or to change it.
import { made } from "./nodes.js";
import { words } from "./words.js";

/**
 * The service's own form once more, under a comment. Its ids get an ending, so that labels stay with their fields.
 *
 * @param {HTMLFormElement} form the one at the top of the discussion
 * @param {string} ending
 * @param {string} label
 * @param {string} button
 * @param {() => void} cancel
 */
export function inlineForm(form, ending, label, button, cancel) {
  const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  for (const node of [copy, ...copy.querySelectorAll("[id], [for], [aria-describedby]")]) {
    for (const name of ["id", "for", "aria-describedby"]) {
      const ids = node.getAttribute(name)?.split(" ");
      if (ids) node.setAttribute(name, ids.map((id) => `${id}-${ending}`).join(" "));
    }
  }
  for (const one of copy.querySelectorAll(".th-refusal, [data-about]")) one.remove();
  /** @type {HTMLElement} */ (copy.querySelector("label")).textContent = label;
  const submit = /** @type {HTMLElement} */ (copy.querySelector("[type=submit]"));
  submit.textContent = button;
  submit.after(made("button", { class: "th-action", type: "button", click: cancel }, words.cancel));
  copy.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) cancel();
  });
  return copy;
}
