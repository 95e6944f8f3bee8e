// What opens under a comment: a form to reply to it or to change it.
import { made } from "./nodes.js";
import { postingWords } from "./posting-words.js";

/**
 * The service's own form once more, under a comment. Its ids get an ending, so that labels stay with their fields.
 *
 * @param {HTMLFormElement} form its own from now on
 * @param {import("./box.js").Purpose} purpose
 * @param {string} label
 * @param {string} button
 * @param {() => void} cancel
 */
export function inlineForm(form, purpose, label, button, cancel) {
  // Sent without scripts it is the same comment. A change leaves a comment what it was, and a reply is one.
  form.append(...Object.entries(purpose).map(([name, value]) => made("input", { type: "hidden", name, value })));
  const choices = `label:has([name=kind]${purpose.edit ? ", [name=official], [name=anonymous]), #th-unnamed" : ")"}`;
  for (const one of form.querySelectorAll(choices)) one.remove();
  for (const node of [form, ...form.querySelectorAll("[id], [for], [aria-describedby]")]) {
    for (const name of ["id", "for", "aria-describedby"]) {
      const ids = node.getAttribute(name)?.split(" ");
      if (ids) node.setAttribute(name, ids.map((id) => `${id}-${purpose.edit ?? purpose.parent}`).join(" "));
    }
  }
  /** @type {HTMLElement} */ (form.querySelector("label")).textContent = label;
  const submit = /** @type {HTMLElement} */ (form.querySelector("[type=submit]"));
  submit.textContent = button;
  submit.parentElement?.append(made("button", { class: "th-action", type: "button", click: cancel }, postingWords.cancel));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) cancel();
  });
  return form;
}
