// Parts of the widget that are fetched by themselves: whoever wants one goes on without it where it does not come.

const AT_MOST = 4_000;

/**
 * A part, or nothing where it does not come in time.
 *
 * @template T
 * @param {Promise<T>} fetched
 * @returns {Promise<T | undefined>}
 */
export function inTime(fetched) {
  const late = new Promise((give) => setTimeout(give, AT_MOST));
  return Promise.race([fetched, /** @type {Promise<undefined>} */ (late)]).catch(() => undefined);
}
