// Every sentence that the widget itself says, in English. What the service says it has rendered. Other languages have
// their own from the catalogues, so a sentence has one of three forms: see web/spoken.py.

export const words = {
  slow: "The discussion is slow to arrive. The article is all here meanwhile.",
  resting: "The discussion is resting. The article is all here, and what was said is safe.",
  again: "Try again",
  readOnly: "You can read, but not answer just now.",
  gone: "That comment is not here any more.",
  unreachable: "That could not be fetched just now.",
  failed: "That did not get through. Your text is kept here.",
  notShown: "It is kept, and will be here when the page is loaded again.",
  partMissing: "That could not be fetched. You can go on writing and post as before; for the rest, load the page once more. Your text is kept.",
  copied: "Link copied",
  notReacted: "That did not get through. Press it once more.",

  /** @param {number} count */
  more: (count) => (count === 1 ? "1 more comment." : `${count} more comments.`),
};
