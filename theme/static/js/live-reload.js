// While people write: every build rewrites the manifest, so a changed ETag means there is something new to see.
// Only in a development build; a published page never carries this file's address.

/** @type {string | null} */
let seen = null;

async function look() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch("/threads.json", { method: "HEAD", cache: "no-store" });
    const mark = answer.headers.get("etag") ?? answer.headers.get("last-modified");
    if (!answer.ok || !mark) return;
    if (seen && seen !== mark) location.reload();
    seen = mark;
  } catch {
    // The server is restarting; the next look will tell.
  }
}

look();
setInterval(look, 1000);
