// What the part for asking about the page says: kept apart from words.js, since it comes by itself.

export const askingWords = {
  /** @param {string} heading */
  section: (heading) => `Ask about “${heading}”`,

  /** @param {number} count of questions and comments */
  asked: (count) => (count === 1 ? "1 comment about this part of the page" : `${count} comments about this part of the page`),
};
