// A device that many use, where the site says so (SHARED_DEVICE in pelicanconf.py): whoever leaves it alone is asked, and
// then nothing of theirs is on it any more. Only where there is such a setting is this fetched.

const ACTIVE = "townhall:active";
const CLEARED = "townhall:cleared";
const LEAVING = "townhall:leaving";
const STILL_OPEN = "townhall:end-session";
const STAYS = ["townhall:appearance", ACTIVE, CLEARED, LEAVING, STILL_OPEN];
const A_MINUTE = 60_000;
const openedAt = Date.now();

/** @param {string} name */
function at(name) {
  return Number(localStorage.getItem(name) ?? 0);
}

/** Everything that the newsroom keeps on this device of a person. */
function names() {
  return Object.keys(localStorage).filter((name) => name.startsWith("townhall:") && !STAYS.includes(name));
}

/** Ends the session on the server too; without a connection it is made up for as soon as there is one. */
async function endSession() {
  const address = /** @type {HTMLElement | null} */ (document.querySelector("[data-sign-out]"))?.dataset.signOut ?? "";
  const how = { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: "{}" };
  const answer = await fetch(address, { ...how, credentials: "include" }).catch(() => null);
  if (answer?.ok) localStorage.removeItem(STILL_OPEN);
}

/**
 * What was asked for before the device was cleared is answered after it, and whoever asked would write it down: on this page
 * nobody does any more, whoever wrote it and whatever it is.
 */
function writeNothingMore() {
  Storage.prototype.setItem = () => {};
}

async function wipe() {
  for (const name of names()) localStorage.removeItem(name);
  sessionStorage.clear();
  // The must-reads stay: they are the same for everybody.
  await globalThis.caches?.delete("townhall-read");
}

async function clear() {
  localStorage.setItem(STILL_OPEN, "1");
  localStorage.setItem(LEAVING, "1");
  localStorage.setItem(CLEARED, String(Date.now()));
  writeNothingMore();
  await wipe();
  await endSession();
  leave();
}

function leave() {
  location.replace(/** @type {HTMLAnchorElement} */ (document.querySelector(".nameplate")).href);
}

/**
 * @param {HTMLElement} warning a live region with the question in it
 * @param {number} minutes
 */
export function mindSharedDevice(warning, minutes) {
  const question = /** @type {HTMLElement} */ (warning.firstElementChild);
  let isOver = false;
  const active = () => {
    if (isOver) return;
    localStorage.setItem(ACTIVE, String(Date.now()));
    question.hidden = true;
  };
  const look = () => {
    const idle = Date.now() - at(ACTIVE);
    const hasSomething = names().length > 0;
    if (isOver) return;
    isOver = idle >= minutes * A_MINUTE && hasSomething;
    // What another tab hears counts for all.
    question.hidden = !hasSomething || idle < (minutes - 1) * A_MINUTE;
    if (isOver) void clear();
  };
  if (localStorage.getItem(STILL_OPEN)) void endSession();
  // What the service worker was fetching when the page before was left may have been kept after that was cleared.
  if (localStorage.getItem(LEAVING)) void wipe().then(() => localStorage.removeItem(LEAVING));
  // Whoever comes to a device that was switched off meanwhile is not who left it.
  if (localStorage.getItem(ACTIVE)) look();
  if (!isOver) active();
  // Not scrolling: pages do so by themselves, where something above comes or goes.
  for (const one of ["keydown", "pointerdown", "pointermove", "wheel", "touchmove"]) addEventListener(one, active, { passive: true });
  addEventListener("online", () => void (localStorage.getItem(STILL_OPEN) && endSession()));
  // What is cleared in one tab is cleared in all, with what another has written down meanwhile.
  addEventListener("storage", ({ key }) => {
    if (key !== CLEARED || isOver) return;
    isOver = true;
    writeNothingMore();
    void wipe().then(leave);
  });
  // A page that the browser brings back as it was may have somebody's words in it.
  addEventListener("pageshow", (event) => void (event.persisted && at(CLEARED) > openedAt && location.reload()));
  setInterval(look, 1_000);
}
