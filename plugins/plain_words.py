"""Hints on sentences that are too long to follow at once, and on words that the company would rather not read.

Called by `inv check`, never by a build: a hint is for its author to take or leave. The list of words is the company's
own, content/jargon.toml, a table for each language.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.body_links import without_code
from plugins.content_index import Entry, Site
from plugins.problems import Problem

FILE = "jargon.toml"
# Words in a sentence. English guides say 25 to 30; French needs more small
# words to say the same; German, Polish and Arabic write as one word what English writes as two or three.
LONGEST_SENTENCE = {"en": 30, "fr": 35, "nl": 30, "de": 26, "pl": 26, "ar": 26}
LONGEST_ELSEWHERE = 32

_END = re.compile(r"[.!?…؟۔][\"'”’»)\]]*(?=\s|$)|[。！？]")
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|<[^>]*>|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
# What is not a sentence that goes on: headings, tables, quoted HTML, definitions.
_APART = re.compile(r"\s*(?:#|\||<|:::|\[\^?[^\]]+\]:|[-=]{3,}\s*$)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]|>)\s+")

Jargon = Mapping[str, Mapping[str, str]]
Lines = list[tuple[int, str]]


def check_words(site: Site) -> list[Problem]:
    """Long sentences and jargon on every page, and what is wrong with the list itself."""
    jargon, found = read_jargon(site.content)
    patterns = {lang: _pattern(words) for lang, words in jargon.items() if words}
    for entry in site.entries:
        words = jargon.get(entry.lang, {})
        for lines in _paragraphs(entry):
            found += _long(entry, lines)
            if words:
                found += _jargon(entry, lines, patterns[entry.lang], words)
    return found


def read_jargon(content: Path) -> tuple[Jargon, list[Problem]]:
    """The words by language, each with what to say instead; and a problem where the file cannot be read."""
    path = content / FILE
    if not path.is_file():
        return {}, []
    name = f"{content.name}/{FILE}"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        return {}, [Problem(name, 1, "", f"cannot be read: {error}. Allowed: TOML.", rule="jargon-list")]
    if not all(isinstance(said, dict) and all(isinstance(w, str) for w in said.values()) for said in tables.values()):
        message = 'is not a list of words. Allowed: a table for each language, such as [en], with "word" = "instead".'
        return {}, [Problem(name, 1, "", message, rule="jargon-list")]
    return {lang: {word.casefold(): said for word, said in words.items()} for lang, words in tables.items()}, []


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _paragraphs(entry: Entry) -> Iterator[Lines]:
    """What is read in one go: the title, the summary, and each paragraph and item of the text, without its markup."""
    for name in ("title", "summary"):
        if field := entry.source.fields.get(name):
            yield list(field.lines)
    lines: Lines = []
    for number, line in enumerate(without_code(entry.source.body).split("\n"), entry.source.body_line):
        item = _ITEM.match(line)
        if lines and (not line.strip() or item or _APART.match(line)):
            yield lines
            lines = []
        if line.strip() and not _APART.match(line):
            lines.append((number, _MARKUP.sub(r"\1", line[item.end() :] if item else line)))
    if lines:
        yield lines


def _long(entry: Entry, lines: Lines) -> Iterator[Problem]:
    most = LONGEST_SENTENCE.get(entry.lang.partition("-")[0], LONGEST_ELSEWHERE)
    count, begins = 0, lines[0][0]
    for number, text in lines:
        for index, part in enumerate(_END.split(text)):
            if index:
                yield from _told(entry, begins, count, most)
                count = 0
            begins = number if count == 0 else begins
            count += sum(any(letter.isalnum() for letter in word) for word in part.split())
    yield from _told(entry, begins, count, most)


def _told(entry: Entry, line: int, count: int, most: int) -> Iterator[Problem]:
    if count > most:
        message = f"a sentence of {count} words. Allowed: about {most}; two sentences are easier to follow."
        yield Problem(entry.file, line, "", message, level="hint", rule="long-sentence")


def _jargon(entry: Entry, lines: Lines, pattern: re.Pattern[str], words: Mapping[str, str]) -> Iterator[Problem]:
    for number, text in lines:
        for match in pattern.finditer(text):
            instead = words[match[0].casefold()]
            message = f'"{match[0]}" is on the list of words to avoid. Allowed: {instead or "say it plainly"}.'
            yield Problem(entry.file, number, "", message, level="hint", rule="jargon")
