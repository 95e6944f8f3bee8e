// Moments in the reader's own zone: the desk writes them in UTC, as every page of the service does.
import { full, inWords } from "../widget/times.js";

/** @param {ParentNode} part */
export function localMoments(part) {
  for (const time of part.querySelectorAll("time")) {
    if (!time.textContent?.endsWith(" UTC")) continue;
    time.title = time.textContent;
    const at = new Date(time.dateTime);
    // Where people compare what happened when, as in the audit, "an hour ago" says too little.
    time.textContent = time.hasAttribute("data-exact") ? full(at, "medium") : inWords(at, Date.now());
  }
}
