// Whether the service has a draft already: its answer may have been lost, and the page with it. Pure.

/**
 * Whether a comment is what a draft became: without a name the service keeps it under another id.
 *
 * @param {import("./service.js").Mine} one
 * @param {import("./drafts.js").Draft} draft
 */
function isSent(one, draft) {
  return draft.unnamed ? one.anonymous && one.body.trim() === draft.body.trim() : one.id === draft.id;
}

/**
 * @param {import("./drafts.js").Draft | undefined} draft
 * @param {import("./service.js").Mine[]} mine
 */
export function isSaid(draft, mine) {
  const said = draft && mine.find((one) => isSent(one, draft));
  return said !== undefined && said.body.trim() === draft?.body.trim();
}
