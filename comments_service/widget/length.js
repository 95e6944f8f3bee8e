// How much may still be written, once that is little: seen as it changes, and said at a few steps, so that nobody is
// interrupted at each letter.
import { announce } from "./announcer.js";
import { made } from "./nodes.js";
import { writingWords } from "./writing-words.js";

const NEAR = 500;
const STEPS = [500, 100, 20, 0];

/** @param {HTMLTextAreaElement} field */
export function lengthNote(field) {
  const limit = Number(field.dataset.limit);
  const note = made("span", { class: "th-length" });
  let said = Infinity;
  const look = () => {
    // As the service counts: characters, not the units that a browser has them in. There are never fewer units.
    const left = field.value.length >= limit - NEAR ? limit - Array.from(field.value).length : Infinity;
    const sentence = left < 0 ? writingWords.tooMany(-left) : writingWords.left(left);
    note.textContent = left <= NEAR ? sentence : "";
    note.classList.toggle("th-length--over", left < 0);
    const step = left < 0 ? -1 : Math.min(...STEPS.filter((one) => left <= one));
    if (step < said) announce(sentence);
    said = step;
  };
  field.addEventListener("input", look);
  look();
  return note;
}
