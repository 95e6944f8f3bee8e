// Making nodes: the widget's own, by name, and the service's HTML, through one door.

/**
 * A node. Attributes that are functions listen to the event they are named for; false and undefined ones are left out.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, string | boolean | undefined | ((event: Event) => void)>} attributes
 * @param {...(Node | string)} children
 */
export function made(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

// Where a page asks for Trusted Types, no other text of a script becomes markup. There is one at most, and this script may
// only be what another language's takes the place of: it is made once it is needed.
/** @type {any} */
let door;

/**
 * The only place where text becomes markup. What goes into the page is what our service rendered, and nothing else:
 * nothing is sanitised here. What somebody pastes is only read (rich-text.js): in a template nothing of it is alive.
 *
 * @param {string} html
 */
export function parsed(html) {
  const template = document.createElement("template");
  door ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy("townhall", { createHTML: String });
  template.innerHTML = door?.createHTML(html) ?? html;
  return template.content;
}

/**
 * The id of the comment that stands before another, or after it if it is the first; "" if it is alone.
 *
 * @param {ParentNode} part
 * @param {string} id
 */
export function commentBefore(part, id) {
  const all = [...part.querySelectorAll("article")].map((article) => article.dataset.id);
  const place = all.indexOf(id);
  return all[place - 1] ?? all[place + 1] ?? "";
}

/**
 * Opens whatever a part of the page is collapsed in.
 *
 * @param {Element} part
 */
export function reveal(part) {
  for (let box = part.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
}

/**
 * A comment by its id, wherever it stands in a part of the page.
 *
 * @param {ParentNode} part
 * @param {string} id
 * @returns {HTMLElement | null}
 */
export function commentIn(part, id) {
  return part.querySelector(`[id="comment-${CSS.escape(id)}"]`);
}
