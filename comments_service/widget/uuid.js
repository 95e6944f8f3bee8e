// Ids for comments, made where the draft begins so that sending it twice makes one comment. Pure but for the dice.

/**
 * A UUIDv7 (RFC 9562, section 5.7): ids sort by when they were made. Not crypto.randomUUID, which is version 4 and is
 * missing where a newsroom is read over plain http.
 *
 * @param {number} [now] milliseconds since 1970
 * @param {Uint8Array} [dice] sixteen random bytes
 */
export function uuidv7(now = Date.now(), dice = crypto.getRandomValues(new Uint8Array(16))) {
  const bytes = Array.from(dice, (byte, place) => {
    if (place < 6) return Math.floor(now / 2 ** (40 - 8 * place)) % 256;
    if (place === 6) return (byte % 16) + 0x70;
    return place === 8 ? (byte % 64) + 0x80 : byte;
  });
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
