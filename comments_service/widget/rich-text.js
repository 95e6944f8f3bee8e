// Formatted text as the Markdown that a comment may have. It is read and never shown: nothing of it gets into the page.

const DEEPEST = 40;
const BLOCKS = /^(P|H[1-6]|UL|OL|BLOCKQUOTE|PRE|TABLE|HR|FIGURE|SECTION|ARTICLE|DL)$/;
const LINES = /^(DIV|TR|DT|DD|FIGCAPTION|HEADER|FOOTER|ADDRESS)$/;
const UNSEEN = /^(STYLE|SCRIPT|TITLE|META|LINK|HEAD|TEMPLATE|NOSCRIPT|SVG|OBJECT|IFRAME|SELECT|BUTTON|TEXTAREA)$/i;
// What would be a mark where it stands.
const SPECIAL = /\\(?=[!-\/:-@[-\x60{-~])|\x60|\*(?=\S)|(?<=\S)\*|(?<![\p{L}\d])_(?=\S)|(?<=\S)_(?![\p{L}\d])|~(?=~)|\[(?=[^\]]{0,99}\]\()/gu;

/**
 * HTML of which nothing would be done even where it is only read: what would be is named otherwise. (A browser that
 * minds a policy reports each style and each handler, though none of them comes to anything in a template.)
 *
 * @param {string} html
 */
export function quieted(html) {
  const named = /([\s\/\x22\x27])(style|on[a-z]+)(?=\s*=)/gi;
  return html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(named, "$1data-$2"));
}

/**
 * @param {ParentNode & Node} part
 * @returns {string}
 */
export function asMarkdown(part) {
  const lines = inside(part, 0).split("\n").map((line) => line.trimEnd());
  return lines.join("\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+/, "").trimEnd();
}

/**
 * @param {Node} node
 * @param {number} depth
 * @returns {string}
 */
function inside(node, depth) {
  if (depth > DEEPEST) return plain(node.textContent ?? "");
  return joined(Array.from(node.childNodes, (child) => written(child, depth + 1)));
}

/**
 * Parts one after the other, with no space doubled and no line begun by one.
 *
 * @param {string[]} parts
 */
function joined(parts) {
  let text = "";
  for (const part of parts) text += /(^|\s)$/.test(text) ? part.replace(/^ +/, "") : part;
  return text;
}

/**
 * @param {Node} node
 * @param {number} depth
 * @returns {string}
 */
function written(node, depth) {
  if (node.nodeType === Node.TEXT_NODE) return plain(node.nodeValue ?? "");
  if (!(node instanceof Element) || UNSEEN.test(node.tagName)) return "";
  const name = node.tagName.toUpperCase();
  if (name === "BR") return "\n";
  if (name === "IMG") return plain(node.getAttribute("alt") ?? "");
  if (name === "PRE") return `\n\n\`\`\`\n${(node.textContent ?? "").replace(/\n$/, "")}\n\`\`\`\n\n`;
  if (name === "CODE" || name === "KBD" || name === "SAMP") return code(node.textContent ?? "");
  if (name === "UL" || name === "OL") return `\n\n${list(node, depth)}\n\n`;
  if (name === "TABLE") return `\n\n${rows(node, depth)}\n\n`;
  const text = inside(node, depth);
  if (name === "A") return link(text, node.getAttribute("href") ?? "");
  if (name === "BLOCKQUOTE") return `\n\n${tidy(text).replace(/^/gm, "> ")}\n\n`;
  // A comment has no headings, and this reads as one.
  if (/^H[1-6]$/.test(name)) return `\n\n${around(text.replaceAll("**", ""), "**")}\n\n`;
  // Where a link leads, which the page has said beside it.
  if (node.matches(".host")) return "";
  // Somebody's name, and not a call to them once more.
  if (node.matches(".mention")) return text.replace(/^@/, "");
  if (BLOCKS.test(name)) return `\n\n${begin(text)}\n\n`;
  if (LINES.test(name)) return `\n${begin(text)}\n`;
  return emphasised(node, text);
}

/** @param {string} text */
function plain(text) {
  return text.replace(/\s+/g, " ").replace(SPECIAL, "\\$&");
}

/**
 * Words that begin a line as a list, a quote or a heading would, and are none.
 *
 * @param {string} text
 */
function begin(text) {
  return text.trim().replace(/^(?:[>+#-](?= )|(\d+)(?=[.)] ))/, (found, number) => (number ? `${number}\\` : `\\${found}`));
}

/** @param {string} text */
function tidy(text) {
  return text.trim().replace(/\n{3,}/g, "\n\n");
}

/** @param {string} text */
function code(text) {
  const said = text.replace(/\s+/g, " ");
  return said.trim() && !said.includes("`") ? `\`${said.trim()}\`` : plain(said);
}

/**
 * Marks around words; spaces stay outside, and where there is more than a line there are none.
 *
 * @param {string} text
 * @param {string} mark
 */
function around(text, mark) {
  const said = text.trim();
  if (!said || said.includes("\n")) return text;
  return text.replace(said, () => mark + said + mark);
}

/**
 * @param {Element} node
 * @param {string} text
 */
function emphasised(node, text) {
  const look = node.getAttribute("data-style") ?? "";
  const isBold = /font-weight:\s*(bold|[6-9]00)/.test(look);
  const isItalic = /font-style\s*:\s*italic/.test(look);
  // What documents wrap all they copy in, and say that it is not meant.
  const bold = isBold || (/^(B|STRONG)$/.test(node.tagName) && !/font-weight:\s*(normal|[1-5]00)/.test(look));
  const italic = isItalic || (/^(I|EM|CITE)$/.test(node.tagName) && !/font-style\s*:\s*normal/.test(look));
  const leaning = italic && !/^\*[^*]/.test(text.trim()) ? around(text, "*") : text;
  return bold && !text.includes("**") ? around(leaning, "**") : leaning;
}

/**
 * @param {string} text
 * @param {string} address
 */
function link(text, address) {
  const said = text.trim();
  if (!/^(https?:|mailto:)/i.test(address) || /\s/.test(address) || !said || said.includes("\n")) return text;
  const target = address.replaceAll("(", "%28").replaceAll(")", "%29");
  return text.replace(said, () => (said.replaceAll("\\", "") === address ? address : `[${said}](${target})`));
}

/**
 * @param {Element} node
 * @param {number} depth
 * @returns {string}
 */
function list(node, depth) {
  let number = Number(node.getAttribute("start") ?? 1) || 1;
  const lines = [];
  for (const item of node.children) {
    const mark = node.tagName === "OL" ? `${number}. ` : "- ";
    const isList = /^[OU]L$/.test(item.tagName);
    const text = tidy(isList ? list(item, depth + 1) : inside(item, depth + 1)).replace(/\n\n(?=\s*(?:- |\d+\. ))/g, "\n");
    if (!text) continue;
    const indented = text.replace(/\n(?=.)/g, `\n${" ".repeat(mark.length)}`);
    // A list that stands between the points of another, as some write it, belongs to the point before it.
    lines.push(isList ? text.replace(/^/gm, " ".repeat(mark.length)) : mark + indented);
    if (!isList) number += 1;
  }
  return lines.join("\n");
}

/**
 * @param {Element} node
 * @param {number} depth
 */
function rows(node, depth) {
  const cells = (/** @type {HTMLTableRowElement} */ row) =>
    Array.from(row.cells, (cell) => inside(cell, depth + 1).replace(/\s+/g, " ").trim());
  return Array.from(/** @type {HTMLTableElement} */ (node).rows, (row) => begin(cells(row).join(" | "))).join("\n");
}
