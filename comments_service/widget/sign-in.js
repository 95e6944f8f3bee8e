// Where to sign in, and come back from.

/**
 * An address to sign in at that leads back to this very page: the service knows only the page in its first language,
 * and may be of another origin.
 *
 * @param {string} address
 * @param {string} [place] where on the page: the discussion, or the very box in which somebody was writing
 */
export function signInAddress(address, place = "#discussion") {
  const url = new URL(address, import.meta.url);
  url.searchParams.set("next", (url.origin === location.origin ? "" : location.origin) + location.pathname + location.search + place);
  return url.href;
}
