// What the part for what is asked about says.

export const aboutWords = {
  about: "You ask about this part of the page",
  detach: "Ask without it",
  detached: "You ask about the whole page now.",
  chosen: "Ask about these words",
};
