// What became of a comment or a change, in sentences: it is there, or it waits, why, and for how long. Pure.
import { postingWords } from "./posting-words.js";

/**
 * @param {{state: string, why?: string[], usual_wait?: string}} comment as the service answers
 * @param {import("./box.js").Purpose} purpose
 */
export function outcomeOf({ state, why = [], usual_wait: wait }, purpose) {
  const held = state === "held" || why.length > 0;
  if (!held) return { held, sentences: [purpose.edit ? postingWords.changed : postingWords.published] };
  const waits = purpose.edit ? postingWords.changeHeld : postingWords.held;
  return { held, sentences: [waits, ...why, ...(wait ? [postingWords.wait(wait)] : [])] };
}
