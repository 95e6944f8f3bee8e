// Who was here last in a discussion, with the box to write in: for whoever reads it without a connection.
import { browserStorage } from "./drafts.js";

export const LAST = "townhall:me:";

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
