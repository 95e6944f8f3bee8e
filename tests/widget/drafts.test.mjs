import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../comments_service/widget/drafts.js";

const DAY = 24 * 60 * 60 * 1000;

/** A storage as browsers have it: its keys are its own properties, its methods are not. */
function storage(entries = {}) {
  return Object.assign(
    Object.create({
      getItem(key) { return this[key] ?? null; },
      setItem(key, value) { this[key] = value; },
      removeItem(key) { delete this[key]; },
    }),
    entries,
  );
}

const broken = new Proxy({}, {
  get() { throw new Error("QuotaExceededError"); },
  ownKeys() { throw new Error("SecurityError"); },
});

test("a draft outlives the page, with its id", () => {
  const shelf = storage();
  new Drafts(shelf).keep("amal:rota:", { id: "id-1", body: "Half a thought" });

  const { id, body } = new Drafts(shelf).read("amal:rota:");

  assert.deepEqual([id, body], ["id-1", "Half a thought"]);
});

test("a draft is gone once it is forgotten", () => {
  const shelf = storage();
  const drafts = new Drafts(shelf);
  drafts.keep("amal:rota:", { id: "id-1", body: "Said" });
  drafts.forget("amal:rota:");

  assert.equal(drafts.read("amal:rota:"), undefined);
  assert.deepEqual(Object.keys(shelf), []);
});

test("after thirty days a draft is thrown away, whoever comes", () => {
  const shelf = storage({ "townhall:appearance": "dark" });
  new Drafts(shelf, () => 0).keep("amal:rota:", { id: "id-1", body: "Long ago" });

  assert.equal(new Drafts(shelf, () => 30 * DAY - 1).read("amal:rota:")?.body, "Long ago");
  assert.equal(new Drafts(shelf, () => 30 * DAY).read("amal:rota:"), undefined);
  assert.deepEqual(Object.keys(shelf), ["townhall:appearance"]);
});

test("what somebody else left under our name is no draft", () => {
  const shelf = storage({ "townhall:draft:a": "{", "townhall:draft:b": "null", "townhall:draft:c": '{"body": 1}' });

  assert.equal(new Drafts(shelf).read("a"), undefined);
  assert.deepEqual(Object.keys(shelf), []);
});

for (const [name, shelf] of [["without", null], ["with broken", broken]]) {
  test(`${name} storage a draft lives as long as the page`, () => {
    const drafts = new Drafts(shelf);
    drafts.keep("amal:rota:", { id: "id-1", body: "Here for now" });

    assert.equal(drafts.read("amal:rota:")?.body, "Here for now");
    drafts.forget("amal:rota:");
    assert.equal(drafts.read("amal:rota:"), undefined);
  });
}
