// The box to write in, until what it takes to post has come, which is fetched once somebody means to write. What is typed at
// once is kept as a draft, and if the rest does not come, that is said, and the form is sent as it would be without scripts.
import { made } from "./nodes.js";
import { inTime, tellMissing } from "./parts.js";
import { browserStorage, draftName, namesIn } from "./storage.js";
import { uuidv7 } from "./uuid.js";
import { words } from "./words.js";

/** @typedef {import("./composer.js").Composer} Composer */

/**
 * Whose draft of what: at a shared tablet nobody sees another's.
 *
 * @param {import("./service.js").Me} me
 * @param {HTMLFormElement} form
 * @param {string} [about] the comment that is replied to, or changed
 */
export function keyOf(me, form, about = "") {
  return [me.person?.handle, form.dataset.thread, about].join(":");
}

/**
 * @param {HTMLFormElement} form as the service renders it
 * @param {import("./service.js").Me} me
 * @param {() => Promise<Composer>} bring what it takes to post; where it did not come, it may the next time
 */
export function hold(form, me, bring) {
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const key = keyOf(me, form);
  const storage = browserStorage();
  const id = uuidv7();
  /** @type {HTMLInputElement} */ (form.elements.namedItem("id")).value = id;
  form.dataset.came = String(Date.now());
  const holding = new AbortController();
  const { signal } = holding;
  let isMissed = false;
  let isPlain = false;

  const meant = async () => {
    const composer = await bring();
    holding.abort();
    return composer;
  };
  const isBegun = namesIn(storage, draftName(key, "")).length > 0;
  const keep = () => {
    const { body = "", anonymous } = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
    try {
      if (!body.trim()) return storage?.removeItem(draftName(key, id));
      storage?.setItem(draftName(key, id), JSON.stringify({ id, body, at: Date.now(), unnamed: Boolean(anonymous) }));
      // It is this tab's draft, unless there is one that has not been shown yet.
      if (!isBegun) browserStorage("sessionStorage")?.setItem(draftName(key, ""), id);
    } catch {
      // It is full: what is typed is in the box, as in any.
    }
  };
  const submit = async (/** @type {HTMLElement | null} */ button) => {
    const composer = await inTime(meant());
    if (composer) return composer.submit(button);
    isPlain = isMissed && navigator.onLine;
    isMissed = true;
    if (isPlain) form.requestSubmit(button);
    else tellMissing(field, words.failed);
  };

  for (const intent of ["pointerdown", "focusin"]) form.addEventListener(intent, () => void meant().catch(() => {}), { signal });
  const makeReady = () => {
    // The tools' place is there at once, so that nothing moves when they come: box.js puts them there.
    field.after(made("div", { class: "th-tools" }));
    void import("./writing.js").catch(() => {});
  };
  field.addEventListener("focus", makeReady, { signal, once: true });
  form.addEventListener("input", keep, { signal });
  form.addEventListener(
    "submit",
    (event) => {
      if (isPlain) return;
      event.preventDefault();
      void submit(event.submitter);
    },
    { signal },
  );
  if (isBegun) void meant().catch(() => {});
}
