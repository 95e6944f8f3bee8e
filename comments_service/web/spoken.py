"""What the scripts say, in another language: a module of words with its sentences from the catalogue.

Called by bundle.py. tools/translations.py reads the same sentences from the same modules.
"""

import json
import re
from typing import Final

from comments_service.languages import Language, plural_rule

# `key: "words"`, or an arrow that puts something into words, or counts it: one for one, else for several.
SENTENCE: Final = re.compile(
    r'^  (?P<key>\w+): "(?P<plain>(?:\\.|[^"\\])*)",$'
    r"|^  (?P<with>\w+): \((?P<what>\w+)\) => `(?P<template>[^`]*)`,$"
    r"|^  (?P<counts>\w+): \((?P<count>\w+)\) =>\s*"
    r"\((?P=count) === 1 \? [\"`](?P<one>[^\"`]*)[\"`] : `(?P<many>[^`]*)`\),$",
    re.MULTILINE,
)


def is_words(module: str) -> bool:
    """Say whether a module is one of words, by its name."""
    return module == "words" or module.endswith("-words")


def spoken(module: str, language: Language) -> str:
    """Return a module of words in another language."""
    return SENTENCE.sub(lambda found: _said(found, language), module)


def _said(found: re.Match[str], language: Language) -> str:
    if found["counts"]:
        return f"  {found['counts']}: ({found['count']}) => {_counting(found, language)},"
    if found["with"]:
        said = language.gettext(_msgid(found["template"], found["what"]))
        return f"  {found['with']}: ({found['what']}) => {_template(said, found['what'])},"
    settings = {"lang": language.code, "locale": language.locale.replace("_", "-")}
    said = settings.get(found["key"]) or language.gettext(found["plain"])
    return f"  {found['key']}: {json.dumps(said, ensure_ascii=False)},"


def _counting(found: re.Match[str], language: Language) -> str:
    """All forms that a number takes, and the rule that chooses among them, which scripts read as it stands."""
    count = found["count"]
    said = ", ".join(_template(form, count) for form in language.forms(_msgid(found["one"], count)))
    rule = re.sub(r"\bn\b", count, plural_rule(language.code))
    return f"[{said}][+({rule})]"


def _msgid(template: str, what: str) -> str:
    return template.replace(f"${{{what}}}", f"%({what})s")


def _template(said: str, what: str) -> str:
    safe = said.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$")
    return f"`{safe.replace(f'%({what})s', f'${{{what}}}')}`"
