// Markdown around what is selected: what takes the place of what, and what is selected then. Pure.

/**
 * `text` takes the place of what is between `start` and `end`; then what is from `from` to `to` is selected.
 * @typedef {{start: number, end: number, text: string, from: number, to: number}} Change
 */

/**
 * Bold, italic or code; or no more so, where it is already. Spaces at the ends stay outside: within they would end nothing.
 *
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @param {string} mark
 * @returns {Change}
 */
export function marked(value, start, end, mark) {
  const selected = value.slice(start, end);
  const from = start + (selected.length - selected.trimStart().length);
  const said = selected.trim();
  const to = from + said.length;
  const size = mark.length;
  if (isAround(value, from, to, mark)) {
    return { start: from - size, end: to + size, text: said, from: from - size, to: to - size };
  }
  if (said.length >= 2 * size && isAround(said, size, said.length - size, mark)) {
    return { start: from, end: to, text: said.slice(size, -size), from, to: to - 2 * size };
  }
  if (mark === "`" && said.includes("\n")) return fenced(value, from, to);
  return { start: from, end: to, text: mark + said + mark, from: from + size, to: to + size };
}

/**
 * Whether just this mark is around something: one star within two is none.
 *
 * @param {string} value
 * @param {number} from
 * @param {number} to
 * @param {string} mark
 */
function isAround(value, from, to, mark) {
  const before = /[*\x60]*$/.exec(value.slice(0, from))?.[0] ?? "";
  const after = /^[*\x60]*/.exec(value.slice(to))?.[0] ?? "";
  const fits = (/** @type {string} */ run) => run === mark || (run === "***" && mark !== "`");
  return fits(before) && fits(after);
}

/**
 * @param {string} value
 * @param {number} from
 * @param {number} to
 * @returns {Change}
 */
function fenced(value, from, to) {
  const before = from && value[from - 1] !== "\n" ? "\n" : "";
  const after = to < value.length && value[to] !== "\n" ? "\n" : "";
  const text = `${before}\`\`\`\n${value.slice(from, to)}\n\`\`\`${after}`;
  return { start: from, end: to, text, from: from + before.length + 4, to: to + before.length + 4 };
}

/**
 * Each line of what is selected begins with a mark; or none of them any more, where all do. After them comes a line that
 * is empty, or what follows would belong to them.
 *
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @param {"- " | "> "} mark
 * @returns {Change}
 */
export function begun(value, start, end, mark) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const next = value.indexOf("\n", Math.max(start, end));
  const to = next < 0 ? value.length : next;
  const lines = value.slice(from, to).split("\n");
  const isEmpty = lines.every((line) => !line.trim());
  const isThere = !isEmpty && lines.every((line) => !line.trim() || line.startsWith(mark));
  const written = lines.map((line) => {
    if (isThere) return line.startsWith(mark) ? line.slice(mark.length) : line;
    if (line.trim() || isEmpty) return mark + line;
    return mark === "> " ? ">" : line;
  });
  const follows = value.slice(to + 1).split("\n", 1)[0] ?? "";
  const gap = !isThere && follows.trim() && !follows.startsWith(mark) ? "\n" : "";
  const text = written.join("\n");
  const at = from + text.length;
  return { start: from, end: to, text: text + gap, from: start === end ? at : from, to: at };
}

/**
 * A link: an address that is selected leads there, and any other words do once an address has been typed.
 *
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @returns {Change}
 */
export function linked(value, start, end) {
  const said = value.slice(start, end).trim();
  if (/^https?:\S+$/.test(said)) return { start, end, text: `[](${said})`, from: start + 1, to: start + 1 };
  const address = "https://";
  const at = start + said.length + 3;
  const text = `[${said}](${address})`;
  return said ? { start, end, text, from: at, to: at + address.length } : { start, end, text, from: start + 1, to: start + 1 };
}
