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
  sendLater: "Send it when I am back",
  closed: "Your text is kept here, should you want to take it elsewhere.",
  signedOut: "You have been signed out. Sign in, your text is kept.",
  signIn: "Sign in",
  change: "Change it",
  askReview: "Ask a facilitator to review it",
  postAnyway: "Post it anyway",
  keepForNow: "Keep it for 10 minutes",
  postNow: "Post it",
  discard: "Delete it",
  cooled: "Ten minutes are over. Do you still want to say it?",
  mask: "Replace it with ▇▇▇",
  isMasked: "Replaced. Read it once more, then send it.",
  published: "Your comment is published.",
  changed: "Your change is published.",
  held: "Your comment is waiting for a facilitator. Only you see it.",
  changeHeld: "Your change is waiting for a facilitator.",
  notShown: "It is kept, and will be here when the page is loaded again.",
  partMissing: "That could not be fetched. You can go on writing and post as before; for the rest, load the page once more. Your text is kept.",
  preview: "Preview",
  noPreview: "There is no preview just now. You can post all the same.",
  goOnWriting: "Go on writing",
  edit: "Edit your comment",
  save: "Save changes",
  postReply: "Post reply",
  cancel: "Cancel",
  withdrawSure: "Withdraw it? This cannot be undone.",
  withdraw: "Withdraw it",
  keep: "Keep it",
  copied: "Link copied",
  isNew: "New",
  toFirst: "Go to the first",
  withdrawn: "Your comment is withdrawn.",
  notWithdrawnNow: "Your comment has changed meanwhile and was not withdrawn. This is how it stands now.",
  notWithdrawn: "That did not get through. Your comment is still there.",
  notReacted: "That did not get through. Press it once more.",

  /** @param {number} minutes */
  cooling: (minutes) =>
    (minutes === 1 ? "Nothing was sent. Your words are kept in this browser, and you are asked again in one minute." : `Nothing was sent. Your words are kept in this browser, and you are asked again in ${minutes} minutes.`),

  /** @param {string} name */
  postAs: (name) => `Post as ${name}`,

  /** @param {string} name */
  replyTo: (name) => `Reply to ${name}`,

  /** @param {string} wait how long it usually takes, as the service says it: "usually read within an hour" */
  wait: (wait) => `It is ${wait}.`,

  /** @param {number} count */
  since: (count) => (count === 1 ? "1 new comment since you were last here." : `${count} new comments since you were last here.`),

  /** @param {number} count */
  offered: (count) => (count === 1 ? "1 new comment" : `${count} new comments`),

  /** @param {number} count */
  more: (count) => (count === 1 ? "1 more comment." : `${count} more comments.`),
};
