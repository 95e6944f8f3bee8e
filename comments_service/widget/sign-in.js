// Where to sign in, and come back from.

/**
 * An address to sign in at that leads back to this very page: the service knows only the page in its first language.
 *
 * @param {string} address
 */
export function signInAddress(address) {
  const url = new URL(address, location.href);
  url.searchParams.set("next", `${location.pathname}${location.search}#discussion`);
  return url.href;
}
