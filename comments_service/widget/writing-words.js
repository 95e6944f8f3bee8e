// What the part for writing says: kept apart from words.js, since it comes later and not to everybody.

export const writingWords = {
  formatting: "Formatting",
  bold: "Bold",
  italic: "Italic",
  link: "Link",
  list: "List",
  quote: "Quote",
  code: "Code",

  /** @param {number} count of characters */
  left: (count) => (count === 1 ? "1 character left" : `${count} characters left`),

  /** @param {number} count of characters */
  tooMany: (count) => (count === 1 ? "1 character too many" : `${count} characters too many`),
};
