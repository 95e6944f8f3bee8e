// Times in the reader's own zone, in the page's language. The service writes UTC, which everybody can read and nobody
// thinks in.
import { speaks } from "./language-words.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * A moment in words: "5 minutes ago" for a day, then the date and time.
 *
 * @param {Date} at
 * @param {number} now milliseconds since 1970
 * @param {string} [locale] the page's unless told otherwise
 */
export function inWords(at, now, locale = speaks.locale) {
  const ago = now - at.getTime();
  if (ago < 0 || ago >= DAY) return full(at, "medium", locale);
  const minutes = Math.floor(ago / MINUTE);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (minutes < 1) return relative.format(0, "second");
  return minutes < 60 ? relative.format(-minutes, "minute") : relative.format(-Math.floor(minutes / 60), "hour");
}

/** @param {ParentNode} part */
export function localTimes(part) {
  const all = part.querySelectorAll(".th-comment__when time, .th-clock");
  for (const time of /** @type {NodeListOf<HTMLTimeElement>} */ (all)) {
    const at = new Date(time.dateTime);
    // Where the service tells the day alone, it is a day of UTC, and no time of it.
    if (!time.dateTime.includes("T")) {
      time.textContent = new Intl.DateTimeFormat(speaks.locale, { dateStyle: "medium", timeZone: "UTC" }).format(at);
      continue;
    }
    time.textContent = inWords(at, Date.now());
    time.title = full(at, "full");
  }
}

/**
 * A moment by date and time, however long ago.
 *
 * @param {Date} at
 * @param {"medium" | "full"} dateStyle
 * @param {string} [locale]
 */
export function full(at, dateStyle, locale = speaks.locale) {
  return new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: "short" }).format(at);
}
