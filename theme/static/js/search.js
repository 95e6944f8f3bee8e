// Searching: asks the index that the build has made, in this browser, and shows what it finds, first what is in the language
// of this page. Ours and not Pagefind's own interface: that brings its styles and sentences along, and seven times as much.

const AT_ONCE = 10;
const PARTS = 3;
// While somebody types, in ms.
const PAUSE = 200;

/**
 * What Pagefind tells of a page, of what we show.
 * @typedef {object} Found
 * @property {string} url
 * @property {string} excerpt text, with `<mark>` around the words, and `&lt;` for a sign that looks like one
 * @property {{title?: string, day?: string}} meta
 * @property {{title: string, url: string}[]} sub_results by the headings of the page
 * @typedef {{data: () => Promise<Found>}} Result
 * @typedef {{lang: string, result: Result}} Hit
 * @typedef {{search: (words: string) => Promise<{results: Result[]}>}} Index
 */

/**
 * The index of a language.
 *
 * @param {string} folder
 * @param {string} lang
 * @returns {Promise<Index>}
 */
async function indexOf(folder, lang) {
  // One for each: what reads an index is made for its language, and each copy of the module holds a single one.
  const pagefind = await import(`${folder}pagefind.js?${lang}`);
  const root = document.documentElement;
  const own = root.lang;
  // It takes the language from the page when it begins, and has no other way to be told.
  root.lang = lang;
  // Without a worker: that would need a policy of its own, and a search takes milliseconds.
  const index = pagefind.createInstance({ noWorker: true });
  root.lang = own;
  return index;
}

/**
 * Its text, with the words that were looked for marked: no markup is made of it.
 *
 * @param {string} excerpt
 */
function marked(excerpt) {
  const plain = (/** @type {string} */ text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return excerpt.split(/<mark>(.*?)<\/mark>/s).map((text, place) => {
    if (place % 2 === 0) return plain(text);
    const mark = document.createElement("mark");
    mark.textContent = plain(text);
    return mark;
  });
}

/**
 * @param {string} url
 * @param {string} title
 */
function linkTo(url, title) {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  return link;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} kind
 * @param {(Node | string)[]} children
 */
function made(tag, kind, ...children) {
  const element = document.createElement(tag);
  element.className = kind;
  element.append(...children);
  return element;
}

/**
 * @param {Found} found
 * @param {string} lang
 */
function line({ url, excerpt, meta, sub_results: parts }, lang) {
  const words = made("p", "search-words", ...marked(excerpt));
  const where = parts.filter((part) => part.url !== url).slice(0, PARTS);
  const places = where.map((part) => made("li", "", linkTo(part.url, part.title)));
  const one = made("li", "search-one", made("h2", "headline", linkTo(url, meta.title ?? url)), made("p", "meta", meta.day ?? ""), words);
  if (places.length) one.append(made("ul", "search-parts", ...places));
  one.lang = lang;
  one.dir = "auto";
  for (const part of one.querySelectorAll("h2, p, ul")) part.setAttribute("dir", "auto");
  return one;
}

/** @param {HTMLElement} page */
function searcher(page) {
  const lang = document.documentElement.lang;
  const languages = (page.dataset.languages ?? "").split(" ");
  const input = /** @type {HTMLInputElement} */ (page.querySelector("input"));
  const said = /** @type {HTMLElement} */ (page.querySelector("[data-said]"));
  const [own, others] = ["own", "others"].map((name) => /** @type {HTMLElement} */ (page.querySelector(`[data-${name}]`)));
  /** @type {Map<string, Promise<Index>>} */
  const indexes = new Map();
  let latest = 0;

  /**
   * @param {string} one
   * @param {string} words
   * @returns {Promise<Hit[]>}
   */
  const ask = async (one, words) => {
    const index = indexes.get(one) ?? indexOf(page.dataset.index ?? "", one);
    indexes.set(one, index);
    return (await (await index).search(words)).results.map((result) => ({ lang: one, result }));
  };

  /**
   * @param {HTMLElement | undefined} group
   * @param {Hit[]} hits
   */
  const show = async (group, hits) => {
    const list = /** @type {HTMLElement} */ (group?.querySelector("ol"));
    const more = /** @type {HTMLElement} */ (group?.querySelector("button"));
    const mine = latest;
    const next = await Promise.all(hits.slice(0, AT_ONCE).map(async (hit) => line(await hit.result.data(), hit.lang)));
    if (mine !== latest) return;
    list.append(...next);
    more.hidden = hits.length <= AT_ONCE;
    more.onclick = () => void show(group, hits.slice(AT_ONCE)).then(() => next.at(-1)?.nextElementSibling?.querySelector("a")?.focus());
  };

  /** @param {string} words */
  const find = async (words) => {
    const mine = ++latest;
    const asked = words ? languages : [];
    const hits = (await Promise.all(asked.map((one) => ask(one, words)))).flat();
    if (mine !== latest) return;
    const elsewhere = hits.filter((hit) => hit.lang !== lang);
    for (const list of page.querySelectorAll("ol")) list.replaceChildren();
    /** @type {HTMLElement} */ (others).hidden = !elsewhere.length;
    await Promise.all([show(own, hits.filter((hit) => hit.lang === lang)), show(others, elsewhere)]);
    if (mine !== latest) return;
    const sentence = hits.length ? page.dataset.found : page.dataset.nothing;
    said.textContent = words ? (sentence ?? "").replace("{}", hits.length ? String(hits.length) : words) : "";
  };

  const failed = /** @type {HTMLElement} */ (page.querySelector("[data-failed]"));
  failed.hidden = true;
  return () => {
    const words = input.value.trim();
    history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
    find(words).then(
      () => (failed.hidden = true),
      () => {
        // It may be there the next time, when there is a connection.
        indexes.clear();
        said.textContent = "";
        failed.hidden = false;
      },
    );
  };
}

/**
 * From the field to what was found and through it by the arrows, and back by Escape.
 *
 * @param {HTMLElement} page
 * @param {HTMLInputElement} input
 */
function walk(page, input) {
  page.addEventListener("keydown", (event) => {
    const places = [input, .../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".search-one a"))];
    const at = places.indexOf(/** @type {HTMLElement} */ (event.target));
    const step = { ArrowDown: 1, ArrowUp: -1, Escape: -at }[event.key];
    const to = step && at >= 0 && places[at + step];
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
}

const page = /** @type {HTMLElement} */ (document.querySelector("[data-search]"));
const form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const seek = searcher(page);
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  seek();
});
input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(seek, PAUSE);
});
walk(page, input);
input.value ||= new URLSearchParams(location.search).get("q") ?? "";
if (input.value) seek();
else input.focus();
// To search without a connection: the index is the same for everybody.
void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage({ search: true }));
