// A part: heated words that their author keeps for ten minutes, in this browser alone: how long still, and then the question.
import { announce } from "./announcer.js";
import { coolingWords } from "./cooling-words.js";
import { made } from "./nodes.js";

const A_MINUTE = 60_000;

/**
 * Nothing is ever sent by itself: whoever comes back is asked.
 *
 * @param {number} until in ms since 1970
 * @param {{post: () => void, change: () => void, discard: () => void}} ways
 */
export function coolingBox(until, { post, change, discard }) {
  const sentence = made("p", {});
  const quiet = { class: "th-button th-button--quiet", type: "button" };
  const row = made("div", { class: "th-composer__actions" });
  row.append(made("button", { ...quiet, click: change }, coolingWords.change), made("button", { ...quiet, click: discard }, coolingWords.discard));
  const box = made("div", { class: "th-refusal", "data-cooling": "" }, sentence, row);
  const tell = () => {
    const left = Math.ceil((until - Date.now()) / A_MINUTE);
    sentence.textContent = left > 0 ? coolingWords.cooling(left) : coolingWords.cooled;
    if (left > 0) return;
    clearInterval(clock);
    row.prepend(made("button", { class: "th-button", type: "button", click: post }, coolingWords.postNow));
    if (box.isConnected) announce(coolingWords.cooled);
  };
  const clock = setInterval(() => (box.isConnected ? tell() : clearInterval(clock)), 5_000);
  tell();
  return box;
}
