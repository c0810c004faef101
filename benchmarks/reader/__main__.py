"""Measure whether a linear reader of pairs adds claims that hold: python -m benchmarks reader.

A logistic regression a predicate, trained on annotated news and KnowledgeNet, is asked about
stories that it did not learn from. For each predicate and threshold the claims are counted that it
adds to those of the rules, right/wrong: first to those that a build publishes, then to all that the
rules read. Sets called `made` were written for the benchmark and are counted apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.extraction.knowledgenet import FILE
from benchmarks.extraction.sets import SHARED
from benchmarks.news.material import MaterialError, read_material, set_names
from benchmarks.reader.examples import Example, NewsSet, read_knowledgenet, read_set
from benchmarks.reader.measure import added, ask, fold_of, group_stories
from benchmarks.reader.pairs import PREDICATES
from factpack.config.dataset import MIN_CONFIDENCE

THRESHOLDS = (0.4, 0.5, 0.6, 0.7)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; nothing is written, and no figure is a floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks reader")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the sets")
    options = parser.parse_args(arguments)
    materials = []
    for name in set_names():
        try:
            materials.append(read_material(name, options.shared))
        except MaterialError as missing:
            print(f"skipped: {missing}", file=sys.stderr)
    groups = group_stories(materials)
    fold = fold_of(groups)
    sets = [read_set(material, groups, MIN_CONFIDENCE) for material in materials]
    known = (options.shared / FILE).is_file()
    others = list(read_knowledgenet(options.shared)) if known else []
    print(f"{len(groups)} articles in {len(fold)} groups of stories")
    for predicate in PREDICATES:
        print("\n".join(_rows(predicate, sets, others, fold)), flush=True)
    return 0


def _rows(
    predicate: str, sets: Sequence[NewsSet], others: Sequence[Example], fold: dict[str, int]
) -> list[str]:
    places = [
        (news, i)
        for news in sets
        for i, example in enumerate(news.examples)
        if example.predicate == predicate
    ]
    examples = [news.examples[i] for news, i in places]
    elsewhere = [example for example in others if example.predicate == predicate]
    n_right = sum(example.right is True for example in examples)
    if n_right < 2:
        return [f"{predicate}: {n_right} examples are right, too few to learn from"]
    answers = ask(examples, elsewhere, fold)
    lines = [f"{predicate}: {n_right} of {len(examples)} pairs of news are right"]
    for label in ("published", "all read"):
        cells = []
        for threshold in THRESHOLDS:
            real: Counter[str] = Counter()
            made: Counter[str] = Counter()
            for news in sets:
                claims = news.published if label == "published" else news.every
                base = [claim for claim in claims if claim.predicate == predicate]
                own = {
                    i: float(answer)
                    for (of, i), answer in zip(places, answers, strict=True)
                    if of is news
                }
                found = added(news, own, threshold, base)
                (made if news.name.startswith("made") else real).update(found)
            counts = " ".join(f"{c['right']}/{c['wrong']}" for c in (real, made))
            cells.append(f"{threshold}: {counts}")
        lines.append(f"  beside {label:9}  " + "   ".join(cells))
    return lines


if __name__ == "__main__":
    sys.exit(main())
