// What the part for withdrawing says.

export const withdrawingWords = {
  withdrawSure: "Withdraw it? This cannot be undone.",
  withdraw: "Withdraw it",
  keep: "Keep it",
  withdrawn: "Your comment is withdrawn.",
  notWithdrawnNow: "Your comment has changed meanwhile and was not withdrawn. This is how it stands now.",
  notWithdrawn: "That did not get through. Your comment is still there.",
};
