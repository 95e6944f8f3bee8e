// What waits to be sent, and who was here last, in this browser's storage. Knows no page and no service.
import { browserStorage } from "./drafts.js";
import { LAST } from "./last-here.js";

/** @typedef {import("./sending.js").Purpose} Purpose */
/**
 * `token` says whom it is from, so that it goes out as nobody else; `refused` is why the service did not take it.
 * @typedef {Parameters<typeof import("./sending.js").send>[2] & {thread: string, purpose: Purpose, review: boolean, handle: string, token: string, page: string, title: string, at: number, refused?: string}} Waiting
 */

const PREFIX = "townhall:waiting:";
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
const AT_MOST = 20;

/** @returns {Waiting[]} all that waits in this browser, in the order in which it was said */
export function allWaiting() {
  const storage = browserStorage();
  const found = [];
  for (const name of storage ? namesOf(storage, PREFIX) : []) {
    const one = JSON.parse(storage?.getItem(name) ?? "null");
    if (one?.at > Date.now() - KEPT_FOR) found.push(one);
    else storage?.removeItem(name);
  }
  return found.sort((one, other) => one.at - other.at);
}

/**
 * @param {Storage} storage
 * @param {string} prefix
 */
function namesOf(storage, prefix) {
  return Object.keys(storage).filter((name) => name.startsWith(prefix));
}

/**
 * @param {Waiting} one
 * @returns {boolean} whether it is kept: storage may be full, or switched off
 */
export function keepWaiting(one) {
  try {
    browserStorage()?.setItem(PREFIX + one.id, JSON.stringify(one));
    return browserStorage() !== null;
  } catch {
    return false;
  }
}

/** @param {string} id */
export function noLonger(id) {
  browserStorage()?.removeItem(PREFIX + id);
}

/**
 * One tab at a time. Where browsers cannot wait for each other it is sent twice and said once: its id is the comment's.
 *
 * @param {() => Promise<void>} act
 */
export function inTurn(act) {
  return navigator.locks ? navigator.locks.request("townhall-waiting", act) : act();
}

/**
 * Remembers who is here, and the box to write in, for as many pages as are kept; forgets all of it once nobody is.
 *
 * @param {string} thread
 * @param {import("./service.js").Me} me
 */
export function keepLast(thread, me) {
  const storage = browserStorage();
  if (!storage) return;
  const names = namesOf(storage, LAST);
  const at = (/** @type {string} */ name) => JSON.parse(storage.getItem(name) ?? "{}").at ?? 0;
  const old = me.person ? names.sort((one, other) => at(other) - at(one)).slice(AT_MOST - 1) : names;
  for (const name of old) storage.removeItem(name);
  // Only where the page itself is kept: theme/offline/sw.js.
  if (!me.person || !document.querySelector("meta[name=townhall-worker]")) return;
  const { person, token, may, composer } = me;
  const here = { person, token, may, composer, reactions: {}, mine: [], at: Date.now() };
  try {
    storage.setItem(LAST + thread, JSON.stringify(here));
  } catch {
    // It is full: without a connection one reads, and writes no more.
  }
}
