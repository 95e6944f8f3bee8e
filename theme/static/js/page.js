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

// What the page carries of its discussion, as it is over there, is not shown a second time above it.
const baked = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-baked]"));
const versions = new Map([...baked].map((one) => [one.dataset.baked, one.dataset.version]));

/** @param {DOMStringMap} about */
function isCarried({ id, version }) {
  return versions.has(id) && versions.get(id) === version;
}

function showOnce() {
  const above = "townhall-discussion :is(.th-summary, .th-lifted [data-id])";
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(above)))
    one.hidden = isCarried(one.dataset);
  for (const lifted of document.querySelectorAll("townhall-discussion .th-lifted"))
    lifted.toggleAttribute("hidden", !lifted.querySelector("[data-id]:not([hidden])"));
}

/** Where the discussion is on this page, the way to a comment does not lead off it. */
function stayHere() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-place]"));
  for (const link of links) link.href = `#comment-${link.dataset.place}`;
}

for (const place of document.querySelectorAll("townhall-discussion")) {
  new MutationObserver(showOnce).observe(place, { childList: true, subtree: true });
  place.addEventListener("townhall:load", stayHere);
}

// What few need comes once the page is there.
addEventListener("load", () => void import("./offline.js").then((part) => part.readOffline(), () => {}));

const shared = /** @type {HTMLElement | null} */ (document.querySelector("[data-shared-device]"));
if (shared) void import("./shared.js").then((part) => part.mindSharedDevice(shared, Number(shared.dataset.sharedDevice)), () => {});

if (document.querySelector("form[data-quiz]")) void import("./quiz.js").then((part) => part.offerQuizzes(), () => {});

const learns = /** @type {HTMLElement | null} */ (document.querySelector("[data-learns]"));
if (learns) void import("./learning.js").then((part) => part.followProgress(learns.dataset.learns ?? ""), () => {});

const account = /** @type {HTMLElement | null} */ (document.querySelector("[data-account]"));
if (account) showPerson(account);
