// Fetches the pages of a discussion that are shown, and makes one section of them, ready to be put into the article.
import { commentIn, parsed } from "./nodes.js";
import { placeOwn } from "./own-comments.js";
import { placeReactions } from "./reactions.js";
import { localTimes } from "./times.js";

/** @typedef {{sort: string, only: string, pages: string[]}} View which pages are shown, each by the root after which it begins */
/** @typedef {import("./service.js").Service} Service `service` of what is shown sends from the person it is shown to */
/** @typedef {{section: HTMLElement, me: import("./service.js").Me | null, service: Service, view: View}} Shown */

export const EVERYTHING = { sort: "oldest", only: "" };

/**
 * A view as it is now, or null if the service does not answer. Who I am may fail by itself: then it can still be read.
 *
 * @param {import("./service.js").Service} service
 * @param {View} view
 * @returns {Promise<Shown | null>}
 */
export async function fetched(service, view) {
  const [mine, first, ...more] = await Promise.all([
    service.me(),
    ...view.pages.map((after) => service.fragment(view, after)),
  ]);
  if (first?.status !== 200) return null;
  const section = sectionOf(first.body);
  for (const page of more) if (page.status === 200) append(section, page.body);
  const me = mine.status === 200 ? mine.body : null;
  const shown = { section, me, service: service.from(me?.token ?? ""), view };
  furnish(shown);
  return shown;
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
