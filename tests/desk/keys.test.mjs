// Which key means what, and when none does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commandOf } from "../../comments_service/desk/keys.js";

const plain = { ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false };
const reading = { isWriting: false, areOn: true };
const press = (key, circumstances = reading, how = {}) => commandOf({ key, ...plain, ...how }, circumstances);

test("each key of the desk has its command", () => {
  const keys = [..."jkarbehnux/?16"];
  const commands = keys.map((key) => press(key));

  assert.deepEqual(commands, [
    "next", "previous", "approve", "remove", "return", "escalate", "hide", "note", "undo", "select", "search", "help",
    "queue-1", "queue-6",
  ]);
});

test("nothing happens to somebody who writes, but that Ctrl and Enter send", () => {
  const writing = { isWriting: true, areOn: true };

  assert.deepEqual([..."jar1?"].map((key) => press(key, writing)), ["", "", "", "", ""]);
  assert.equal(press("Enter", writing), "");
  assert.equal(press("Enter", writing, { ctrlKey: true }), "send");
  assert.equal(press("Enter", writing, { metaKey: true }), "send");
  assert.equal(press("Enter", reading, { ctrlKey: true }), "");
});

test("with a key held down that is the browser's, nothing happens", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey"]) assert.equal(press("a", reading, { [held]: true }), "");
  assert.equal(press("a", reading, { isComposing: true }), "");
});

test("keys that were turned off do nothing; a form can still be closed", () => {
  const off = { isWriting: false, areOn: false };

  assert.deepEqual([..."jkar?1"].map((key) => press(key, off)), ["", "", "", "", "", ""]);
  assert.equal(press("Escape", off), "close");
});

test("a key held down goes on through the list and decides nothing", () => {
  assert.equal(press("j", reading, { repeat: true }), "next");
  assert.deepEqual([..."arux"].map((key) => press(key, reading, { repeat: true })), ["", "", "", ""]);
});
