"""How many ways of saying a thing are read, predicate by predicate.

python -m benchmarks wordings                     recall and near misses, both halves
python -m benchmarks wordings --errors acquired   what is missed and wrong, of the half `learn`

Each sentence is read by itself, once with its names told ("given") and once without ("open"). A
claim is found where its subject, its object and whether it is planned, denied or over are those of
the sentence; every other claim of the predicate is wrong. See sentences/README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from benchmarks.wordings.reading import Outcome, read, sentences


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Score the wordings of each predicate.")
    parser.add_argument("--errors", metavar="PREDICATE", help="show the half `learn`")
    parser.add_argument("--open", action="store_true", help="with --errors: names are not told")
    options = parser.parse_args()
    if options.errors:
        for sentence in sentences():
            if sentence.predicate == options.errors and not sentence.held:
                outcome = read(sentence, given=not options.open)
                if outcome.found < outcome.wanted or outcome.wrong:
                    counts = f"{outcome.found}/{outcome.wanted}, {outcome.wrong} wrong"
                    print(f"{counts}: {sentence.text}")
        return 0
    rows = list(sentences())
    given = [read(sentence, given=True) for sentence in rows]
    unaided = [read(sentence, given=False) for sentence in rows]
    print(f"{'':20}{'given: learn':>20}{'held':>20}{'open: learn':>20}{'held':>20}")
    for predicate in (*dict.fromkeys(row.predicate for row in rows), None):
        cells = [
            _cell(
                outcome
                for outcome in outcomes
                if predicate in (None, outcome.sentence.predicate) and outcome.sentence.held is held
            )
            for outcomes in (given, unaided)
            for held in (False, True)
        ]
        print(f"{predicate or 'all':20}" + "".join(f"{cell:>20}" for cell in cells))
    return 0


def _cell(outcomes: Iterable[Outcome]) -> str:
    """Recall, found of wanted, and how many were wrong."""
    rows = list(outcomes)
    found, wanted = sum(row.found for row in rows), sum(row.wanted for row in rows)
    wrong = sum(row.wrong for row in rows)
    share = found / wanted if wanted else 0.0
    return f"{share:.2f} {found}/{wanted} -{wrong}"


if __name__ == "__main__":
    sys.exit(main())
