"""How long the worst comments take to clean and render: families of hostile Markdown, the worst of each kind first.

Run by `inv bench`, or `python benchmarks/hostile_markdown.py [rows]`. Prints milliseconds of processor time, the best
of a few runs each; the promise is 50 at most. Beside them: dense honest text, and plain prose.
"""

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from comments_service.discussion import markup
from comments_service.discussion.body import MAX_CHARACTERS, MAX_RAW_CHARACTERS, clean_body
from comments_service.refusals import Refusal

LIMIT_MS = 50
RUNS = 5
SEED = 2
SIGNS = '[]()!*_~`<>@\\:/-1. \n a#&|"'
HIDING = "\u200b\u200c\u200d\u200e\ufe0f\u0301\u0327\u0331a \n\u202e\U000e0061\U0001f3f4\u3164\u1100\u1161\uac00\u05b0é"
UNITS = [
    "[",
    "![",
    "[[]",
    "](",
    "[](",
    "[a](",
    "[a](b)",
    "[a](/b)",
    "[](<",
    "](",
    "`",
    "``",
    "`a",
    ">",
    ">>",
    "*",
    "**",
    "_",
    "*",
    "_*",
    "*_",
    "**",
    "a**a",
    "*a_",
    "_a*",
    "~~",
    "~~a",
    "~",
    "<",
    "<a",
    "<a@",
    "<http://",
    "http://",
    "https://a.b",
    "https://a.b/(",
    "\\",
    "\\[",
    "&",
    "&amp;",
    "&#x;",
    "@a",
    "@",
    "@a@",
    ":",
    "://",
    "(",
    ")",
    "]]",
    "[[a](b)](c)",
    "*[a](b)*",
    "**[`",
    "[`",
    "`[",
    "[^",
    "x<http://",
    "@a<https://a.b/",
    "https://a.b/)",
    "**https://a.b/",
    "mailto:",
    "a@b.c",
    "[a](http://中)",
    "http://中文",
    "***a***a",
    "_a_",
    "__a__",
    "*a*",
    "[x](\\(",
    "[x](/%zz%",
    "`a``b```c````d",
    "|a|b|",
    "1.1.",
    "#a",
    "=",
]
PAIRS = (("*", "*"), ("*_", "_*"), ("**", "**"), ("[", "]"), ("*[", "](/b)*"), ("`", "`"), ("(", ")"))
DENSE = (
    "The *night* shift moved to **four-on** last week and [the rota](/news/rota/) says so; see "
    "https://intranet.example/x for `code`.\n\n- one thing\n- another @amal thing\n\n> quoted text here\n\n"
)


def full(text: str) -> str:
    """As much of it, again and again, as a comment holds."""
    return (text * (MAX_CHARACTERS // len(text) + 1))[:MAX_CHARACTERS]


def repeated() -> Iterator[tuple[str, str]]:
    for unit in UNITS:
        for gap in ("", " ", "\n"):
            yield f"{unit + gap!r} again and again", full(unit + gap)
        yield f"{'x' + unit!r} again and again", full("x" + unit)


def nested() -> Iterator[tuple[str, str]]:
    for depth in (7, 10, 16, 30, 100, 5_000):
        for marker in (">", "> ", "- ", "1. ", "> - "):
            yield f"{marker!r} {depth} deep, again and again", full(marker * depth + "a\n")
            yield f"{marker!r} {depth} deep, then lazy lines", (marker * depth + "a\n" + "b\n" * 5_000)[:MAX_CHARACTERS]
        for opening, closing in (
            ("*", "*"),
            ("*_", "_*"),
            ("**", "**"),
            ("[", "]"),
            ("*[", "](/b)*"),
            ("`", "`"),
            ("(", ")"),
        ):
            yield f"{opening!r} {depth} deep", full(opening * depth + "a" + closing * depth)
    yield "lists by indentation", "\n".join("  " * level + "- a" for level in range(97))
    yield "lists parted by blank lines", full("- a\n\n  b\n\n")
    yield "fences", full("```\na\n```\n")
    yield "backticks, ever more", "".join("`" * count + " " for count in range(1, 140))
    yield "a link's long title", '[a](/b "' + full('\\"')[:9_000]
    yield "a long international host", "http://" + "中" * 9_000
    yield "spaces within a line", "a" + " " * 9_990 + "b"
    yield "marks on one letter", "a" + "\u0327\u0301" * 15_000
    yield "spaces past the limit", "a" + " " * (MAX_RAW_CHARACTERS - 9) + "b"


def chance() -> Iterator[tuple[str, str]]:
    dice = random.Random(SEED)
    for number in range(30):
        yield f"any signs, {number}", "".join(dice.choices(SIGNS, k=MAX_CHARACTERS))
        few = "".join(dice.sample(SIGNS, dice.randint(2, 6)))
        yield f"any of {few!r}", "".join(dice.choices(few, k=MAX_CHARACTERS))
        unit = "".join(dice.choices(SIGNS, k=dice.randint(2, 9)))
        yield f"{unit!r} again and again", full(unit)
        hiding = "".join(dice.sample(HIDING, dice.randint(2, 8)))
        yield f"any of {hiding!a}", "".join(dice.choices(hiding, k=MAX_RAW_CHARACTERS))


def answer(text: str) -> str:
    """What a reader of the API would get: the size of the HTML, or the refusal's code."""
    try:
        return f"{len(markup.render(clean_body(text), names={'a': 'Amal Haddad', 'amal': 'Amal Haddad'})):,} characters"
    except Refusal as refusal:
        return refusal.code


def measure(text: str) -> tuple[float, str]:
    """Milliseconds, the best of a few runs (of processor time: others use the machine too), and what came of it."""
    best = float("inf")
    for _ in range(RUNS):
        began = time.process_time()
        outcome = answer(text)
        best = min(best, (time.process_time() - began) * 1_000)
    return best, outcome


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    answer(DENSE)
    hostile = {**dict(repeated()), **dict(nested()), **dict(chance())}
    measured = sorted(((*measure(text), name) for name, text in hostile.items()), reverse=True)
    print(f"Hostile Markdown: {len(measured)} texts of up to {MAX_CHARACTERS:,} characters, cleaned and rendered\n")
    print(f"{'ms':>7}  {'answer':<24} text")
    for spent, outcome, name in measured[:rows]:
        print(f"{spent:7.1f}  {outcome:<24} {name}")
    middle = measured[len(measured) // 2][0]
    print(f"\nworst {measured[0][0]:.1f} ms, middle {middle:.1f} ms; the promise is {LIMIT_MS} ms")
    for name, text in (
        ("dense honest Markdown", DENSE),
        ("plain prose", "The night shift moved to four-on last week. "),
    ):
        print(f"{measure(full(text))[0]:7.1f}  {name}, {MAX_CHARACTERS:,} characters")


if __name__ == "__main__":
    main()
