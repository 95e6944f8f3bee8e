// The bar that puts Markdown around words: one stop for Tab, arrows from button to button (the toolbar pattern of ARIA
// 1.2), and keys for what is used most.
import { begun, linked, marked } from "./marks.js";
import { made } from "./nodes.js";
import { typeInto } from "./typing.js";
import { writingWords } from "./writing-words.js";

/** @typedef {import("./marks.js").Change} Change */
/** @typedef {(value: string, start: number, end: number) => Change} Formatting */

/** @type {["bold" | "italic" | "link" | "list" | "quote" | "code", string, string, Formatting][]} name, sign, key */
const BUTTONS = [
  ["bold", "B", "b", (...where) => marked(...where, "**")],
  ["italic", "I", "i", (...where) => marked(...where, "*")],
  ["link", "", "k", linked],
  ["list", "", "", (...where) => begun(...where, "- ")],
  ["quote", "", "", (...where) => begun(...where, "> ")],
  ["code", "", "", (...where) => marked(...where, "`")],
];
// On a Mac, Control and a letter move about in a text.
const COMMAND = navigator.platform.startsWith("Mac") ? "metaKey" : "ctrlKey";

/** @param {HTMLTextAreaElement} field */
export function formattingBar(field) {
  const bar = made("div", { class: "th-bar", role: "toolbar", "aria-label": writingWords.formatting, "aria-controls": field.id });
  for (const [name, shown, key, change] of BUTTONS) {
    const label = writingWords[name];
    const keys = key && `${COMMAND === "metaKey" ? "Meta" : "Control"}+${key.toUpperCase()}`;
    const about = { type: "button", class: `th-bar__button th-bar__button--${name}`, tabindex: bar.firstChild ? "-1" : "0" };
    const help = keys && { "aria-keyshortcuts": keys, title: `${label} (${keys})` };
    const called = shown && { "aria-label": label };
    bar.append(made("button", { ...about, ...help, ...called, click: () => apply(field, change) }, shown || label));
  }
  bar.addEventListener("keydown", (event) => move(bar, event));
  field.addEventListener("keydown", (event) => {
    const found = event[COMMAND] && !event.altKey && !event.shiftKey && BUTTONS.find((one) => one[2] && one[2] === letter(event));
    if (!found) return;
    event.preventDefault();
    apply(field, found[3]);
  });
  return bar;
}

/**
 * The letter of a key: what it writes, or where it is, where it writes no letter of ours.
 *
 * @param {KeyboardEvent} event
 */
function letter({ key, code }) {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace("Key", "").toLowerCase();
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {Formatting} change
 */
function apply(field, change) {
  if (field.readOnly) return;
  const { start, end, text, from, to } = change(field.value, field.selectionStart, field.selectionEnd);
  typeInto(field, text, start, end);
  field.setSelectionRange(from, to);
}

/**
 * @param {HTMLElement} bar
 * @param {KeyboardEvent} event
 */
function move(bar, event) {
  const buttons = /** @type {HTMLElement[]} */ ([...bar.children]);
  const at = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
  const isLeftwards = getComputedStyle(bar).direction === "rtl";
  const step = { ArrowRight: isLeftwards ? -1 : 1, ArrowLeft: isLeftwards ? 1 : -1 }[event.key];
  const place = { Home: 0, End: buttons.length - 1 }[event.key] ?? (step && (at + step + buttons.length) % buttons.length);
  if (place === undefined) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = -1;
  const next = /** @type {HTMLElement} */ (buttons[place]);
  next.tabIndex = 0;
  next.focus();
}
