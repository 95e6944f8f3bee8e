// Lets a quiz be tried: says whether what was chosen is right, with what its author says of each choice. What is right
// stands in the page, folded away, where it is without scripts as well. Who keeps that it was answered: learning.js.

export function offerQuizzes() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-quiz]"))) offer(form);
}

/** @param {HTMLFormElement} form */
function offer(form) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector(".quiz-check"));
  button.disabled = button.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(form);
  });
  // What was said is about what was chosen before.
  form.addEventListener("change", () => say(form, "", []));
}

/** @param {HTMLFormElement} form */
function answer(form) {
  const answers = [...form.querySelectorAll("li")];
  const checked = [...form.querySelectorAll("input")].map((input) => input.checked);
  const chosen = answers.filter((_, index) => checked[index]);
  const isRight = answers.every((one, index) => checked[index] === "right" in one.dataset);
  if (!chosen.length) say(form, "none", []);
  else say(form, isRight ? "right" : "wrong", chosen.map((one) => one.querySelector(".quiz-feedback")?.textContent ?? ""));
  if (chosen.length) form.dispatchEvent(new CustomEvent("townhall:quiz", { bubbles: true, detail: { item: form.id, right: isRight } }));
  if (isRight) /** @type {HTMLDetailsElement} */ (form.querySelector("details")).open = true;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} how the name of the sentence that the template has put there; "" says nothing
 * @param {string[]} feedback
 */
function say(form, how, feedback) {
  const place = /** @type {HTMLElement} */ (form.querySelector(".quiz-said"));
  place.dataset.how = how;
  const lines = [place.dataset[how] ?? "", ...feedback].filter(Boolean);
  place.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
}
