// The browser's storages, where there are any: they may be switched off, and even looking at one may throw.

/** What waits to be sent is kept under names that begin so. */
export const WAITS = "townhall:waiting:";
/** And what is being written. */
export const DRAFTS = "townhall:draft:";

/**
 * @param {string} key whose draft of what, see holding.js
 * @param {string} id the comment's; "" for how the names of all drafts of that key begin
 */
export function draftName(key, id) {
  return `${DRAFTS}${key}~${id}`;
}

/**
 * One of the browser's storages, or null where it is switched off.
 *
 * @param {"localStorage" | "sessionStorage"} [name]
 */
export function browserStorage(name = "localStorage") {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}

/**
 * The names of all that is kept under names that begin alike.
 *
 * @param {Storage | null} storage
 * @param {string} prefix
 */
export function namesIn(storage, prefix) {
  return Object.keys(storage ?? {}).filter((name) => name.startsWith(prefix));
}
