// What the part for comments without a connection says: kept apart from words.js, since it comes later.

export const waitingWords = {
  willSend: "Will send when you are back. It is kept in this browser.",
  signIn: "It waits for you: it is sent once you are signed in.",
  refused: "It could not be sent as it is, and nothing is lost.",
  sent: "Your comment was sent.",
  change: "Change it",
  discard: "Delete it",
  discarded: "Deleted. It was not sent.",
  read: "Read it in its place",
  waits: "Waiting to be sent",
};
