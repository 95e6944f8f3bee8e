// The one polite live region (WAI-ARIA 1.2, "status"): says what happened to those who do not see it happen.
import { made } from "./nodes.js";

/** @type {HTMLElement | undefined} */
let region;

/** A region speaks what is put into it, not what it brings along: it must be there before there is anything to say. */
export function prepareAnnouncer() {
  if (region?.isConnected) return;
  region = made("div", { class: "th-hidden", role: "status" });
  document.body.append(region);
}

/** @param {...string} sentences */
export function announce(...sentences) {
  // A new node each time: the same sentence twice is spoken twice.
  region?.replaceChildren(made("p", {}, sentences.join(" ")));
}
