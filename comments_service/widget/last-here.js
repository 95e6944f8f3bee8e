// Who was here last in a discussion, with the box to write in: for whoever reads it without a connection.
import { browserStorage, namesIn } from "./storage.js";

const LAST = "townhall:me:";
const MOST_PAGES = 20;

/**
 * @param {string | undefined} thread
 * @returns {import("./service.js").Me | null}
 */
export function lastHere(thread) {
  try {
    return JSON.parse(browserStorage()?.getItem(LAST + thread) ?? "null");
  } catch {
    return null;
  }
}

/**
 * Remembers who is here for as many pages as are kept; forgets all of it once nobody is.
 *
 * @param {string | undefined} thread
 * @param {import("./service.js").Me} me
 */
export function keepLast(thread, { person, token, may, composer }) {
  const storage = browserStorage();
  if (!storage) return;
  const names = namesIn(storage, LAST);
  const at = (/** @type {string} */ name) => JSON.parse(storage.getItem(name) ?? "{}").at ?? 0;
  const old = person ? names.sort((one, other) => at(other) - at(one)).slice(MOST_PAGES - 1) : names;
  for (const name of old) storage.removeItem(name);
  // Only where the page itself is kept: theme/offline/sw.js.
  if (!person || !document.querySelector("meta[name=townhall-worker]")) return;
  const here = { person, token, may, composer, reactions: {}, mine: [], at: Date.now() };
  try {
    storage.setItem(LAST + thread, JSON.stringify(here));
  } catch {
    // It is full: without a connection one reads, and writes no more.
  }
}
