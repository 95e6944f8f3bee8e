// Pure modules that turn facts into words: times, findings, outcomes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { byMessage, foundWords, masked } from "../../comments_service/widget/findings.js";
import { outcomeOf } from "../../comments_service/widget/outcome.js";
import { inWords } from "../../comments_service/widget/times.js";

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 2, 3, 12);
const ago = (minutes) => inWords(new Date(NOON - minutes * MINUTE), NOON, "en-GB");

test("times of a day are said as people say them", () => {
  assert.deepEqual([0, 1, 59, 60, 1439].map(ago), ["now", "1 minute ago", "59 minutes ago", "1 hour ago", "23 hours ago"]);
});

test("older times, and those of a clock that is ahead, are said in full", () => {
  assert.match(ago(1440), /^2 Mar 2026/);
  assert.match(ago(-5), /^3 Mar 2026/);
});

test("found words are counted in characters, not in what the field counts", () => {
  const typed = "  👩🏽‍🏭 write to amal@example.com\n";
  const start = Array.from(typed).indexOf("@") - 4;

  assert.equal(foundWords(typed, { message: "", start, end: start + 16 }), "amal@example.com");
});

test("what can go is replaced by a bar that does not tell its length, and nothing else is", () => {
  const typed = "👩🏽‍🏭 a@b.c and 0612345678, heron";
  const [mail, phone, word] = ["a@b.c", "0612345678", "heron"].map((words) => {
    const start = Array.from(typed.slice(0, typed.indexOf(words))).length;
    return { message: "", start, end: start + words.length, mask: words !== "heron" };
  });

  assert.equal(masked(typed, [phone, word, mail]), "👩🏽‍🏭 ▇▇▇ and ▇▇▇, heron");
  assert.equal(masked(typed, [word]), typed);
});

test("what overlaps or touches is never shown between bars", () => {
  const spans = [[0, 4], [2, 6], [6, 8], [1, 3]].map(([start, end]) => ({ message: "", start, end, mask: true }));

  assert.equal(masked("abcdefgh!", spans), "▇▇▇!");
});

test("one message is said once, with all its words", () => {
  const found = byMessage("a@b.c d@e.f a@b.c", [
    { message: "mail", start: 0, end: 5 },
    { message: "mail", start: 6, end: 11 },
    { message: "mail", start: 12, end: 17 },
    { message: "no place" },
  ]);

  assert.deepEqual([...found], [["mail", ["a@b.c", "d@e.f"]], ["no place", []]]);
});

test("what is published is said to be", () => {
  assert.deepEqual(outcomeOf({ state: "published" }, {}), { held: false, sentences: ["Your comment is published."] });
  assert.deepEqual(outcomeOf({ state: "published" }, { edit: "e" }).sentences, ["Your change is published."]);
});

test("what waits is said to wait, why, and how long that takes", () => {
  const comment = { state: "held", why: ["On this page every comment is read."], usual_wait: "usually read within an hour" };

  assert.deepEqual(outcomeOf(comment, {}), {
    held: true,
    sentences: [
      "Your comment is waiting for a facilitator. Only you see it.",
      "On this page every comment is read.",
      "It is usually read within an hour.",
    ],
  });
});

test("a change can wait while the comment stays public", () => {
  const comment = { state: "published", why: ["You asked a facilitator to look at it."] };

  assert.equal(outcomeOf(comment, { edit: "e" }).sentences[0], "Your change is waiting for a facilitator.");
});
