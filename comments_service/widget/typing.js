// Putting text into a field as if it had been typed: the browser can undo it, and whoever listens hears of it.

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 * @param {number} [start] what it takes the place of; what is selected, unless told otherwise
 * @param {number} [end]
 */
export function typeInto(field, text, start = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(start, end);
  // Nothing else can be undone by the browser's own undo. With no text it would do nothing.
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
