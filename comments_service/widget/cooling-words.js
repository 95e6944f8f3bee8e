// What the part for heated words says.

export const coolingWords = {
  change: "Change it",
  discard: "Delete it",
  postNow: "Post it",
  cooled: "Ten minutes are over. Do you still want to say it?",

  /** @param {number} minutes */
  cooling: (minutes) =>
    (minutes === 1 ? "Nothing was sent. Your words are kept in this browser, and you are asked again in one minute." : `Nothing was sent. Your words are kept in this browser, and you are asked again in ${minutes} minutes.`),
};
