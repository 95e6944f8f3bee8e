// What every page does once it is there: the appearance switch, and the reader's name in the header.
import { showPerson } from "./person.js";

/** @param {string} value */
function remember(value) {
  try {
    localStorage.setItem("townhall:appearance", value);
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
}

const root = document.documentElement;
const choices = /** @type {HTMLFieldSetElement | null} */ (document.querySelector("[data-appearance]"));
if (choices) {
  for (const input of choices.querySelectorAll("input")) input.checked = input.value === (root.dataset.theme ?? "auto");
  choices.hidden = false;
  choices.addEventListener("change", (event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    if (value === "auto") delete root.dataset.theme;
    else root.dataset.theme = value;
    remember(value);
  });
}

// A table or listing wider than a phone scrolls by itself: the keyboard must be able to stop there to do so.
for (const wide of document.querySelectorAll(".prose table, .prose pre")) {
  if (wide.scrollWidth > wide.clientWidth) wide.setAttribute("tabindex", "0");
}

// The service rests: the plain link stays, and the room kept for the discussion is given back.
addEventListener("load", () => {
  if (customElements.get("townhall-discussion")) return;
  for (const place of document.querySelectorAll("townhall-discussion")) place.toggleAttribute("data-resting", true);
});

const account = /** @type {HTMLElement | null} */ (document.querySelector("[data-account]"));
if (account) showPerson(account);
