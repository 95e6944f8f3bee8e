// Reading without a connection: brings the service worker, says that a page is a kept copy and of when, and lists on the
// page for what is not kept what is.

const KEPT = ["townhall-must", "townhall-read", "townhall-search"];

/** @param {string} iso */
function inWords(iso) {
  const how = /** @type {const} */ ({ dateStyle: "long", timeStyle: "short" });
  // As the pages write dates.
  const lang = document.documentElement.lang.replace(/^en$/, "en-GB");
  return new Intl.DateTimeFormat(lang, how).format(new Date(iso));
}

/**
 * Says it where the template has put the words. The place is a live region, so that it is heard as well.
 *
 * @param {string} name
 * @param {string | undefined} iso
 */
function tell(name, iso) {
  const said = /** @type {HTMLElement | null} */ (document.querySelector(`[data-${name}] > p`));
  const time = said?.querySelector("time");
  if (!iso || !said || !time) return;
  time.dateTime = iso;
  time.textContent = inWords(iso);
  said.hidden = false;
}

function tellOfTalk() {
  const talk = /** @type {HTMLElement | null} */ (document.querySelector("townhall-discussion [data-kept]"));
  tell("kept-talk", talk?.dataset.kept);
}

/** @param {string} path */
async function bring(path) {
  /** @type {any} */
  const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("townhall-worker", {
    createScriptURL: () => path,
  });
  await navigator.serviceWorker.register(policy?.createScriptURL("") ?? path);
  const { active } = await navigator.serviceWorker.ready;
  if (!document.documentElement.dataset.kept) active?.postMessage({ read: location.pathname });
}

/** @param {string} title as it stands in the page's source */
function plain(title) {
  const signs = /** @type {Record<string, string>} */ ({ amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'", quot: '"' });
  return title.replace(/&(#?\w+);/g, (all, name) => signs[name] ?? all);
}

/**
 * The pages of a cache, those that were read last first.
 *
 * @param {string} name
 */
async function pagesIn(name) {
  const cache = await caches.open(name);
  const answers = await Promise.all((await cache.keys()).map(async ({ url }) => ({ url, answer: await cache.match(url) })));
  return answers
    .map(({ url, answer }) => ({ url, at: answer?.headers.get("x-townhall-kept") ?? "", title: answer?.headers.get("x-townhall-title") }))
    .filter(({ at }) => at)
    .sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** @param {HTMLElement} list */
async function fill(list) {
  const pages = await pagesIn(list.dataset.keptIn ?? "");
  for (const { url, at, title } of pages) {
    const link = document.createElement("a");
    link.href = url;
    link.dir = "auto";
    link.textContent = plain(decodeURIComponent(title ?? "")).split(" · ")[0] ?? url;
    const time = document.createElement("time");
    time.dateTime = at;
    time.textContent = inWords(at);
    const line = document.createElement("li");
    line.append(link, time);
    list.querySelector("ul")?.append(line);
  }
  list.hidden = !pages.length;
  return pages.length;
}

/** @param {HTMLElement} page */
async function listKept(page) {
  const lists = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-kept-in]")]);
  const counts = await Promise.all(lists.map(fill));
  const isEmpty = counts.every((count) => !count);
  /** @type {HTMLElement} */ (page.querySelector("[data-kept-none]")).hidden = !isEmpty;
  /** @type {HTMLElement} */ (page.querySelector("[data-kept-forget]")).hidden = isEmpty;
}

/** @param {HTMLElement} page */
async function forget(page) {
  await Promise.all(KEPT.map((name) => caches.delete(name)));
  for (const line of page.querySelectorAll("[data-kept-in] li")) line.remove();
  await listKept(page);
  page.querySelector("h1")?.focus();
}

export function readOffline() {
  const address = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=townhall-worker]"));
  // Only over https, or on one's own machine, do browsers have such workers.
  if (!address || !("serviceWorker" in navigator)) return;
  tell("kept-copy", document.documentElement.dataset.kept);
  document.addEventListener("townhall:load", tellOfTalk);
  tellOfTalk();
  // Where a browser does not want one, the page reads as before.
  bring(address.content).catch(() => {});
  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-kept-pages]"));
  if (!page) return;
  page.querySelector("[data-kept-forget]")?.addEventListener("click", () => void forget(page));
  void listKept(page);
}
