// Every sentence that the desk's script itself says. What the service says it has rendered.

export const deskWords = {
  notSent: "That did not get through. Nothing was changed, and what you typed is still here. Try again.",
  notFetched: "That could not be fetched just now. Try again.",
  last: "That was the last one.",
  first: "This is the first one.",
  cannot: "That cannot be done here.",
  anywayAgain: "Press it again to decide anyway.",
  noneSelected: "Nothing is selected.",

  /** @param {string} name */
  isOnThis: (name) => `${name} is on this.`,

  /** @param {number} count */
  selected: (count) => (count === 1 ? "1 selected" : `${count} selected`),
};
