// What a composer says when the service did not take a text: what is wrong, where, and what can be done about it.
import { announce } from "./announcer.js";
import { byMessage, masked } from "./findings.js";
import { made } from "./nodes.js";
import { problemCode } from "./service.js";
import { signInAddress } from "./sign-in.js";
import { typeInto } from "./typing.js";
import { words } from "./words.js";

/**
 * The ways on from a refusal.
 * @typedef {object} Ways
 * @property {() => void} askReview sends the text again, for a facilitator to look at
 * @property {() => void} postAnyway sends heated words just as they are
 * @property {() => void} keepForNow keeps them for a while
 * @property {((token: string) => void) | undefined} sendFrom sends it again from whoever is signed in by now
 */

/**
 * @param {import("./service.js").Answer} answer
 * @param {HTMLTextAreaElement} field
 * @param {Ways} ways
 * @param {string} place the box's own address on the page
 */
export function refusalBox(answer, field, { askReview, postAnyway, keepForNow, sendFrom }, place) {
  const box = made("div", { class: "th-refusal" });
  if (answer.status === 0 || answer.status >= 500) box.append(made("p", {}, words.failed));
  else if (answer.status === 401) box.append(signedOut(answer.body.sign_in, place));
  else box.append(made("p", {}, answer.body?.title ?? words.failed));
  const code = problemCode(answer);
  if (code === "person-has-changed" && sendFrom) box.append(sendingFrom(answer.body, sendFrom));
  else if (answer.status === 409) box.append(made("p", {}, words.closed));
  if (code === "body-needs-advice" || code === "body-is-blocked") {
    const found = byMessage(field.value, answer.body.errors);
    const [first] = [...found.values()].flat();
    const row = choices(first, field, code === "body-needs-advice" && askReview);
    const without = masked(field.value, answer.body.errors);
    if (without !== field.value) row.prepend(maskButton(without, field, box));
    box.append(findingList(found), row);
  }
  if (code === "body-is-heated") {
    const found = byMessage(field.value, answer.body.errors);
    const row = choices([...found.values()].flat()[0], field, false);
    const quiet = { class: "th-button th-button--quiet", type: "button" };
    row.append(made("button", { ...quiet, click: postAnyway }, words.postAnyway));
    row.append(made("button", { ...quiet, click: keepForNow }, words.keepForNow));
    box.append(findingList(found), row);
  }
  return box;
}

/**
 * @param {string} address
 * @param {string} place
 */
function signedOut(address, place) {
  return made("p", {}, words.signedOut, " ", made("a", { href: signInAddress(address, place) }, words.signIn));
}

/**
 * @param {{person: string, token: string}} now
 * @param {(token: string) => void} send
 */
function sendingFrom({ person, token }, send) {
  const button = { class: "th-button", type: "button", click: () => send(token) };
  return made("div", { class: "th-composer__actions" }, made("button", button, words.postAs(person)));
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
    announce(words.isMasked);
  };
  return made("button", { class: "th-button", type: "button", click }, words.mask);
}

/**
 * @param {string | undefined} excerpt
 * @param {HTMLTextAreaElement} field
 * @param {(() => void) | false} askReview
 */
function choices(excerpt, field, askReview) {
  const change = () => {
    field.focus();
    const start = excerpt ? field.value.indexOf(excerpt) : -1;
    if (excerpt && start >= 0) field.setSelectionRange(start, start + excerpt.length);
  };
  const row = made("div", { class: "th-composer__actions" });
  const look = { class: "th-button th-button--quiet", type: "button" };
  row.append(made("button", { ...look, click: change }, words.change));
  if (askReview) row.append(made("button", { ...look, click: askReview }, words.askReview));
  return row;
}
