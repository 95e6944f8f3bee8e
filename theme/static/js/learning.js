// How far somebody is in a course: shows it on its pages, marks a lesson as complete, and sends that a quiz was answered, and
// whether rightly. Only whoever is signed in is asked about; nobody else's visit costs a request.
import { wasSignedIn } from "./person.js";

/** @typedef {{lang: string, title: string, url: string}} Named */
/** @typedef {{lessons: number, completed: Record<string, string>, resume: {in: Named[]} | null}} Course */
/** @typedef {{complete_when: string | null, completed: string | null, course: Course | null}} Progress */

/** @param {string} iso */
function inWords(iso) {
  // As the pages write dates.
  const lang = document.documentElement.lang.replace(/^en$/, "en-GB");
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
}

/**
 * @param {ParentNode} place
 * @param {string} name
 * @param {boolean} isSo
 */
function showWhen(place, name, isSo) {
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(`[data-when="${name}"]`))) one.hidden = !isSo;
}

/** @param {Progress} mine */
function showLesson({ complete_when: way, completed }) {
  const place = document.querySelector("[data-progress]");
  if (!place || !way) return;
  const time = place.querySelector("time");
  if (time && completed) {
    time.dateTime = completed;
    time.textContent = inWords(completed);
  }
  showWhen(place, "done", Boolean(completed));
  showWhen(place, "not-yet", !completed && way !== "mark");
  showWhen(place, "failed", false);
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-do]")))
    button.hidden = (button.dataset.do === "PUT") === Boolean(completed);
}

/** @param {Course} course */
function showCourse({ lessons, completed, resume }) {
  const done = Object.keys(completed).length;
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-course]"));
  const bar = place?.querySelector("progress");
  const said = /** @type {HTMLElement | null | undefined} */ (place?.querySelector("[data-said]"));
  if (place && bar && said) {
    bar.max = lessons;
    bar.value = done;
    said.textContent = (said.dataset.said ?? "").replace("{done}", String(done)).replace("{all}", String(lessons));
    place.hidden = !done;
  }
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-resume]"));
  const named = resume?.in.find(({ lang }) => lang === document.documentElement.lang) ?? resume?.in[0];
  if (link && named && done) {
    link.href = (link.dataset.site ?? "") + named.url;
    link.textContent = (link.dataset.resume ?? "").replace("{lesson}", named.title);
  }
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lesson]"))) {
    const mark = /** @type {HTMLElement | null} */ (line.querySelector("[data-completed]"));
    if (mark) mark.hidden = !((line.dataset.lesson ?? "") in completed);
  }
}

/** @param {Progress} mine */
function show(mine) {
  showLesson(mine);
  if (mine.course) showCourse(mine.course);
}

/**
 * @param {string} address
 * @param {string} method
 * @param {object} [body]
 * @returns {Promise<boolean>} whether it got through
 */
async function ask(address, method, body) {
  const json = body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(address, { method, credentials: "include", ...json }).catch(() => null);
  if (answer?.ok) show(await answer.json());
  return Boolean(answer?.ok);
}

// Whoever has no use for them does not wait for these styles.
function dress() {
  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = new URL("../css/learning.css", import.meta.url).href;
  document.head.append(styles);
}

/** @param {string} thread the address of the page's discussion in the service */
export function followProgress(thread) {
  dress();
  let isKnown = false;
  const begin = () => {
    if (!isKnown) void ask(`${thread}/progress`, "GET");
    isKnown = true;
  };
  document.addEventListener("townhall:person", (event) => /** @type {CustomEvent} */ (event).detail && begin());
  if (wasSignedIn()) begin();
  document.addEventListener("townhall:quiz", (event) => {
    const { item, right } = /** @type {CustomEvent<{item: string, right: boolean}>} */ (event).detail;
    if (wasSignedIn()) void ask(`${thread}/quizzes/${item}`, "PUT", { right });
  });
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-progress]"));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (place?.querySelectorAll("[data-do]") ?? []))
    button.addEventListener("click", async () => {
      const isThrough = await ask(`${thread}/progress`, button.dataset.do ?? "");
      if (place) showWhen(place, "failed", !isThrough);
      // The button that was pressed has gone: the one in its place is where the keyboard is.
      if (isThrough) /** @type {HTMLElement | null} */ (place?.querySelector("[data-do]:not([hidden])"))?.focus();
    });
}
