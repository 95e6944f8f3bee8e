import assert from "node:assert/strict";
import { test } from "node:test";
import { uuidv7 } from "../../comments_service/widget/uuid.js";

test("the example of RFC 9562, appendix A.6", () => {
  const dice = Uint8Array.from([0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);

  assert.equal(uuidv7(0x017f22e279b0, dice), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("it is of version 7 and of the usual variant, whatever the dice say", () => {
  for (const byte of [0, 0x3f, 0x80, 0xff]) {
    assert.match(uuidv7(Date.now(), new Uint8Array(16).fill(byte)), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("later ids sort later, and no two are the same", () => {
  const ids = Array.from({ length: 500 }, (_, second) => uuidv7(1_764_000_000_000 + second * 1000));

  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(Array.from({ length: 500 }, () => uuidv7())).size, 500);
});
