// What became of a comment or a change, in sentences: it is there, or it waits, why, and for how long. Pure.
import { words } from "./words.js";

/**
 * @param {{state: string, why?: string[], usual_wait?: string}} comment as the service answers
 * @param {import("./sending.js").Purpose} purpose
 */
export function outcomeOf({ state, why = [], usual_wait: wait }, purpose) {
  const held = state === "held" || why.length > 0;
  if (!held) return { held, sentences: [purpose.edit ? words.changed : words.published] };
  const waits = purpose.edit ? words.changeHeld : words.held;
  return { held, sentences: [waits, ...why, ...(wait ? [words.wait(wait)] : [])] };
}
