// What opens under a comment: a form to reply or to change it.
import { made } from "./nodes.js";
import { words } from "./words.js";

/**
 * The service's own form once more, under a comment. Its ids get an ending, so that labels stay with their fields.
 *
 * @param {HTMLFormElement} form its own from now on
 * @param {string} ending
 * @param {string} label
 * @param {string} button
 * @param {() => void} cancel
 */
export function inlineForm(form, ending, label, button, cancel) {
  for (const node of [form, ...form.querySelectorAll("[id], [for], [aria-describedby]")]) {
    for (const name of ["id", "for", "aria-describedby"]) {
      const ids = node.getAttribute(name)?.split(" ");
      if (ids) node.setAttribute(name, ids.map((id) => `${id}-${ending}`).join(" "));
    }
  }
  /** @type {HTMLElement} */ (form.querySelector("label")).textContent = label;
  const submit = /** @type {HTMLElement} */ (form.querySelector("[type=submit]"));
  submit.textContent = button;
  submit.parentElement?.append(made("button", { class: "th-action", type: "button", click: cancel }, words.cancel));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) cancel();
  });
  return form;
}
