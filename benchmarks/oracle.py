"""Everything that is extracted from the texts at hand, to be compared before and after a change.

python -m benchmarks oracle --out BEFORE.jsonl [--shared DIR]
python -m benchmarks oracle --against BEFORE.jsonl        what is read otherwise; status 1 if any is

One line a text: its name and the whole extraction as JSON. A move or a new name must change
nothing; any other change of the extractor can be read here line by line.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from benchmarks.extraction.sets import SHARED, plain_article, read_lines
from benchmarks.news.material import pool
from factpack.extract.rules_extractor import extract
from factpack.model import Metadata

SHOWN = 20
DAY = date(2020, 6, 17)
"""A day that "last year" and "on Friday" are resolved from."""


def texts(shared: Path) -> Iterator[tuple[str, str]]:
    """Name and text of everything there is to read, in a fixed order."""
    yield from ((document.name, document.content) for document in pool(shared))
    if not shared.is_dir():
        return
    for path in sorted((shared / "gold" / "news").glob("**/*.txt")):
        yield path.stem, path.read_text("utf-8")
    for path in sorted((shared / "articles").iterdir()):
        yield path.name, path.read_text("utf-8", errors="replace")
    for name in ("meantime_dev", "knowledgenet_business_dev"):
        for number, record in enumerate(read_lines(shared / "data" / f"{name}.jsonl")):
            yield f"{name}/{number}", record["text"]


def found(text: str) -> dict[str, object]:
    """The extraction of a text, read as if it had appeared on `DAY`; spans by their offsets."""
    article = plain_article(text)
    dated = Metadata(published_on=DAY, published_precision="day")
    article = replace(article, raw=replace(article.raw, metadata=dated))
    parts: dict[str, object] = json.loads(json.dumps(asdict(extract(article)), default=str))
    return parts


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description="Compare what is extracted.")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    lines = [
        json.dumps([name, found(text)], ensure_ascii=False) for name, text in texts(options.shared)
    ]
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{len(lines)} texts")
    if not options.against:
        return 0
    before = dict(json.loads(line) for line in options.against.read_text("utf-8").splitlines())
    after = dict(json.loads(line) for line in lines)
    differing = [name for name in after if before.get(name) != after[name]]
    print(f"{len(differing)} of {len(after)} texts are read otherwise")
    for name in sorted(before.keys() ^ after.keys())[:SHOWN]:
        print(f"{name}: only {'before' if name in before else 'now'}")
    for name in differing[:SHOWN]:
        for part, rows in after[name].items():
            old = before.get(name, {}).get(part, [])
            gone = [row for row in old if row not in rows]
            new = [row for row in rows if row not in old]
            if gone or new:
                print(f"{name}: {part}: {len(gone)} gone, {len(new)} new")
    return 1 if differing or before.keys() != after.keys() else 0


if __name__ == "__main__":
    sys.exit(main())
