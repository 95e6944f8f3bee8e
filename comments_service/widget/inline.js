// What opens under a comment: a form to reply or to change it, and the question before it is withdrawn.
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
  copy.querySelector(".th-refusal")?.remove();
  /** @type {HTMLElement} */ (copy.querySelector("label")).textContent = label;
  const submit = /** @type {HTMLElement} */ (copy.querySelector("[type=submit]"));
  submit.textContent = button;
  submit.after(made("button", { class: "th-action", type: "button", click: cancel }, words.cancel));
  copy.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) cancel();
  });
  return copy;
}

/**
 * Asks whether a comment is really to be withdrawn.
 *
 * @param {() => Promise<string>} withdraw gives what is to be said where it could not be done
 * @param {() => void} keep
 */
export function withdrawalQuestion(withdraw, keep) {
  const question = made("p", {}, words.withdrawSure);
  let busy = false;
  const sure = async () => {
    if (busy) return;
    busy = true;
    const failed = await withdraw();
    if (failed) question.textContent = failed;
    busy = false;
  };
  const keydown = (/** @type {Event} */ event) => {
    if (/** @type {KeyboardEvent} */ (event).key === "Escape") keep();
  };
  const row = made("div", { class: "th-composer__actions" });
  row.append(made("button", { class: "th-button th-button--danger", type: "button", click: sure }, words.withdraw));
  row.append(made("button", { class: "th-button th-button--quiet", type: "button", click: keep }, words.keep));
  return made("div", { class: "th-confirm", role: "group", "aria-label": words.withdrawSure, keydown }, question, row);
}
