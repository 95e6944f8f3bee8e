// Sends a draft so that a retry is harmless: the same id again is the same comment. Knows no page.
import { problemCode } from "./service.js";
import { uuidv7 } from "./uuid.js";

/** @typedef {import("./box.js").Purpose} Purpose */

/**
 * The address on the page of the box that is written in: opened, it opens that box again.
 *
 * @param {Purpose} purpose
 */
export function placeOf({ edit, parent }) {
  if (edit) return `#edit-${edit}`;
  return parent ? `#reply-${parent}` : "#composer";
}

/**
 * @param {Pick<import("./service.js").Service, "post" | "edit">} service
 * @param {Purpose} purpose
 * @param {{id: string, body: string, official?: boolean, anonymous?: boolean, guidelines?: string, kind?: string, cooled?: boolean, anchor?: import("./drafts.js").Anchor}} draft its id is changed where it turns out to be somebody else's
 * @param {boolean} review the author has seen the advice and asks for a facilitator
 * @returns {Promise<import("./service.js").Answer>}
 */
export async function send(service, purpose, draft, review) {
  const change = { body: draft.body, review, ...(draft.cooled && { cooled: true }) };
  if (purpose.edit) return service.edit(purpose.edit, change);
  const { official, anonymous, guidelines, kind, anchor } = draft;
  const parent = purpose.parent ?? null;
  const how = { ...(official && { official }), ...(anonymous && { anonymous }), ...(guidelines && { guidelines }), ...(kind && { kind }) };
  const comment = { ...change, parent, ...how, ...(anchor && { anchor }) };
  const answer = await service.post(draft.id, comment);
  if (problemCode(answer) !== "id-is-taken") return answer;
  // It had arrived before, only its answer was lost, and the words have been changed since: so this is an edit.
  const edited = await service.edit(draft.id, change);
  if (![403, 404, 409].includes(edited.status)) return edited;
  draft.id = uuidv7();
  return service.post(draft.id, comment);
}

/** Whether there is no connection, as far as the browser knows: or what is read is the copy that stands for the page. */
export function isAway() {
  return !navigator.onLine || document.documentElement.dataset.kept !== undefined;
}
