// What of a comment somebody answers: the words that they had selected, or all of them.

/**
 * What is selected of a comment's words, or nothing.
 *
 * @param {Element} article
 * @param {Range} [range] what was selected on the page
 * @returns {DocumentFragment | undefined}
 */
export function selectedIn(article, range) {
  const body = article.querySelector(".th-comment__body");
  if (!body || !range?.intersectsNode(body)) return undefined;
  const within = document.createRange();
  within.selectNodeContents(body);
  if (range.compareBoundaryPoints(Range.START_TO_START, within) > 0) within.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, within) < 0) within.setEnd(range.endContainer, range.endOffset);
  return within.toString().trim() ? within.cloneContents() : undefined;
}

/**
 * All words of a comment, without what it quotes itself.
 *
 * @param {Element} article
 */
export function wordsOf(article) {
  const said = document.createDocumentFragment();
  const parts = article.querySelector(".th-comment__body")?.children ?? [];
  said.append(...Array.from(parts, (part) => (part.matches("blockquote") ? "" : part.cloneNode(true))));
  return said;
}
