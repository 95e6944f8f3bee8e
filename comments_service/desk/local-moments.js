// Moments in the reader's own zone: the desk writes them in UTC, as every page of the service does.
import { inWords } from "../widget/times.js";

/** @param {ParentNode} part */
export function localMoments(part) {
  for (const time of part.querySelectorAll("time")) {
    if (!time.textContent?.endsWith(" UTC")) continue;
    time.title = time.textContent;
    time.textContent = inWords(new Date(time.dateTime), Date.now());
  }
}
