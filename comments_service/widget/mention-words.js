// What the part for mentions says.

export const mentionWords = {
  people: "People",

  /** @param {number} count */
  found: (count) => (count === 1 ? "1 person. Enter takes it, Escape does not." : `${count} people. Arrows choose, Enter takes one, Escape none.`),
};
