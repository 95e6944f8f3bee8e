"""How right the detectors are about the labelled texts of benchmarks/corpus: precision, recall, and what went wrong.

Run by `inv bench`, or `python benchmarks/screening_quality.py`.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpus.texts import scores, texts


def main() -> None:
    judged = [(text, text.found()) for text in texts()]
    languages = Counter(text.lang for text, _found in judged)
    clean = sum(not text.expected for text, _found in judged)
    print(f"{len(judged)} texts, in {clean} of which there is nothing to find; by language: {dict(languages)}")
    print(f"{'detector':<20} {'n':>4} {'precision':>9} {'recall':>7}")
    for detector, score in scores(judged).items():
        print(f"{detector:<20} {score.wanted:>4} {score.precision:>9.3f} {score.recall:>7.3f}")
    for text, found in judged:
        for detector in sorted(text.expected ^ found):
            what = "missed" if detector in text.expected else "wrongly found"
            print(f"  {what}: {detector}, {text.lang}: {text.written}")


if __name__ == "__main__":
    main()
