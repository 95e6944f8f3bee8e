import assert from "node:assert/strict";
import { test } from "node:test";
import { begun, linked, marked } from "../../comments_service/widget/marks.js";

/** A text with what is selected between « and », changed. */
function changed(shown, change) {
  const start = shown.indexOf("«");
  const end = shown.indexOf("»") - 1;
  const value = shown.replace(/[«»]/g, "");
  const { start: from, end: to, text, from: first, to: last } = change(value, start, end);
  const after = value.slice(0, from) + text + value.slice(to);
  return `${after.slice(0, first)}«${after.slice(first, last)}»${after.slice(last)}`;
}

const bold = (...where) => marked(...where, "**");
const italic = (...where) => marked(...where, "*");
const code = (...where) => marked(...where, "`");
const list = (...where) => begun(...where, "- ");
const quote = (...where) => begun(...where, "> ");

for (const [what, change, before, after] of [
  ["words become bold", bold, "a «b c» d", "a **«b c»** d"],
  ["spaces stay outside", bold, "a« b »c", "a **«b»** c"],
  ["nothing selected: one goes on within", bold, "a «» b", "a **«»** b"],
  ["bold is taken back from outside", bold, "a **«b»** c", "a «b» c"],
  ["bold is taken back from within", bold, "a «**b**» c", "a «b» c"],
  ["bold is no italic", italic, "**«a»**", "***«a»***"],
  ["italic is taken out of both", italic, "***«a»***", "**«a»**"],
  ["bold is taken out of both", bold, "***«a»***", "*«a»*"],
  ["code within a line", code, "run «make» now", "run `«make»` now"],
  ["code over lines", code, "so:\n«a\nb»\nc", "so:\n```\n«a\nb»\n```\nc"],
  ["code over lines, from within them", code, "so «a\nb» c", "so \n```\n«a\nb»\n```\n c"],
  ["a line becomes a point", list, "one\ntw«»o", "one\n- two«»"],
  ["lines become points, and empty ones stay", list, "«one\n\ntwo»", "«- one\n\n- two»"],
  ["points become lines", list, "«- one\n- two»", "«one\ntwo»"],
  ["an empty line begins a list", list, "one\n«»", "one\n- «»"],
  ["lines become a quote, whole", quote, "on«e\n\ntw»o", "«> one\n>\n> two»"],
  ["what follows a quote is no part of it", quote, "o«n»e\ntwo", "«> one»\n\ntwo"],
  ["words become a link, and its address is typed", linked, "see «here» now", "see [here](«https://») now"],
  ["an address becomes a link, and its words are typed", linked, "«https://meridale.example»", "[«»](https://meridale.example)"],
  ["nothing becomes a link whose words are typed", linked, "a «»", "a [«»](https://)"],
]) {
  test(what, () => assert.equal(changed(before, change), after));
}

test("whatever is marked is as it was when it is marked once more", () => {
  for (const mark of ["**", "*", "`"]) {
    for (const text of ["word", "two words", "ŻÓŁW", "مرحبا", "a-b", "3 < 4"]) {
      const once = changed(`x «${text}» y`, (...where) => marked(...where, mark));
      assert.equal(changed(once, (...where) => marked(...where, mark)), `x «${text}» y`);
    }
  }
});
