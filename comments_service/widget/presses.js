// Which press does what. All of these are links that lead to a plain page; pressed plainly they do the same in place.
import { announce } from "./announcer.js";
import { commentIn } from "./nodes.js";
import { onDemand } from "./parts.js";
import { rememberSelection, selectionBefore } from "./selection.js";
import { words } from "./words.js";

/** @typedef {import("./room.js").Room} Room */

/** @type {Record<string, (id: string, link: HTMLElement, room: Room) => void>} */
const ACTIONS = {
  reply: (id, link, room) => void answer(id, link, room, false),
  quote: (id, link, room) => void answer(id, link, room, true),
  edit: (id, link, room) => void room.write(id, link, true),
  withdraw: (id, link, room) => void room.withdraw(id, link),
  place: (id, _link, room) => openAt(id, room),
  link: (id, link, room) => void copied(id, link, room),
};

/**
 * @param {HTMLElement} host
 * @param {Room} room
 */
export function hear(host, room) {
  host.addEventListener("pointerdown", ({ target }) => {
    rememberSelection();
    // A press begins, and with it the way of what it needs.
    if (/** @type {Element} */ (target).closest(":is([data-action=reply], [data-action=quote], [data-action=edit])")) room.expectWriting();
  });
  host.addEventListener("click", (event) => pressed(event, room));
}

/**
 * @param {MouseEvent} event
 * @param {Room} room
 */
function pressed(event, room) {
  const link = /** @type {Element} */ (event.target).closest("a");
  const act = link && actionOf(link, room);
  if (act) inPlace(event, act);
}

/**
 * Does what a link leads to here. With a key held, or another button, it is opened elsewhere: that is the browser's own.
 *
 * @param {MouseEvent} event
 * @param {() => void} act
 */
export function inPlace(event, act) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  act();
}

/**
 * Opens the box under a comment in which somebody was writing when they had to sign in, with the draft in it.
 *
 * @param {HTMLElement} host
 * @param {string} id
 * @param {string} [what] "reply" or "edit"; anything else opens nothing
 */
export function openAgain(host, id, what = "") {
  const link = ["reply", "edit"].includes(what) && commentIn(host, id)?.querySelector(`[data-action=${what}]`);
  if (link instanceof HTMLElement) link.click();
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Room} room
 * @returns {(() => void) | undefined}
 */
function actionOf(link, room) {
  const { action = "", sort, next, first, part } = link.dataset;
  const id = link.closest("[data-id]")?.getAttribute("data-id") ?? "";
  const act = ACTIONS[action];
  if (act) return () => act(id, link, room);
  if (sort) return () => void room.choose(link);
  if (next) return () => void room.more(next);
  if (part !== undefined) return () => void room.turn({ only: "", about: part }, part ? ".th-part-only" : "h2");
  if (first !== undefined) return () => void room.turn({}, "h2");
  if (link.matches(".th-comment__when")) return () => openAt(id, room);
  return undefined;
}

/**
 * Opens the box to reply in, with the words that are selected, or all of them, as a quote.
 *
 * @param {string} id
 * @param {HTMLElement} link
 * @param {Room} room
 * @param {boolean} all
 */
async function answer(id, link, room, all) {
  const selected = selectionBefore();
  await room.write(id, link, false);
  const field = link.closest("article")?.querySelector("textarea");
  if (!field || !(selected || all)) return;
  void onDemand(() => import("./writing.js"), field).then((part) => part?.quote(field, selected, all));
}

/**
 * Copies a comment's address; where that may not be, it is in the browser's own line.
 *
 * @param {string} id
 * @param {HTMLElement} link
 * @param {Room} room
 */
async function copied(id, link, room) {
  try {
    await navigator.clipboard.writeText(new URL(`#comment-${id}`, location.href).href);
    link.replaceChildren(words.copied);
    announce(words.copied);
  } catch {
    openAt(id, room);
  }
}

/**
 * A comment's own address, here in the article.
 *
 * @param {string} id
 * @param {Room} room
 */
function openAt(id, room) {
  const hash = `#comment-${id}`;
  if (location.hash === hash) void room.find(id);
  else location.hash = hash;
}
