// What the part for advice says.

export const adviceWords = {
  change: "Change it",
  askReview: "Ask a facilitator to review it",
  postAnyway: "Post it anyway",
  keepForNow: "Keep it for 10 minutes",
  mask: "Replace it with ▇▇▇",
  isMasked: "Replaced. Read it once more, then send it.",
};
