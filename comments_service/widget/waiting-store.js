// What waits to be sent, in this browser's storage. Knows no page and no service.
import { KEPT_FOR } from "./drafts.js";
import { browserStorage, namesIn, WAITS } from "./storage.js";

/** @typedef {import("./box.js").Purpose} Purpose */
/**
 * `token` says whom it is from, so that it goes out as nobody else; `refused` is why the service did not take it.
 * @typedef {Parameters<typeof import("./sending.js").send>[2] & {thread: string, purpose: Purpose, review: boolean, handle: string, token: string, page: string, title: string, at: number, refused?: string}} Waiting
 */

/** @returns {Waiting[]} all that waits in this browser, in the order in which it was said */
export function allWaiting() {
  const storage = browserStorage();
  const found = [];
  for (const name of namesIn(storage, WAITS)) {
    const one = JSON.parse(storage?.getItem(name) ?? "null");
    if (one?.at > Date.now() - KEPT_FOR) found.push(one);
    else storage?.removeItem(name);
  }
  return found.sort((one, other) => one.at - other.at);
}

/**
 * @param {Waiting} one
 * @returns {boolean} whether it is kept: storage may be full, or switched off
 */
export function keepWaiting(one) {
  try {
    browserStorage()?.setItem(WAITS + one.id, JSON.stringify(one));
    return browserStorage() !== null;
  } catch {
    return false;
  }
}

/** @param {string} id */
export function noLonger(id) {
  browserStorage()?.removeItem(WAITS + id);
}

/**
 * One tab at a time. Where browsers cannot wait for each other it is sent twice and said once: its id is the comment's.
 *
 * @param {() => Promise<void>} act
 */
export function inTurn(act) {
  return navigator.locks ? navigator.locks.request("townhall-waiting", act) : act();
}
