"""Build texts that nobody would write: `python -m benchmarks fuzz --minutes 20`.

Half of the texts come from grammars of numbers, dates, names and quotes, half are real articles
spoilt, where some stand in `../shared`. Each is read alone and timed, then all are built together,
with each of the rights in turn. The exit status is 1 where anything did not hold; the texts that
show it are cut down to few and written below `--keep`.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.fuzz.grammar import article
from benchmarks.fuzz.real import mutate, real_texts
from benchmarks.fuzz.trial import RIGHTS, build_corpus, read_alone

_SLOW = 0.5
"""Seconds of the processor for a text of a few thousand characters: twenty times what is usual."""


def main() -> int:
    """Run until the time is up."""
    options = _options()
    reals = real_texts()
    print(f"{len(reals)} real texts to spoil" if reals else "no real texts: grammars alone")
    end = time.monotonic() + 60 * options.minutes
    number, n_texts, wrong = options.seed, 0, 0
    read_alone("Loaded once, the lists of words cost nothing any more.")
    withdrawn: Counter[str] = Counter()
    while time.monotonic() < end:
        chance = Random(f"factpack {number}")
        texts = [
            mutate(chance, reals) if reals and place % 2 else article(chance)
            for place in range(options.texts)
        ]
        rights = RIGHTS[number % len(RIGHTS)]
        failures = _failures(texts, rights, withdrawn, options.keep, number)
        wrong += len(failures)
        n_texts += len(texts)
        for failure in failures:
            print(f"round {number} ({rights}): {failure}", flush=True)
        number += 1
    print(f"{n_texts:,} texts in {number - options.seed} builds: {wrong} failures")
    for what, n in withdrawn.most_common():
        print(f"  withdrawn after validation: {n} {what}")
    return 1 if wrong else 0


def _failures(
    texts: list[str], rights: str, withdrawn: Counter[str], keep: Path | None, number: int
) -> list[str]:
    failures = []
    for place, text in enumerate(texts):
        try:
            seconds = read_alone(text)
        except Exception as problem:
            where = traceback.extract_tb(problem.__traceback__)[-1]
            failures.append(f"{type(problem).__name__} in {where.name}: {problem}")
            _keep(keep, f"{number}-{place}", [text])
            continue
        if seconds > _SLOW:
            failures.append(f"{seconds:.1f} s for {len(text):,} characters")
            _keep(keep, f"{number}-{place}", [text])
    wrong, more = build_corpus(texts, rights)
    withdrawn.update(f"{f.code} {f.table}.{f.column}: {f.message[:80]}" for f in more)
    if wrong:
        failures += wrong
        _keep(keep, f"{number}-build-{rights}", _fewest(texts, rights))
    elif more and keep:
        _keep(keep, f"{number}-withdrawn-{rights}", _fewest(texts, rights, withdrawn=True))
    return failures


def _fewest(texts: list[str], rights: str, *, withdrawn: bool = False) -> list[str]:
    """A half of the texts that fails as all do, again and again."""
    while len(texts) > 1:
        half = len(texts) // 2
        for part in (texts[:half], texts[half:]):
            if build_corpus(part, rights)[withdrawn]:
                texts = part
                break
        else:
            break
    return texts


def _keep(folder: Path | None, stem: str, texts: list[str]) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for place, text in enumerate(texts):
            (folder / f"{stem}-{place}.txt").write_text(text, "utf-8", "surrogatepass")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0, help="number of the first round")
    parser.add_argument("--texts", type=int, default=200, help="texts of a round")
    parser.add_argument("--keep", type=Path, help="folder for texts that show a failure")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
