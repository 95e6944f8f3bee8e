// What the part for posting says: kept apart from words.js, since it comes once somebody writes.

export const postingWords = {
  cancel: "Cancel",
  postReply: "Post reply",
  save: "Save changes",
  edit: "Edit your comment",
  sendLater: "Send it when I am back",
  closed: "Your text is kept here, should you want to take it elsewhere.",
  signedOut: "You have been signed out. Sign in, your text is kept.",
  signIn: "Sign in",
  published: "Your comment is published.",
  changed: "Your change is published.",
  held: "Your comment is waiting for a facilitator. Only you see it.",
  changeHeld: "Your change is waiting for a facilitator.",

  /** @param {string} name */
  replyTo: (name) => `Reply to ${name}`,

  /** @param {string} name */
  postAs: (name) => `Post as ${name}`,

  /** @param {string} wait how long it usually takes, as the service says it: "usually read within an hour" */
  wait: (wait) => `It is ${wait}.`,
};
