// What a composer says when the service did not take a text: what is wrong, and what can be done about it.
import { made } from "./nodes.js";
import { onDemand } from "./parts.js";
import { postingWords } from "./posting-words.js";
import { problemCode } from "./service.js";
import { signInAddress } from "./sign-in.js";
import { words } from "./words.js";

/** Where the service names the very words. */
const FOUND = ["body-needs-advice", "body-is-blocked", "body-is-heated"];

/**
 * The ways on from a refusal.
 * @typedef {object} Ways
 * @property {() => void} askReview sends the text again, for a facilitator to look at
 * @property {() => void} postAnyway sends heated words just as they are
 * @property {() => void} keepForNow keeps them for a while
 * @property {() => void} sendLater keeps it until there is a connection
 * @property {((token: string) => void) | undefined} sendFrom sends it again from whoever is signed in by now
 */

/**
 * @param {import("./service.js").Answer} answer
 * @param {HTMLTextAreaElement} field
 * @param {Ways} ways
 * @param {string} place the box's own address on the page
 */
export async function refusalBox(answer, field, ways, place) {
  // The field is described by it, see composer.html.
  const box = made("div", { class: "th-refusal", id: field.id.replace("body", "refusal") });
  if (answer.status === 0 || answer.status >= 500) box.append(made("p", {}, words.failed), oneWay(postingWords.sendLater, ways.sendLater));
  else if (answer.status === 401) box.append(signedOut(answer.body.sign_in, place));
  else box.append(made("p", {}, answer.body?.title ?? words.failed));
  const code = problemCode(answer);
  if (code === "person-has-changed" && ways.sendFrom) box.append(sendingFrom(answer.body, ways.sendFrom));
  else if (answer.status === 409) box.append(made("p", {}, postingWords.closed));
  if (code && FOUND.includes(code)) {
    const part = await onDemand(() => import("./advice.js"), field);
    part?.advise(box, code, answer.body.errors, field, ways);
  }
  return box;
}

/**
 * @param {string} address
 * @param {string} place
 */
function signedOut(address, place) {
  return made("p", {}, postingWords.signedOut, " ", made("a", { href: signInAddress(address, place) }, postingWords.signIn));
}

/**
 * @param {{person: string, token: string}} now
 * @param {(token: string) => void} send
 */
function sendingFrom({ person, token }, send) {
  return oneWay(postingWords.postAs(person), () => send(token));
}

/**
 * @param {string} label
 * @param {() => void} click
 */
function oneWay(label, click) {
  const button = made("button", { class: "th-button th-button--quiet", type: "button", click }, label);
  return made("div", { class: "th-composer__actions" }, button);
}
