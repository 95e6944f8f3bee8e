"""Looks for the text that takes each detector longest, by keeping what is slow and changing it: hill climbing.

`python benchmarks/screening_search.py [STEPS [SEED ...]]`, with `ONLY=watch_words` for some detectors alone. A text is
a few pieces, in turn or in any order; a step changes a piece, a character, or how they are put together. Processor
time, as on a quiet machine: what a loop that is always the same takes longer than its least, before and after, is off.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.screening_speed import UNITS, WORDS, full, rows

STEPS, SEEDS = 600, (1, 2, 3)
# So many texts to choose a beginning from; so many of the slowest of each climb are measured again, so often.
BEGINNINGS, KEPT, ROUNDS, AGAIN = 60, 6, 7, 9
# The loop takes as long before as after, or nearly.
STEADY = 1.2
MOST_PIECES, LONGEST_PIECE = 8, 40
# Worth trying: what is several when written out, what joins with what, what is lowered to two, what cannot be seen,
# what another script has alike, digits and letters that are wide, and what takes four bytes.
ODD = (
    "½¼⅓ﬁﬀﬃßŉǰΐΰẖẗẘẙẚﬓﬔﬕﬖﬗևǆǅǄĲĳĿŀ㌔ﷺﷻ㈀㈝㋿㍿™℡℻ªº²³¹"
    "ᅡᅢᅣᆨᄀᄁ가각힣ㄱㅏﾡￂ़়ִַּׁׂ́̈̃ាំ゙゚ٌٍََُِّٓٔΆΈᾳᾼᾲῼİıſKÅ"
    "\u200b\u200d\ufe0f\u00ad\u2060٠١۴०１𝟙𝟘①⑴аеорсхіοαερνΑΒ𝐡𝐞ⓗ🄰ｈｅﾞ𐐀𑂚𠀀😀"
    "@$€!_·•*~`'’/\\|,:;-.…—–−+()[]{}<>\"“”„«»#%&=? \n\t\u00a0\u3000aAzZ0123456789"
)
TERMS = sorted({word for one in WORDS for word in one.term.replace("*", "").split()})


@dataclass(frozen=True, slots=True)
class Recipe:
    """A text: pieces in turn, or drawn by a seed in any order."""

    pieces: tuple[str, ...]
    seed: int = 0

    def text(self, length: int) -> str:
        if not self.seed:
            return full("".join(self.pieces), length)
        return full("".join(random.Random(self.seed).choices(self.pieces, k=length)), length)


def a_piece(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.45:
        return dice.choice(UNITS).replace("_", " ")
    if kind < 0.6:
        return dice.choice(TERMS) + dice.choice(["", " ", " " * 6])
    if kind < 0.85:
        return "".join(dice.choices(ODD, k=dice.randint(1, 6)))
    return a_character(dice)


def a_character(dice: random.Random) -> str:
    if dice.random() < 0.7:
        return dice.choice(ODD)
    code = dice.choice([dice.randrange(0x80, 0x3000), dice.randrange(0xE000, 0x20000), dice.randrange(0x20, 0xD800)])
    return chr(code)


def beginning(dice: random.Random) -> Recipe:
    pieces = tuple(a_piece(dice) for _ in range(dice.randint(1, 5)))
    return Recipe(pieces, dice.choice([0, dice.randrange(1, 10**6)]))


def changed(recipe: Recipe, dice: random.Random) -> Recipe:
    """One step away."""
    pieces = list(recipe.pieces)
    at = dice.randrange(len(pieces))
    step = dice.randrange(9)
    if step == 0:
        return replace(recipe, seed=dice.choice([0, dice.randrange(1, 10**6)]))
    if step == 1 and len(pieces) < MOST_PIECES:
        pieces.insert(at, a_piece(dice))
    elif step == 2 and len(pieces) > 1:
        del pieces[at]
    elif step == 3:
        pieces[at] = a_piece(dice)
    elif step == 4:
        dice.shuffle(pieces)
    elif step == 5 and len(pieces) < MOST_PIECES:
        pieces.append(pieces[at])
    else:
        pieces[at] = with_another_character(pieces[at], dice)
    return replace(recipe, pieces=tuple(pieces))


def with_another_character(piece: str, dice: random.Random) -> str:
    """A character of it changed, put in, doubled or taken out."""
    at = dice.randrange(len(piece))
    step = dice.randrange(4)
    if step == 0:
        return piece[:at] + a_character(dice) + piece[at + 1 :]
    if step == 1 and len(piece) < LONGEST_PIECE:
        return piece[:at] + a_character(dice) + piece[at:]
    if step == 2 and len(piece) < LONGEST_PIECE:
        return piece[:at] + piece[at] + piece[at:]
    return piece[:at] + piece[at + 1 :] or a_character(dice)


class Loop:
    """What is always as much to do: how long it takes tells how busy the machine is.

    Attributes:
        least: the least that it ever took, in milliseconds.
    """

    def __init__(self) -> None:
        self.least = 9_999.0

    def spent(self) -> float:
        began = time.process_time()
        sum([number * number for number in range(1_000)])
        took = (time.process_time() - began) * 1_000
        self.least = min(self.least, took)
        return took


LOOP = Loop()


def spent(run: Callable[[str], object], text: str, times: int) -> float:
    """How many loops it takes, the middle of so many times; nought where the machine never was as busy for so long."""
    took = []
    for _ in range(times):
        before, began = LOOP.spent(), time.process_time()
        run(text)
        ended, after = time.process_time(), LOOP.spent()
        if max(before, after) < STEADY * min(before, after):
            took.append((ended - began) * 2_000 / (before + after))
    return median(took) if took else 0


def climbed(run: Callable[[str], object], length: int, steps: int, seed: int) -> Iterator[tuple[float, Recipe]]:
    """Each text that was slower than all before it."""
    dice = random.Random(seed)
    tried = [(spent(run, recipe.text(length), 3), recipe) for recipe in (beginning(dice) for _ in range(BEGINNINGS))]
    slowest, best = max(tried, key=lambda one: one[0])
    yield slowest, best
    for _ in range(steps):
        other = changed(best, dice)
        text = other.text(length)
        # What is no slower the first time is not slower.
        if spent(run, text, 1) > slowest and (took := spent(run, text, 7)) > slowest:
            slowest, best = took, other
            yield slowest, best


def worst(run: Callable[[str], object], length: int, steps: int, seeds: list[int]) -> tuple[float, Recipe]:
    """The slowest of all climbs, each measured again in rounds, the middle of which counts."""
    kept = {recipe for seed in seeds for _took, recipe in list(climbed(run, length, steps, seed))[-KEPT:]}
    rounds = [{recipe: spent(run, recipe.text(length), AGAIN) for recipe in kept} for _ in range(ROUNDS)]
    found = {recipe: median(took[recipe] for took in rounds) for recipe in kept}
    slowest = max(found, key=found.__getitem__)
    return found[slowest] * LOOP.least, slowest


def main() -> None:
    steps, *seeds = [int(one) for one in sys.argv[1:]] or [STEPS]
    seeds = seeds or list(SEEDS)
    only = os.environ.get("ONLY", "")
    print(f"ms of the slowest text that {len(seeds)} climbs of {steps:,} steps found (seeds {seeds})")
    for name, length, run in rows():
        if only in name:
            took, recipe = worst(run, length, steps, seeds)
            print(f"{took:7.2f}  {name:<24} {recipe}", flush=True)


if __name__ == "__main__":
    main()
