// The service worker: the pages that were read last, and those that everybody must read, are there without a connection.
// The build writes it to /sw.js, with SITE in front of it (plugins/offline.py). It keeps what is the same for everybody
// and nothing else: of the service only the widget, and what a discussion looked like. Who somebody is it never sees.

/**
 * What the build says.
 * @typedef {object} Site
 * @property {string} version changes with all that is kept without being read
 * @property {string} service where the service answers, with a slash at its end
 * @property {string} offline the page that stands for what is not kept
 * @property {string[]} shell what every page needs
 * @property {string} search where the index is that readers search, with a slash at its end; "" where there is none
 * @property {{path: string, lang: string, mark: string}[]} mustReads `lang` is "" where everybody reads it in this one; `mark` changes with the page
 */

/** @type {any} */
const worker = self;
/** @type {Site} */
const { version, service, offline, shell, search, mustReads } = worker.SITE;

const SHELL = `townhall-shell-${version}`;
const READ = "townhall-read";
const MUST = "townhall-must";
const SEARCH = "townhall-search";
// A larger index is fetched as it is asked, and there is no searching without a connection, in bytes.
const LARGEST_INDEX = 4_000_000;
const AT_MOST = 20;
// Whoever has waited so long would rather read the copy, in ms.
const PATIENCE = 3_000;
const KEPT = "x-townhall-kept";
// The widget's script as a page names it, and what of the widget is of use without a connection.
const SCRIPT = /<script [^>]*src="([^"]*\/embed\/v1\/[^"]+)"/;
const USEFUL_PARTS = /"\.\/((?:reading|asking|about|posting|writing)\.[^"]+\.js)"/g;
const OF_PAGE = "x-townhall-page";
const base = new URL(service, location.href).href;
const marks = new Map(mustReads.filter(({ lang }) => isRead(lang)).map(({ path, mark }) => [path, mark]));

/** @param {string} lang */
function isRead(lang) {
  return !lang || worker.navigator.languages.some((/** @type {string} */ one) => one.split("-")[0] === lang);
}

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  event.waitUntil(Promise.all([keepShell(), ...[...marks.keys()].map(keepMustRead)]));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  worker.clients.claim();
  event.waitUntil(dropShells().then(dropGone).then(refreshSearch));
});

// The page that was open before this worker was there has been read as well.
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.search) event.waitUntil(keepSearch().catch(nothing));
  const path = event.data?.read;
  if (path) event.waitUntil(fetch(path).then((answer) => keepPage(path, answer), nothing));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const keep = event.request.method === "GET" && keeperOf(event.request);
  if (!keep) return;
  const fresh = fetch(event.request);
  // Registered first: what is kept must be cloned before it is read.
  const done = fresh.then((answer) => keep(event, answer.clone()));
  event.waitUntil(done.catch(nothing));
  event.respondWith(freshOrKept(event.request, fresh));
});

/**
 * How an answer is kept; undefined for what is none of ours: then it is as if there were no worker.
 *
 * @param {Request} request
 * @returns {((event: any, answer: Response) => Promise<void>) | undefined}
 */
function keeperOf({ url, mode, destination }) {
  const { origin, pathname } = new URL(url);
  const place = url.startsWith(base) ? url.slice(base.length) : "";
  if (/^embed\/v1\/[^/]+\.js$/.test(place)) return (_event, answer) => keepScript(url, answer);
  if (/^embed\/v1\/[^/]+\.css$/.test(place)) return (_event, answer) => put(SHELL, url, answer);
  // The first page of a discussion as everybody sees it, in the language of its page.
  if (/^t\/[^/?]+\/fragment(?:\?lang=[a-z]+)?$/.test(place)) return keepTalk;
  const isServices = /^(?:api|auth|admin|me|insight|t|embed)(?:\/|$)|^privacy\/now/.test(place);
  if (isServices || origin !== location.origin) return undefined;
  // Kept all at once: see keepSearch.
  if (search && pathname.startsWith(search)) return async () => {};
  if (mode === "navigate") return (_event, answer) => keepPage(pathname, answer);
  if (destination === "image") return keepImage;
  return shell.includes(pathname) ? (_event, answer) => put(SHELL, url, answer) : undefined;
}

/**
 * @param {Request} request
 * @param {Promise<Response>} fresh
 */
async function freshOrKept(request, fresh) {
  const isPage = request.mode === "navigate";
  // Where pages and the index lead is the same whatever is asked of them.
  const ignoreSearch = isPage || request.url.includes(search || "\n");
  const copy = await caches.match(request.url, { ignoreSearch });
  try {
    const answer = await (copy ? Promise.race([fresh, patience()]) : fresh);
    return answer.status >= 500 && copy ? copy : answer;
  } catch (error) {
    if (copy) return copy;
    const instead = isPage && (await caches.match(offline));
    if (instead) return instead;
    throw error;
  }
}

/** @returns {Promise<never>} */
function patience() {
  return new Promise((_give, refuse) => setTimeout(refuse, PATIENCE));
}

function nothing() {}

/** Not all at once or not at all: the service may rest while the pages are there. */
async function keepShell() {
  const cache = await caches.open(SHELL);
  await cache.addAll(shell.map((path) => new Request(path, { cache: "no-cache" })));
  await Promise.all([bringScript(`${base}embed/v1/townhall.js`), cache.add(`${base}embed/v1/townhall.css`).catch(nothing)]);
}

/**
 * Whoever reads fetches only what reading takes: what writing takes must be there before there is no connection.
 *
 * @param {string} url of the widget's script, or of one of its parts
 * @param {Response} answer
 */
async function keepScript(url, answer) {
  const script = await answer.text();
  await put(SHELL, url, answer, script);
  await Promise.all([...script.matchAll(USEFUL_PARTS)].map(([, part = ""]) => bringScript(new URL(part, url).href)));
}

/** @param {string} url */
async function bringScript(url) {
  if (!(await caches.match(url))) await fetch(url).then((answer) => keepScript(url, answer), nothing);
}

async function dropShells() {
  const old = (await caches.keys()).filter((name) => name.startsWith("townhall-shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * Keeps the index for whoever has searched: all of it, since nobody knows for what they will look next. Its files are named
 * by what is in them, but for two; what is not in it any more goes.
 */
async function keepSearch() {
  const list = await (await fetch(`${search}files.json`, { cache: "no-cache" })).json();
  const cache = await caches.open(SEARCH);
  const names = list.bytes > LARGEST_INDEX ? [] : /** @type {string[]} */ (list.files);
  const wanted = new Set(names.map((name) => new URL(search + name, location.href).href));
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const missing = [...wanted].filter((url) => !kept.has(url) || !/[_-][\da-f]{6,}\./.test(url));
  await cache.addAll(missing.map((url) => new Request(url, { cache: "no-cache" })));
  for (const url of kept) if (!wanted.has(url)) await cache.delete(url);
}

/** Once more with each build that changes which pages there are: what is not public any more is found no more. */
async function refreshSearch() {
  if (await caches.has(SEARCH)) await (search ? keepSearch().catch(nothing) : caches.delete(SEARCH));
}

/** @param {string} path */
async function keepMustRead(path) {
  const copy = await (await caches.open(MUST)).match(path);
  if (copy?.headers.get("x-townhall-mark") === marks.get(path)) return;
  await fetch(path, { cache: "no-cache" }).then((answer) => keepPage(path, answer), nothing);
}

/** With every build that changes which pages there are: what must not be read any more is not kept either. */
async function dropGone() {
  for (const { path, cache } of await keptPages()) {
    const isMust = cache === MUST && !marks.has(path);
    const answer = isMust ? undefined : await fetch(path, { method: "HEAD", cache: "no-cache" }).catch(nothing);
    if (isMust || (answer && isGone(answer))) await forget(path);
  }
}

/** @param {Response} answer that one may not read it (any more) is as if it were not there */
function isGone({ status }) {
  return [403, 404, 410].includes(status);
}

/**
 * Keeps what the build has marked as a page to read; a copy of what is not one any more goes.
 *
 * @param {string} path
 * @param {Response} answer
 */
async function keepPage(path, answer) {
  if (isGone(answer)) return forget(path);
  const said = answer.headers.get("cache-control") ?? "";
  const isHtml = answer.headers.get("content-type")?.startsWith("text/html");
  if (answer.status !== 200 || answer.redirected || !isHtml || /no-store|private/.test(said)) return undefined;
  const html = await answer.text();
  if (!html.includes('<meta name="townhall-keep"')) return forget(path);
  const now = new Date().toISOString();
  const title = /<title>([^<]*)/.exec(html)?.[1] ?? path;
  const about = { "x-townhall-title": encodeURIComponent(title), "x-townhall-mark": marks.get(path) ?? "" };
  const copy = html.replace("<html ", `<html data-kept="${now}" `);
  await put(marks.has(path) ? MUST : READ, path, answer, copy, { ...about, [KEPT]: now });
  const [, script] = SCRIPT.exec(html) ?? [];
  if (script) await bringScript(new URL(script, location.href).href);
  return tidy();
}

/**
 * @param {any} event
 * @param {Response} answer
 */
async function keepTalk({ request, clientId }, answer) {
  const html = await answer.text();
  const copy = html.replace("<section ", `<section data-kept="${new Date().toISOString()}" `);
  await put(READ, request.url, answer, copy, { [OF_PAGE]: await pageOf(clientId) });
}

/**
 * @param {any} event
 * @param {Response} answer
 */
async function keepImage({ request, clientId }, answer) {
  await put(READ, request.url, answer, await answer.blob(), { [OF_PAGE]: await pageOf(clientId) });
}

/** @param {string} clientId */
async function pageOf(clientId) {
  const client = await worker.clients.get(clientId);
  return client ? new URL(client.url).pathname : "";
}

/**
 * @param {string} name
 * @param {string} key
 * @param {Response} answer
 * @param {BodyInit | null} [body] what is kept of it; as it is, unless told otherwise
 * @param {Record<string, string>} [about]
 */
async function put(name, key, answer, body = answer.body, about = {}) {
  if (answer.status !== 200) return;
  const headers = new Headers(answer.headers);
  for (const one of ["content-encoding", "content-length", "etag"]) headers.delete(one);
  for (const [one, value] of Object.entries(about)) headers.set(one, value);
  await (await caches.open(name)).put(key, new Response(body, { headers }));
}

async function keptPages() {
  return (await everything()).filter(({ ofPage }) => !ofPage);
}

async function everything() {
  const found = [];
  for (const cache of [READ, MUST]) {
    const opened = await caches.open(cache);
    for (const request of await opened.keys()) {
      const headers = (await opened.match(request))?.headers;
      const [at, ofPage] = [headers?.get(KEPT) ?? "", headers?.get(OF_PAGE)];
      found.push({ cache, url: request.url, path: new URL(request.url).pathname, at, ofPage });
    }
  }
  return found;
}

/** Keeps the last pages that were read, and what belongs to pages that are kept. */
async function tidy() {
  const all = await everything();
  const read = all.filter(({ cache, ofPage }) => cache === READ && !ofPage).sort((one, other) => (one.at < other.at ? 1 : -1));
  const stay = new Set([...marks.keys(), ...read.slice(0, AT_MOST).map(({ path }) => path)]);
  const cache = await caches.open(READ);
  for (const one of all) if (one.cache === READ && !stay.has(one.ofPage ?? one.path)) await cache.delete(one.url);
}

/** @param {string} path */
async function forget(path) {
  for (const name of [READ, MUST]) await (await caches.open(name)).delete(path);
  await tidy();
}
