// Fetches the pages of a discussion that are shown, and makes one section of them, ready to be put into the article.
import { lastHere } from "./last-here.js";
import { commentIn, parsed } from "./nodes.js";
import { placeOwn } from "./own-comments.js";
import { placeReactions } from "./reactions.js";
import { localTimes } from "./times.js";

/** @typedef {{sort: string, only: string, about: string, pages: string[]}} View which pages are shown, each by the root after which it begins */
/** @typedef {import("./service.js").Service} Service `service` of what is shown sends from the person it is shown to */
/** @typedef {import("./service.js").Me} Me */
/**
 * `served`: its pages as they came; `count`: how many comments there were in all when it was shown.
 * @typedef {{section: HTMLElement, me: Me | null, service: Service, view: View, served: string[], count: number}} Shown
 */

export const EVERYTHING = { sort: "oldest", only: "", about: "" };

/**
 * A view as it is now, or null if the service does not answer. Who I am may fail by itself: then it can still be read.
 *
 * @param {import("./service.js").Service} service
 * @param {View} view
 * @param {Promise<string[]>} [pages] where they have been asked for
 * @returns {Promise<Shown | null>}
 */
export async function fetched(service, view, pages = asked(service, view)) {
  const [mine, [first = "", ...more]] = await Promise.all([service.me(), pages]);
  if (!first) return null;
  const section = sectionOf(first);
  for (const page of more) if (page) append(section, page);
  const me = mine.status === 200 ? mine.body : mine.status ? null : lastHere(section.dataset.thread);
  const from = service.from(me?.token ?? "");
  const shown = { section, me, service: from, view, served: [first, ...more], count: Number(section.dataset.count) };
  furnish(shown);
  return shown;
}

/**
 * The same again, if anything of it is otherwise by now.
 *
 * @param {import("./service.js").Service} service
 * @param {Shown} shown
 * @returns {Promise<Shown | null>}
 */
export async function changed(service, { view, served }) {
  const pages = await asked(service, view);
  const isSame = pages.every((page, place) => !page || page === served[place]);
  return isSame ? null : fetched(service, view, Promise.resolve(pages));
}

/**
 * The pages of a view as HTML; "" for one that did not come.
 *
 * @param {import("./service.js").Service} service
 * @param {View} view
 */
async function asked(service, view) {
  const answers = await Promise.all(view.pages.map((after) => service.fragment(view, after)));
  return answers.map(({ status, body }) => (status === 200 ? String(body) : ""));
}

/**
 * The same, and a comment in it, on whatever page it stands.
 *
 * @param {import("./service.js").Service} service
 * @param {View} view
 * @param {string} sought
 */
export async function fetchedWith(service, view, sought) {
  const shown = await fetched(service, view);
  if (!shown || !sought || commentIn(shown.section, sought)) return shown;
  const { status, body } = await service.comment(sought);
  if (status !== 200) return shown;
  const there = await fetched(service, { ...EVERYTHING, pages: [body.after ?? ""] });
  return there && commentIn(there.section, sought) ? there : shown;
}

/**
 * Adds the next page to what is shown.
 *
 * @param {Shown} shown
 * @param {string} html
 * @returns {string[]} the ids of the comments that are new
 */
export function extend(shown, html) {
  shown.served.push(html);
  const fresh = append(shown.section, html);
  furnish(shown);
  return fresh;
}

/** @param {Shown} shown what is personal goes where everybody sees the same */
function furnish({ section, me, service }) {
  if (me) {
    placeOwn(section, me.mine);
    placeReactions(section, me, service);
  }
  localTimes(section);
}

/**
 * @param {HTMLElement} section
 * @param {string} html
 */
function append(section, html) {
  const next = sectionOf(html);
  const branches = [...(next.querySelector("[data-list]")?.children ?? [])];
  // What has moved between two pages meanwhile stands where it stood.
  const others = branches.filter((one) => !commentIn(section, one.querySelector("article")?.dataset.id ?? ""));
  section.querySelector("[data-list]")?.append(...others);
  section.querySelector(".th-more")?.replaceWith(...next.querySelectorAll(".th-more"));
  return others.flatMap((one) => [...one.querySelectorAll("article")].map((article) => article.dataset.id ?? ""));
}

/** @param {string} html */
function sectionOf(html) {
  return /** @type {HTMLElement} */ (parsed(html).querySelector("section"));
}
