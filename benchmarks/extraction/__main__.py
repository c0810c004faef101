"""Score the default extractor on every set, and hold its floors.

python -m benchmarks extraction                   print the table, write docs/extraction.md
python -m benchmarks extraction --check           fail where a score falls or the page is stale
python -m benchmarks extraction --raise           raise the floors to what is reached
python -m benchmarks extraction --lower SET/MEASURE --reason "…"
python -m benchmarks extraction --errors SET/MEASURE [--limit 20]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.extraction import floors as fl
from benchmarks.extraction.gold import score_gold
from benchmarks.extraction.knowledgenet import score_knowledgenet
from benchmarks.extraction.meantime import score_meantime
from benchmarks.extraction.names import (
    score_core_names,
    score_knowledgenet_names,
    score_meantime_names,
)
from benchmarks.extraction.page import PAGE, page, table_lines
from benchmarks.extraction.pairs import score_pairs
from benchmarks.extraction.phrases import score_duckling, score_recognizers
from benchmarks.extraction.sets import SHARED
from benchmarks.extraction.speed import articles_a_second
from benchmarks.extraction.tally import Measure

SETS: dict[str, tuple[tuple[str, ...], tuple[Callable[[Path], list[Measure]], ...]]] = {
    "gold": (("gold", "articles"), (score_gold,)),
    "knowledgenet": (
        ("data/knowledgenet_business_dev.jsonl",),
        (score_knowledgenet, score_knowledgenet_names),
    ),
    "core": (("data/core_train.jsonl",), (score_pairs, score_core_names)),
    "meantime": (("data/meantime_dev.jsonl",), (score_meantime, score_meantime_names)),
    "recognizers": (("data/recognizers",), (score_recognizers,)),
    "duckling": (("data/duckling_money.jsonl",), (score_duckling,)),
}
"""What a set needs to be there, and what scores it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Score; the exit status is 1 where a floor is not held, 2 where one may not be lowered."""
    options = _options(arguments)
    skipped = [
        name
        for name, (paths, _) in SETS.items()
        if not all((options.shared / path).exists() for path in paths)
    ]
    for name in skipped:
        print(f"skipped: {name} needs {', '.join(SETS[name][0])} in {options.shared}")
    chosen = [options.errors.partition("/")[0]] if options.errors else list(SETS)
    measures = [
        measure
        for name in chosen
        if name not in skipped
        for score in SETS[name][1]
        for measure in score(options.shared)
    ]
    if options.errors:
        return _print_errors(measures, options.errors, options.limit)
    print("\n".join(table_lines(measures)))
    if not options.check and "gold" not in skipped:
        print(
            f"speed: {articles_a_second(options.shared):,.0f} articles of 2,500 characters a second"
        )
    reached = {measure.key: measure.reached for measure in measures}
    floors = fl.read_floors(options.floors)
    if options.lower:
        try:
            floors = fl.lower_floor(floors, options.lower, reached, options.reason)
        except fl.LoweringError as refused:
            print(f"refused: {refused}", file=sys.stderr)
            return 2
        fl.write_floors(floors, options.floors)
    if options.rise:
        floors = fl.raise_floors(floors, reached)
        fl.write_floors(floors, options.floors)
    stale = not skipped and not _page_holds(page(measures), options.page, write=not options.check)
    falls = fl.find_falls(floors, reached, skipped)
    for line in falls:
        print(f"below the floor: {line}", file=sys.stderr)
    if stale:
        print(f"stale: {options.page.name}; run python -m benchmarks extraction", file=sys.stderr)
    return int(bool(falls) or stale)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks extraction")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--raise", dest="rise", action="store_true", help="raise floors")
    parser.add_argument("--lower", metavar="SET/MEASURE", help="lower one floor, with --reason")
    parser.add_argument("--reason", default="", help="why a floor may fall")
    parser.add_argument("--errors", metavar="SET/MEASURE", help="print what a measure counts wrong")
    parser.add_argument("--limit", type=int, default=20, help="of errors")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the sets")
    parser.add_argument("--floors", type=Path, default=fl.FILE, help="file of the floors")
    parser.add_argument("--page", type=Path, default=PAGE, help="page to write")
    return parser.parse_args(arguments)


def _print_errors(measures: Sequence[Measure], key: str, limit: int) -> int:
    for measure in measures:
        if measure.key == key:
            print("\n".join(measure.tally.errors[:limit]))
            return 0
    print(f"no measure {key}: {', '.join(measure.key for measure in measures)}", file=sys.stderr)
    return 2


def _page_holds(text: str, path: Path, *, write: bool) -> bool:
    """Whether a page is as it should be, written where it may be."""
    if path.is_file() and path.read_text("utf-8") == text:
        return True
    if write:
        path.write_text(text, "utf-8", newline="\n")
        print(f"wrote {path.name}")
    return write


if __name__ == "__main__":
    sys.exit(main())
