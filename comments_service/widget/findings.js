// Where in a text the service found something. It counts characters of the text as it keeps it; a field counts UTF-16
// units of the text as typed. Pure.

/** What the service takes out of a text before it looks, as far as it moves places: see discussion/body.py. */
const UNSEEN = /[\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The words that were found.
 *
 * @param {string} typed
 * @param {import("./service.js").Finding} finding
 */
export function foundWords(typed, { start, end }) {
  const kept = typed.normalize("NFC").replace(/\r\n?/g, "\n").replace(UNSEEN, "").trim();
  return Array.from(kept).slice(start ?? 0, end ?? 0).join("");
}

/**
 * What was found, one entry a message with all its words: ten addresses are one thing to read, not ten.
 *
 * @param {string} typed
 * @param {import("./service.js").Finding[]} findings
 * @returns {Map<string, string[]>}
 */
export function byMessage(typed, findings) {
  const found = new Map();
  for (const one of findings) {
    const excerpts = found.get(one.message) ?? [];
    const excerpt = foundWords(typed, one);
    if (excerpt && !excerpts.includes(excerpt)) excerpts.push(excerpt);
    found.set(one.message, excerpts);
  }
  return found;
}
