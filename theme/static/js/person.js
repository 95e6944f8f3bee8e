// Shows who is signed in, in the header, with the way out. The discussion tells us; the service is asked only by a
// browser that was signed in before or has just gone to sign in, so that nobody else's visit costs a request.

const SEEN = "townhall:signed-in";

// Which script of the discussion speaks the language that they chose: widget/townhall.js reads it.
const SCRIPT = "townhall:script";

/** @typedef {{name: string, handle: string, language?: string}} Person */

/**
 * @param {boolean} signedIn
 * @param {string} [language] which they chose; nothing is known of it before somebody answers
 */
function remember(signedIn, language) {
  try {
    if (language) localStorage.setItem(SCRIPT, language === "en" ? "townhall.js" : `townhall.${language}.js`);
    else if (language === "" || !signedIn) localStorage.removeItem(SCRIPT);
    if (signedIn) localStorage.setItem(SEEN, "1");
    else {
      localStorage.removeItem(SEEN);
      // Nor is anything here any more of who it was, for writing without a connection: widget/last-here.js.
      for (const name of Object.keys(localStorage)) if (name.startsWith("townhall:me:")) localStorage.removeItem(name);
    }
  } catch {
    // Storage is blocked: the header is right on pages with a discussion.
  }
}

export function wasSignedIn() {
  try {
    return localStorage.getItem(SEEN) === "1";
  } catch {
    return false;
  }
}

/**
 * @param {HTMLElement} account
 * @param {string} part
 */
function find(account, part) {
  return /** @type {HTMLElement} */ (account.querySelector(`[data-${part}]`));
}

/**
 * @param {HTMLElement} account
 * @param {Person | null} person
 */
function show(account, person) {
  const link = find(account, "person");
  link.dataset.signIn ??= link.textContent ?? "";
  link.textContent = person ? person.name : link.dataset.signIn;
  account.toggleAttribute("data-signed-in", Boolean(person));
  find(account, "sign-out").hidden = !person;
  if (!person) find(account, "desk").hidden = true;
  remember(Boolean(person), person?.language);
}

/** @param {HTMLElement} account */
async function ask(account) {
  try {
    const answer = await fetch(find(account, "person").dataset.person ?? "", { credentials: "include" });
    const me = answer.ok ? await answer.json() : null;
    show(account, me?.person ?? null);
    find(account, "desk").hidden = !me?.can?.moderate;
  } catch {
    // The service rests: "Sign in" stays, and the page reads as before.
  }
}

/** @param {HTMLElement} account */
async function signOut(account) {
  const answer = await fetch(find(account, "sign-out").dataset.signOut ?? "", {
    method: "POST",
    credentials: "include",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  }).catch(() => null);
  if (!answer?.ok) return;
  remember(false);
  // The company's sign-in ends at an address of its own, and leads back here.
  const { go_on: onwards } = answer.status === 200 ? await answer.json() : {};
  if (onwards) location.assign(onwards);
  else location.reload();
}

/** @param {HTMLElement} account */
export function showPerson(account) {
  document.addEventListener("townhall:person", (event) => show(account, /** @type {CustomEvent<Person | null>} */ (event).detail));
  find(account, "person").addEventListener("click", () => remember(true));
  find(account, "sign-out").addEventListener("click", () => signOut(account));
  if (wasSignedIn()) ask(account);
}
