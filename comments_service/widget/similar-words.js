// What the part for what was asked before says: kept apart from words.js, since it comes later and not to everybody.

export const similarWords = {
  none: "None of these",
  counted: "Counted: you ask the same, and need not ask again.",
  discard: "Delete what I wrote",
  failed: "That did not get through. Press it once more.",

  /** @param {number} count */
  found: (count) => (count === 1 ? "1 question like it was asked before." : `${count} questions like it were asked before.`),
};
