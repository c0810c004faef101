"""What a data engineer writes in an afternoon, to measure a build against: names, deals, copies.

    python -m benchmarks.afternoon ARTICLES.jsonl FOLDER

It mends encodings, splits sentences, takes runs of capitalised words for names, reads ten relations
and amounts with regular expressions, finds near copies with MinHash and writes Parquet and CSV. It
proves nothing, joins no names, and knows neither modality nor speaker. Prints its CPU seconds.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import ftfy
import pyarrow as pa
import pyarrow.parquet as pq
from rensa import RMinHash, RMinHashLSH

NAME = r"[A-Z][\w&’'.-]+(?: (?:of |and |the )?[A-Z][\w&’'.-]+)*"
MONEY = r"(?:[$€£]\s?[\d.,]+(?:\s(?:million|billion|trillion))?)"
SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])")
NAMES = re.compile(NAME)
AMOUNTS = re.compile(rf"{MONEY}|\b\d[\d.,]*(?:\s?%|\spercent)|\b(?:19|20)\d\d\b")
RELATIONS = {
    name: re.compile(pattern)
    for name, pattern in {
        "acquired": rf"({NAME}) (?:has |have )?(?:acquired|bought|to acquire|to buy) ({NAME})",
        "invested_in": rf"({NAME}) (?:has )?invested (?:{MONEY} )?in ({NAME})",
        "founded_by": rf"({NAME}),? .{{0,60}}founded .{{0,20}}by ({NAME})",
        "headquartered_in": rf"({NAME}),? .{{0,40}}headquarter\w* in ({NAME})",
        "chief_executive": rf"({NAME}), (?:the )?(?:chief executive|CEO) (?:of|at) ({NAME})",
        "partner_of": rf"({NAME}) .{{0,40}}partner\w* with ({NAME})",
        "competes_with": rf"({NAME}) competes with ({NAME})",
        "said": rf"[,”] (?:said|says) ({NAME}), .{{0,30}}(?:of|for|at) ({NAME})",
        "sued": rf"({NAME}) (?:has )?sued ({NAME})",
        "revenue": rf"({NAME}) (?:reported|posted) (?:a )?revenue of ({MONEY})",
    }.items()
}


def main(source: Path, folder: Path) -> None:
    """Read, find and write."""
    names: list[tuple[str, int, int, str]] = []
    amounts: list[tuple[str, int, int, str]] = []
    facts: list[tuple[str, str, str, str, str]] = []
    copies: list[tuple[str, str]] = []
    near = RMinHashLSH(0.8, 128, 16)
    ids: list[str] = []
    with source.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            text = ftfy.fix_text(row["text"])
            article = row["id"]
            names += [(article, *m.span(), m[0]) for m in NAMES.finditer(text)]
            amounts += [(article, *m.span(), m[0]) for m in AMOUNTS.finditer(text)]
            for sentence in SENTENCE.split(text):
                for relation, pattern in RELATIONS.items():
                    for found in pattern.finditer(sentence):
                        facts.append((article, relation, found[1], found[2], sentence))
            words = text.lower().split()
            sketch = RMinHash(128, 42)
            sketch.update([" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))])
            copies += [(article, ids[other]) for other in near.query(sketch)]
            near.insert(len(ids), sketch)
            ids.append(article)
    tables: dict[str, tuple[list[str], Sequence[tuple[object, ...]]]] = {
        "names": (["article", "start", "end", "name"], names),
        "amounts": (["article", "start", "end", "amount"], amounts),
        "facts": (["article", "relation", "subject", "object", "sentence"], facts),
        "copies": (["article", "copy_of"], copies),
    }
    for name, (columns, rows) in tables.items():
        made = pa.table({c: [row[i] for row in rows] for i, c in enumerate(columns)})
        pq.write_table(made, folder / f"{name}.parquet")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([columns, *rows])
    figures = {name: len(rows) for name, (_, rows) in tables.items()}
    print(json.dumps(figures | {"cpu_seconds": round(time.process_time(), 3)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
