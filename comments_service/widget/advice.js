// A part: which words the service found something in, and the ways on from there.
import { adviceWords } from "./advice-words.js";
import { announce } from "./announcer.js";
import { byMessage, masked } from "./findings.js";
import { made } from "./nodes.js";
import { typeInto } from "./typing.js";

const QUIET = { class: "th-button th-button--quiet", type: "button" };

/**
 * @param {HTMLElement} box says already what is wrong
 * @param {string} code of the problem
 * @param {import("./service.js").Finding[]} errors
 * @param {HTMLTextAreaElement} field
 * @param {import("./refusal.js").Ways} ways
 */
export function advise(box, code, errors, field, { askReview, postAnyway, keepForNow }) {
  const found = byMessage(field.value, errors);
  const row = made("div", { class: "th-composer__actions" });
  const offer = (/** @type {string} */ label, /** @type {() => void} */ click) =>
    row.append(made("button", { ...QUIET, click }, label));
  const without = masked(field.value, errors);
  if (code !== "body-is-heated" && without !== field.value) row.append(maskButton(without, field, box));
  offer(adviceWords.change, () => goToWords(field, [...found.values()].flat()[0]));
  if (code === "body-needs-advice") offer(adviceWords.askReview, askReview);
  if (code === "body-is-heated") {
    offer(adviceWords.postAnyway, postAnyway);
    offer(adviceWords.keepForNow, keepForNow);
  }
  box.append(findingList(found), row);
}

/** @param {Map<string, string[]>} found */
function findingList(found) {
  const items = [...found].map(([message, excerpts]) =>
    made("li", {}, ...excerpts.flatMap((excerpt) => [made("q", { dir: "auto" }, excerpt), " "]), message),
  );
  return made("ul", {}, ...items);
}

/**
 * @param {string} without the text, with bars over what was found
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} box
 */
function maskButton(without, field, box) {
  const click = () => {
    // The draft is kept by what is typed.
    typeInto(field, without, 0, field.value.length);
    box.remove();
    field.removeAttribute("aria-invalid");
    announce(adviceWords.isMasked);
  };
  return made("button", { class: "th-button", type: "button", click }, adviceWords.mask);
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} [excerpt]
 */
function goToWords(field, excerpt) {
  field.focus();
  const start = excerpt ? field.value.indexOf(excerpt) : -1;
  if (excerpt && start >= 0) field.setSelectionRange(start, start + excerpt.length);
}
