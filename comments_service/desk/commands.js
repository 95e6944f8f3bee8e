// What a command presses: the same links, buttons and forms that are on the page for everybody.
import { announce } from "../widget/announcer.js";
import { deskWords } from "./desk-words.js";

/** @param {string} command */
export function perform(command) {
  const [name = "", number = ""] = command.split("-");
  const act = ACTS[name];
  if (act) act(number);
  else if (name === "approve") press('[data-act="approve"], [data-act="restore"]');
  else openForm(name);
}

/** @type {Record<string, (number: string) => void>} */
const ACTS = {
  next: () => step(1),
  previous: () => step(-1),
  hide: () => press('[data-act="hide"]'),
  undo: () => press("[data-undo], [data-act='undo']"),
  note: () => writeNote(),
  select: () => currentRow()?.querySelector("input")?.click(),
  search: () => search(),
  queue: (number) => press(`.th-tabs li:nth-child(${number}) a`),
  send: () => send(),
  close: () => closeForm(),
};

/** @param {number} by */
function step(by) {
  const links = [...document.querySelectorAll(".th-row__link")].map((link) => /** @type {HTMLElement} */ (link));
  const at = links.findIndex((link) => link.matches("[aria-current]"));
  const next = at < 0 ? links[0] : links[at + by];
  if (next) next.click();
  else announce(by > 0 ? deskWords.last : deskWords.first);
}

/** @param {string} selector */
function press(selector) {
  const button = document.querySelector(selector);
  if (!(button instanceof HTMLElement)) announce(deskWords.cannot);
  else if (isUncovered(button)) button.click();
}

/**
 * While a colleague is on it, what decides is behind one press more.
 *
 * @param {Element} target
 */
function isUncovered(target) {
  const cover = target.closest("details[data-anyway]:not([open])");
  if (!(cover instanceof HTMLDetailsElement)) return true;
  cover.open = true;
  cover.querySelector("summary")?.focus();
  announce(`${document.querySelector("[data-claim-line]")?.textContent ?? ""} ${deskWords.anywayAgain}`);
  return false;
}

/** @param {string} act remove, return or escalate */
function openForm(act) {
  const form = document.querySelector(`details[data-act="${act}"]`);
  if (!(form instanceof HTMLDetailsElement)) {
    announce(deskWords.cannot);
    return;
  }
  if (!isUncovered(form)) return;
  form.open = true;
  const field = form.querySelector("input:checked:not([type=hidden])") ?? form.querySelector("input:not([type=hidden])");
  if (field instanceof HTMLElement) field.focus();
  form.scrollIntoView({ block: "nearest" });
}

function writeNote() {
  const field = document.querySelector('form[action$="/admin/notes"] textarea');
  if (!(field instanceof HTMLElement)) {
    announce(deskWords.cannot);
    return;
  }
  for (let around = field.closest("details"); around; around = around.parentElement?.closest("details") ?? null) {
    around.open = true;
  }
  field.focus();
}

function search() {
  const field = document.querySelector("main input[type=search]");
  const link = document.querySelector('.th-place[href$="/admin/search"]');
  if (field instanceof HTMLElement) field.focus();
  else if (link instanceof HTMLAnchorElement) location.assign(`${link.href}#search-words`);
  else announce(deskWords.cannot);
}

function send() {
  const form = document.activeElement?.closest("form");
  const button = form?.querySelector("button[type=submit]");
  if (form && button instanceof HTMLElement) form.requestSubmit(button);
}

function closeForm() {
  const form = document.activeElement?.closest("details[data-act][open]");
  if (!(form instanceof HTMLDetailsElement)) return;
  form.open = false;
  form.querySelector("summary")?.focus();
}

/** The row that has the focus, else the one that is opened. */
function currentRow() {
  return document.activeElement?.closest(".th-row") ?? document.querySelector(".th-row:has([aria-current])");
}
