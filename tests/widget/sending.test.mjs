import assert from "node:assert/strict";
import { test } from "node:test";
import { send } from "../../comments_service/widget/sending.js";

/** A service that gives these answers in turn, and remembers what it was asked. */
function service(...answers) {
  const asked = [];
  const next = (verb) => async (id, sent) => {
    asked.push([verb, id, sent]);
    return answers.shift();
  };
  return { post: next("post"), edit: next("edit"), asked };
}

const taken = { status: 409, body: { type: "tag:townhall,2026:problem/id-is-taken" } };
const done = (status) => ({ status, body: {} });

test("a comment is posted under its draft's id", async () => {
  const it = service(done(201));

  assert.equal((await send(it, { parent: "p" }, { id: "a", body: "Words" }, false)).status, 201);
  assert.deepEqual(it.asked, [["post", "a", { body: "Words", review: false, parent: "p" }]]);
});

test("a change goes to the comment it changes", async () => {
  const it = service(done(200));
  await send(it, { edit: "e" }, { id: "a", body: "Words" }, true);

  assert.deepEqual(it.asked, [["edit", "e", { body: "Words", review: true }]]);
});

test("words changed after they had arrived are an edit", async () => {
  const it = service(taken, done(200));

  assert.equal((await send(it, {}, { id: "a", body: "Better words" }, false)).status, 200);
  assert.deepEqual(it.asked.map(([verb, id]) => [verb, id]), [["post", "a"], ["edit", "a"]]);
});

for (const status of [403, 404, 409]) {
  test(`an id that is somebody else's (${status}) is changed for another`, async () => {
    const it = service(taken, done(status), done(201));
    const draft = { id: "a", body: "Words" };

    assert.equal((await send(it, {}, draft, false)).status, 201);
    assert.equal(it.asked[2][1], draft.id);
    assert.notEqual(draft.id, "a");
  });
}

test("any other refusal is the answer", async () => {
  const closed = { status: 409, body: { type: "tag:townhall,2026:problem/thread-is-closed" } };
  const it = service(closed);

  assert.equal(await send(it, {}, { id: "a", body: "Words" }, false), closed);
  assert.equal(it.asked.length, 1);
});
