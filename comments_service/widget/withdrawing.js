// Asks before a comment is withdrawn, withdraws it, and shows what is there then.
import { announce } from "./announcer.js";
import { commentBefore, commentIn, made } from "./nodes.js";
import { focusOn } from "./places.js";
import { withdrawingWords } from "./withdrawing-words.js";
import { words } from "./words.js";

/**
 * What is needed of the room: see there.
 * @typedef {object} Around
 * @property {HTMLElement} host
 * @property {import("./opening.js").Opening} opening
 * @property {import("./service.js").Service} service
 * @property {(sought?: string) => Promise<boolean>} show
 * @property {(sentence: string) => void} tell
 */

/**
 * @param {string} id
 * @param {HTMLElement} trigger what was pressed
 * @param {Around} room
 */
export function askToWithdraw(id, trigger, room) {
  const article = commentIn(room.host, id);
  if (!article) return;
  const question = withdrawalQuestion(
    () => withdrawn(id, room),
    () => room.opening.close(),
  );
  room.opening.open(article, question, trigger, false);
  /** @type {HTMLElement | null} */ (question.querySelector("button:last-child"))?.focus();
}

/**
 * @param {string} id
 * @param {Around} room
 * @returns {Promise<string>} why not; "" if it was
 */
async function withdrawn(id, { host, service, show, tell }) {
  const { status, body } = await service.withdraw(id);
  // Somebody decided about it meanwhile: it is shown as it is now, with what can be done about it.
  if (status === 409 && (await show(id))) tell(withdrawingWords.notWithdrawnNow);
  if (status !== 200) return status === 409 || status === 403 ? body.title : withdrawingWords.notWithdrawn;
  const before = commentBefore(host, id);
  if (!(await show())) tell(words.notShown);
  else focusOn(commentIn(host, id) ?? commentIn(host, before) ?? host.querySelector("h2"));
  announce(withdrawingWords.withdrawn);
  return "";
}

/**
 * Asks whether a comment is really to be withdrawn.
 *
 * @param {() => Promise<string>} withdraw gives what is to be said where it could not be done
 * @param {() => void} keep
 */
function withdrawalQuestion(withdraw, keep) {
  const question = made("p", {}, withdrawingWords.withdrawSure);
  let busy = false;
  const sure = async () => {
    if (busy) return;
    busy = true;
    const failed = await withdraw();
    if (failed) question.textContent = failed;
    busy = false;
  };
  const keydown = (/** @type {Event} */ event) => {
    if (/** @type {KeyboardEvent} */ (event).key === "Escape") keep();
  };
  const row = made("div", { class: "th-composer__actions" });
  row.append(made("button", { class: "th-button th-button--danger", type: "button", click: sure }, withdrawingWords.withdraw));
  row.append(made("button", { class: "th-button th-button--quiet", type: "button", click: keep }, withdrawingWords.keep));
  return made("div", { class: "th-confirm", role: "group", "aria-label": withdrawingWords.withdrawSure, keydown }, question, row);
}
