// A part: what makes writing easier. It comes when somebody begins to write, and they can write without it.
import { formattingBar } from "./formatting.js";
import { lengthNote } from "./length.js";
import { parsed } from "./nodes.js";
import { inTime, onDemand } from "./parts.js";
import { selectedIn, wordsOf } from "./quoting.js";
import { asMarkdown, quieted } from "./rich-text.js";
import { typeInto } from "./typing.js";

const LONGEST_QUOTE = 600;
const LONGEST_PASTE = 500_000;

/**
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} row where the tools go
 * @param {import("./service.js").Service} service
 */
export function bringTools(field, row, service) {
  row.append(formattingBar(field), lengthNote(field));
  field.addEventListener("paste", (event) => pasted(event, field));
  const offer = () => {
    if (!/@[\p{L}\p{N}]$/u.test(field.value.slice(0, field.selectionStart))) return;
    field.removeEventListener("input", offer);
    void onDemand(() => import("./mentions.js"), field).then((part) => part?.offerNames(field, service));
  };
  field.addEventListener("input", offer);
  if (field.form?.matches("#composer")) askFirst(field, field.form, service);
}

/**
 * Whoever asks something new is shown what was asked before. Where that does not come, they ask as ever.
 *
 * @param {HTMLTextAreaElement} field
 * @param {HTMLFormElement} form
 * @param {import("./service.js").Service} service
 */
function askFirst(field, form, service) {
  const begin = () => {
    if (!isAsking(form, field.value)) return;
    form.removeEventListener("input", begin);
    void inTime(import("./similar.js")).then((part) => part?.offerSimilar(field, form, service));
  };
  form.addEventListener("input", begin);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
export function isAsking(form, text) {
  const kind = /** @type {HTMLSelectElement | null} */ (form.querySelector("[name=kind]"))?.value;
  return /[?\u061f]/.test(text) || (kind === "question" && text.trim().split(/\s+/).length > 2);
}

/**
 * Quotes words of a comment after whatever is written already. Of many words only the first: the rest is close by.
 *
 * @param {HTMLTextAreaElement} field below the comment
 * @param {Range | undefined} selected
 * @param {boolean} all where nothing of it is selected
 */
export function quote(field, selected, all) {
  const article = /** @type {Element} */ (field.closest("article"));
  const chosen = selectedIn(article, selected) ?? (all && wordsOf(article));
  if (!chosen) return;
  const said = asMarkdown(chosen);
  const text = said.length > LONGEST_QUOTE ? `${said.slice(0, LONGEST_QUOTE).replace(/\s\S*$/, "")} …` : said;
  const written = field.value.trimEnd();
  const quoted = text.replace(/^/gm, "> ").replace(/ +$/gm, "");
  typeInto(field, `${written && "\n\n"}${quoted}\n\n`, written.length, field.value.length);
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
