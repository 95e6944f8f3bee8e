// Where in a text the service found something. It counts characters of the text as it was sent; a field counts UTF-16
// units. Pure.

/** The same for all: its length would tell what is under it. */
const BAR = "▇▇▇";

/**
 * The words that were found.
 *
 * @param {string} typed
 * @param {import("./service.js").Finding} finding
 */
export function foundWords(typed, { start, end }) {
  return Array.from(typed).slice(start ?? 0, end ?? 0).join("");
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

/**
 * The text with a bar over whatever the service says can go; the same text if nothing can. What overlaps shares a bar.
 *
 * @param {string} typed
 * @param {import("./service.js").Finding[]} findings
 */
export function masked(typed, findings) {
  const characters = Array.from(typed);
  const spans = findings.filter((one) => one.mask).sort((one, other) => (one.start ?? 0) - (other.start ?? 0));
  let text = "";
  let at = 0;
  for (const { start = 0, end = 0 } of spans) {
    if (start > at || !text) text += characters.slice(at, start).join("") + BAR;
    at = Math.max(at, end);
  }
  return text + characters.slice(at).join("");
}
