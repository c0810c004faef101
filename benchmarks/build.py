"""Time and memory of a whole build as the corpus grows: python benchmarks/build.py 100 400 1600.

Articles are made up from sentence patterns over made-up names, about 2.5 kB each; every size is
built in a process of its own, so that the peak of memory is its own, too.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.memory import peak_mb

FIRST = "Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Juniper Larch Maple Oak Pine Rowan".split()
SECOND = "Analytics Robotics Systems Foods Motors Energy Capital Labs Media Networks Optics".split()
PEOPLE = "Anna Ben Clara David Emma Frank Grace Henry Ida Jonas Karin Leo Mara Nils Olga".split()
SURNAMES = "Voss Tamm Lind Berg Holm Falk Krantz Ström Dahl Ekman Sand Roth Brandt Hahn".split()
CITIES = "Hamburg Oslo Boston Denver Leeds Lyon Madrid Porto Seattle Turin Vienna Zurich".split()
PATTERNS = [
    "{a} has acquired {b} for ${n} million, the company said on Monday.",
    "{a}, which has its headquarters in {city}, was founded in {year} by {p} and {q}.",
    "{p}, the chief executive of {a}, said that {b} would remain an independent unit.",
    "“We have worked with {b} for years,” said {q}, a spokeswoman for {a}.",
    "{a} invested ${n} million in {b} in {year}, according to people familiar with the deal.",
    "{b} competes with {c} and is expected to open an office in {city} next year.",
    "{a} reported revenue of ${n} million for {year}, {m}% more than a year earlier.",
    "Shares of {c} rose {m} percent after it announced a partnership with {a}.",
    "{c} employs about {n}00 people and plans to hire engineers in {city}.",
    "Neither {a} nor {c} commented on the report.",
]


def article(number: int) -> dict[str, str]:
    """A made-up article; the same number gives the same article."""
    chance = random.Random(number)

    def firm() -> str:
        return f"{chance.choice(FIRST)} {chance.choice(SECOND)}"

    def person() -> str:
        return f"{chance.choice(PEOPLE)} {chance.choice(SURNAMES)}"

    a, b, c, p, q = firm(), firm(), firm(), person(), person()
    sentences = [
        chance.choice(PATTERNS).format(
            a=a, b=b, c=c, p=p, q=q, city=chance.choice(CITIES), year=chance.randint(1990, 2020),
            n=chance.randint(2, 900), m=chance.randint(2, 60),
        )
        for _ in range(30)
    ]  # fmt: skip
    paragraphs = [" ".join(sentences[i : i + 3]) for i in range(0, 30, 3)]
    day = f"20{chance.randint(10, 23)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return {
        "id": f"article-{number}",
        "publisher": f"outlet{number % 97}.example",
        "published": day,
        "language": "en",
        "text": "\n\n".join(paragraphs),
    }


def build_once(n: int) -> None:
    """Build a corpus of n articles and print what it took, as JSON."""
    from factpack.pipeline import build

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "articles.jsonl").open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(article(i)) + "\n" for i in range(n))
        (folder / "dataset.yaml").write_text(
            "name: bench\ntitle: Benchmark\ndescription: Made-up articles.\nlicense: CC0-1.0\n"
            'rights: full\nversion: "1.0.0"\nreleased: "2026-01-01"\n'
            "sources:\n  - path: articles.jsonl\n",
            "utf-8",
        )
        start = time.perf_counter()
        result = build(folder / "dataset.yaml", out=folder / "dist", workers=2)
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "mb": peak_mb(), "rows": result.rows}))


def main() -> None:
    """Build each size in its own process and print a table."""
    if sys.argv[1:2] == ["--child"]:
        build_once(int(sys.argv[2]))
        return
    print(f"{'articles':>9} {'claims':>9} {'facts':>9} {'seconds':>9} {'per s':>7} {'peak MB':>8}")
    for size in map(int, sys.argv[1:] or ["100", "400", "1600"]):
        done = subprocess.run(
            [sys.executable, __file__, "--child", str(size)],
            capture_output=True,
            text=True,
            check=True,
        )
        said = json.loads(done.stdout.splitlines()[-1])
        rows = said["rows"]
        print(
            f"{size:>9,} {rows['claims']:>9,} {rows['facts']:>9,} {said['seconds']:>9.1f} "
            f"{size / said['seconds']:>7.0f} {said['mb']:>8.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
