// Shows who is signed in, in the header. The discussion tells us; on pages without one we ask, but only a browser
// that was signed in before, so that nobody else's visit costs a request.

const SEEN = "townhall:signed-in";

/** @typedef {{name: string, handle: string}} Person */

/** @param {Person | null} person */
function remember(person) {
  try {
    if (person) localStorage.setItem(SEEN, "1");
    else localStorage.removeItem(SEEN);
  } catch {
    // Storage is blocked: the header is right on pages with a discussion.
  }
}

function wasSignedIn() {
  try {
    return localStorage.getItem(SEEN) === "1";
  } catch {
    return false;
  }
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Person | null} person
 */
function show(link, person) {
  link.dataset.signIn ??= link.textContent ?? "";
  link.textContent = person ? person.name : link.dataset.signIn;
  link.toggleAttribute("data-signed-in", Boolean(person));
  remember(person);
}

/** @param {HTMLAnchorElement} link */
async function ask(link) {
  try {
    const answer = await fetch(link.dataset.person ?? "", { credentials: "include", headers: { Accept: "application/json" } });
    const me = answer.ok ? await answer.json() : null;
    const person = me?.person ?? me;
    show(link, person?.name ? person : null);
  } catch {
    // The service rests: "Sign in" stays, and the page reads as before.
  }
}

/** @param {HTMLAnchorElement} link */
export function showPerson(link) {
  document.addEventListener("townhall:person", (event) => show(link, /** @type {CustomEvent<Person | null>} */ (event).detail));
  if (wasSignedIn() && !document.querySelector("townhall-discussion")) ask(link);
}
