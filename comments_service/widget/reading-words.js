// What the part for reading again says.

export const readingWords = {
  isNew: "New",
  toFirst: "Go to the first",

  /** @param {number} count */
  since: (count) => (count === 1 ? "1 new comment since you were last here." : `${count} new comments since you were last here.`),

  /** @param {number} count */
  offered: (count) => (count === 1 ? "1 new comment" : `${count} new comments`),
};
