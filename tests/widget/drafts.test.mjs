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

/** A tab of a browser: what it alone remembers is given, so that it can be loaded again. */
function tab(shelf, own = storage()) {
  return new Drafts(shelf, () => 0, own);
}

test("two tabs keep a draft each, and each finds its own again", () => {
  const shelf = storage();
  const [one, other] = [storage(), storage()];
  const [first, second] = [tab(shelf, one), tab(shelf, other)];
  for (const open of [first, second]) assert.equal(open.read("amal:rota:"), undefined);
  first.keep("amal:rota:", { id: "id-1", body: "In the first" });
  second.keep("amal:rota:", { id: "id-2", body: "In the second" });

  assert.equal(tab(shelf, one).read("amal:rota:")?.body, "In the first");
  assert.equal(tab(shelf, other).read("amal:rota:")?.body, "In the second");
  second.forget("amal:rota:");
  assert.equal(tab(shelf).read("amal:rota:")?.body, "In the first");
});

test("what is begun from one draft in two tabs becomes two where both go on", () => {
  const shelf = storage();
  tab(shelf).keep("amal:rota:", { id: "id-1", body: "Begun" });
  const [first, second] = [tab(shelf), tab(shelf)];
  for (const open of [first, second]) open.read("amal:rota:");

  assert.equal(first.keep("amal:rota:", { id: "id-1", body: "Begun, one way" }), "id-1");
  const id = second.keep("amal:rota:", { id: "id-1", body: "Begun, another way" });
  assert.notEqual(id, "id-1");
  assert.equal(second.keep("amal:rota:", { id, body: "Begun, another way." }), id);
  assert.equal(Object.keys(shelf).length, 2);
});

test("what is sent in one tab takes nothing from another that has gone on", () => {
  const shelf = storage();
  tab(shelf).keep("amal:rota:", { id: "id-1", body: "Begun" });
  const [first, second, third] = [tab(shelf), tab(shelf), tab(shelf)];
  for (const open of [first, second, third]) open.read("amal:rota:");
  first.keep("amal:rota:", { id: "id-1", body: "Begun, and gone on" });
  second.forget("amal:rota:");
  assert.equal(tab(shelf).read("amal:rota:")?.body, "Begun, and gone on");

  first.forget("amal:rota:");
  assert.notEqual(third.keep("amal:rota:", { id: "id-1", body: "Begun, and after it was sent" }), "id-1");
});

test("a tab that has written nothing throws away nothing", () => {
  const shelf = storage();
  const idle = tab(shelf);
  idle.read("amal:rota:");
  tab(shelf).keep("amal:rota:", { id: "id-1", body: "In another tab" });
  idle.forget("amal:rota:");

  assert.equal(tab(shelf).read("amal:rota:")?.body, "In another tab");
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
