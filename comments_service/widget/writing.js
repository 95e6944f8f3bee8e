// A part: what makes writing easier. It comes when somebody begins to write, and they can write without it.
import { formattingBar } from "./formatting.js";
import { lengthNote } from "./length.js";
import { parsed } from "./nodes.js";
import { asMarkdown, quieted } from "./rich-text.js";
import { typeInto } from "./typing.js";

const LONGEST_PASTE = 500_000;

/**
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} row where the tools go
 */
export function furnish(field, row) {
  row.append(formattingBar(field), lengthNote(field));
  field.addEventListener("paste", (event) => pasted(event, field));
}

/**
 * Formatted text becomes Markdown. Where nothing is lost by the browser's own way, and where somebody pastes as plain
 * text (there is no formatted text then), that is left to it.
 *
 * @param {ClipboardEvent} event
 * @param {HTMLTextAreaElement} field
 */
function pasted(event, field) {
  const [html, text] = ["text/html", "text/plain"].map((type) => event.clipboardData?.getData(type) ?? "");
  if (!html || !text || html.length > LONGEST_PASTE || field.readOnly) return;
  const markdown = asMarkdown(parsed(quieted(html)));
  if (!markdown || bare(markdown) === bare(text)) return;
  event.preventDefault();
  typeInto(field, markdown);
}

/**
 * The words alone: whoever copies Markdown as text means it as Markdown.
 *
 * @param {string} text
 */
function bare(text) {
  return text.replace(/\\(?=[^\w\s])|\s+/g, "");
}
