// What a composer has beside its field: each a module of its own, fetched once somebody wants it.
import { made } from "./nodes.js";
import { inTime, onDemand } from "./parts.js";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} field
 * @param {import("./service.js").Service} service
 */
export function equip(form, field, service) {
  field.addEventListener("focus", () => void makeReady(field, service), { once: true });
  form.querySelector("[name=preview]")?.addEventListener("click", (event) => {
    event.preventDefault();
    void onDemand(() => import("./preview.js"), field).then((part) => part?.showPreview(form, field, service));
  });
}

/**
 * As high as its text, where the browser does not do so by itself (CSS `field-sizing`).
 *
 * @param {HTMLTextAreaElement} field
 */
export function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  while (field.scrollHeight > field.clientHeight && field.rows < 20) field.rows += 1;
}

/**
 * What makes writing easier. Its place is there at once, so that nothing moves when it comes.
 *
 * @param {HTMLTextAreaElement} field
 * @param {import("./service.js").Service} service
 */
async function makeReady(field, service) {
  const row = made("div", { class: "th-tools" });
  field.after(row);
  const part = await onDemand(() => import("./writing.js"), field);
  if (part) part.bringTools(field, row, service);
  else row.remove();
}

/**
 * @param {HTMLTextAreaElement} field below the comment that is quoted
 * @param {Range | undefined} selected of its words
 * @param {boolean} all where nothing of it is selected
 */
export async function quoteInto(field, selected, all) {
  const part = await onDemand(() => import("./writing.js"), field);
  part?.quote(field, selected, all);
}

/**
 * The part of the page that is asked about, if one is: the plain form has it as well.
 *
 * @param {HTMLFormElement} form
 */
export function anchorIn(form) {
  const { block, quote } = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  return block && quote !== undefined ? { anchor: { block, quote } } : {};
}

/**
 * What was asked about before the page was loaded again.
 *
 * @param {HTMLFormElement} form
 * @param {{block: string, quote: string}} anchor
 */
export async function attachAgain(form, anchor) {
  const part = await inTime(import("./asking.js"));
  part?.attach(form, anchor);
}

/**
 * Lets what the page asks of this person (have they read it, do they follow it) be answered in place.
 *
 * @param {ParentNode} section
 * @param {import("./service.js").Service} service
 * @param {() => Promise<boolean>} again shows the discussion anew
 */
export function mindReceipt(section, service, again) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (section.querySelectorAll("[data-call]"))) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // Where the part does not come, the form is sent as it would be without scripts.
      const part = import("./receipt.js");
      void part.then(({ sendReceipt }) => sendReceipt(form, service, again)).catch(() => form.submit());
    });
  }
}
