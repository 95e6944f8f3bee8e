// A stream of events that comes back. After a lost connection a browser brings it back by itself; after an answer that was
// none, such as 503 where there is no room, it never does (HTML, section 9.2.3).

// No sooner than the service says in Retry-After, which scripts do not see of a stream (web/problems.py); in ms.
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 5 * 60_000;

/**
 * @param {string} address
 * @param {string} name of the events
 * @param {(told: any) => void} heard
 * @param {() => void} [refused] each time that it was; it is tried again, after pauses that grow
 * @returns {() => void} ends it
 */
export function listenAgain(address, name, heard, refused = () => {}) {
  /** @type {EventSource} */
  let source;
  let pause = FIRST_PAUSE;
  let timer = 0;
  const listen = () => {
    source = new EventSource(address);
    source.addEventListener(name, ({ data }) => {
      pause = FIRST_PAUSE;
      heard(JSON.parse(data));
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      // All who were refused at once come back one by one.
      timer = setTimeout(listen, pause * (1 + Math.random()));
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      refused();
    });
  };
  listen();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
