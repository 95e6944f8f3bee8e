// Small helps within forms: a reason brings its usual words, selected words can be marked, and many are selected at once.
import { announce } from "../widget/announcer.js";
import { deskWords } from "./desk-words.js";

const LONGEST_MARKED = 200;

export function helpWithForms() {
  document.addEventListener("change", (event) => {
    const field = /** @type {Element} */ (event.target);
    if (field.matches("[name=reason]")) fillMessage(/** @type {HTMLInputElement | HTMLSelectElement} */ (field));
    if (field.matches("[name=pick]")) countPicked();
  });
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("[data-pick-all]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    pickAll();
  });
  document.addEventListener("pointerup", () => setTimeout(markSelected));
  document.addEventListener("keyup", (event) => event.shiftKey && markSelected());
  document.addEventListener("toggle", markSelected, true);
}

/**
 * Unless somebody has typed words of their own.
 *
 * @param {HTMLInputElement | HTMLSelectElement} field
 */
function fillMessage(field) {
  const message = field.form?.querySelector("[name=message]");
  if (!(message instanceof HTMLTextAreaElement)) return;
  const all = [...(field.form?.querySelectorAll("[data-message]") ?? [])].map((one) => one.getAttribute("data-message"));
  if (message.value.trim() && !all.includes(message.value)) return;
  const chosen = field instanceof HTMLSelectElement ? field.selectedOptions[0] : field;
  message.value = chosen?.getAttribute("data-message") ?? "";
}

/** What is selected in the comment is added to the words to change, or to take out, where that form is open. */
function markSelected() {
  const words = [...document.querySelectorAll("[data-marked]")].find((one) => !one.closest("details:not([open])"));
  const selection = getSelection();
  if (!(words instanceof HTMLTextAreaElement) || !selection?.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const said = document.querySelector("[data-said]");
  if (!said?.contains(range.commonAncestorContainer)) return;
  const copy = range.cloneContents();
  for (const one of copy.querySelectorAll(".th-hidden, del")) one.remove();
  const text = (copy.textContent ?? "").replace(/\s+/gu, " ").trim();
  const lines = words.value.split("\n").filter(Boolean);
  if (!text || text.length > LONGEST_MARKED || lines.includes(text)) return;
  words.value = [...lines, text].join("\n");
}

function boxes() {
  return [...document.querySelectorAll("[name=pick]")].map((one) => /** @type {HTMLInputElement} */ (one));
}

function pickAll() {
  // What a colleague is on is theirs, unless it is selected by itself.
  const all = boxes().filter((one) => !one.closest("[data-row]")?.querySelector("[data-claim]")?.textContent);
  const isOn = !all.every((one) => one.checked);
  for (const one of all) one.checked = isOn;
  countPicked();
}

export function countPicked() {
  const count = boxes().filter((one) => one.checked).length;
  const text = count ? deskWords.selected(count) : deskWords.noneSelected;
  const place = document.querySelector("[data-picked]");
  if (place) place.textContent = count ? text : "";
  announce(text);
}
