"""CPU, time and memory of every stage of a build as the corpus grows, beside an afternoon's script.

    python -m benchmarks build [SIZE …] [--real] [--workers N] [--check] [--json FILE]

Articles are made up from sentence patterns over made-up names, about 2.5 kB each; with `--real`
they are the real ones that stand beside the project, as many as there are. Every size is built in a
process of its own, so that the peak of memory is its own, too. The last column is the exponent of
growth between the two largest sizes: 1 where CPU grows as the corpus does, 2 where four times the
articles take sixteen times as long. With `--check` the exit status is 1 where a stage grows faster
than `MOST_GROWTH`: CPU is counted and no clock, so that a busy machine fails no build.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

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

SIZES = (100, 400, 1_600)
CHECKED = (200, 800)
"""Sizes of `--check`: a minute of CPU, and enough for what is quadratic to show."""

MOST_GROWTH = 1.15
AGAIN = 3
"""How often the largest is built anew where a stage seems to grow too fast."""
LEAST_CPU = 0.3
"""CPU seconds below which a stage is not judged: its growth is mostly noise."""

WRITTEN = ("write the release", "validate", "validate with its findings")
PEER = "an afternoon's script"


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


def real_articles() -> Iterator[dict[str, str]]:
    """The real articles beside the project, in an order that mixes their sources."""
    from benchmarks.news.material import pool

    documents = list(pool())
    random.Random(17).shuffle(documents)
    for document in documents:
        yield {
            "id": document.name,
            "publisher": document.publisher or "unknown",
            "published": document.published or "2020-01-01",
            "language": "en",
            "text": document.content,
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: CPU seconds by stage, and what else it took."""

    n: int
    cpu: Mapping[str, float]
    wall: float
    rows: int
    facts: int
    peak_mb: int

    @property
    def whole(self) -> float:
        """CPU seconds of the build, without the peer."""
        return sum(cpu for name, cpu in self.cpu.items() if ": " not in name and name != PEER)


def build_once(n: int, real: bool, workers: int) -> None:
    """Build a corpus of n articles and print what it took, as JSON."""
    from factpack.pipeline import build
    from factpack.profile import Profile, to_dict
    from factpack_validators.arrow_alone import use_arrow_alone

    use_arrow_alone()
    made = real_articles() if real else map(article, range(n))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "articles.jsonl").open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row) + "\n" for row in islice(made, n))
        (folder / "dataset.yaml").write_text(
            "name: bench\ntitle: Benchmark\ndescription: Made-up articles.\nlicense: CC0-1.0\n"
            'rights: full\nversion: "1.0.0"\nreleased: "2026-01-01"\n'
            "sources:\n  - path: articles.jsonl\n",
            "utf-8",
        )
        profile = Profile()
        result = build(
            folder / "dataset.yaml", out=folder / "dist", workers=workers, progress=profile
        )
        stages = profile.stages()
        peer = subprocess.run(
            [sys.executable, "-m", "benchmarks.afternoon", folder / "articles.jsonl", folder],
            capture_output=True,
            text=True,
            check=True,
        )
    if not result.published:
        sys.exit(f"not published: {result.findings[0]}")
    told = to_dict(stages, result.rows)
    print(json.dumps(told | {"facts": result.rows["facts"], "peer": json.loads(peer.stdout)}))


def measure(n: int, real: bool, workers: int) -> Measured:
    """What a build of n articles takes, in a process of its own."""
    child = [sys.executable, "-m", "benchmarks.build", "--child", "--workers", str(workers)]
    done = subprocess.run(
        [*child, *(["--real"] if real else []), str(n)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    said = json.loads(done.stdout.splitlines()[-1])
    cpu: dict[str, float] = {}
    for stage in said["stages"]:
        step, part = stage["step"], stage["part"]
        cpu[step] = cpu.get(step, 0.0) + stage["cpu_seconds"]
        if part:
            cpu[f"{step}: {part}"] = stage["cpu_seconds"]
    cpu[PEER] = said["peer"]["cpu_seconds"]
    wall = sum(stage["wall_seconds"] or 0.0 for stage in said["stages"])
    peak = max(stage["peak_mb"] for stage in said["stages"])
    return Measured(n, cpu, wall, said["rows"], said["facts"], peak)


def growth(small: float, large: float, ratio: float) -> float | None:
    """The exponent of growth from one size to another; None where there is nothing to judge."""
    return math.log(large / small) / math.log(ratio) if small > 0 and large > 0 else None


def too_fast(small: Measured, large: Measured) -> dict[str, float]:
    """Stages that grow faster than the corpus does, with their exponents."""
    found = {}
    for name, cpu in large.cpu.items():
        exponent = growth(small.cpu.get(name, 0.0), cpu, large.n / small.n)
        if name != PEER and cpu >= LEAST_CPU and exponent is not None and exponent > MOST_GROWTH:
            found[name] = exponent
    return found


def least(one: Measured, other: Measured) -> Measured:
    """Of two builds of the same, the least CPU of each stage: what else ran only adds to it."""
    cpu = {name: min(one.cpu[name], other.cpu.get(name, math.inf)) for name in one.cpu}
    return Measured(one.n, cpu, one.wall, one.rows, one.facts, one.peak_mb)


def table(builds: Sequence[Measured]) -> Iterator[str]:
    """Lines of what the sizes took, a column a size."""
    yield f"{'CPU seconds':<44}" + "".join(f"{b.n:>10,}" for b in builds) + f"{'exponent':>10}"
    for name in builds[-1].cpu:
        step, _, part = name.partition(": ")
        cells = "".join(f"{b.cpu.get(name, 0.0):>10.2f}" for b in builds)
        yield f"{('  ' + part) if part else step:<44}{cells}{_exponent(builds, name):>10}"
    rows: dict[str, list[float]] = {
        "CPU seconds of the build": [b.whole for b in builds],
        "articles a CPU second": [b.n / b.whole for b in builds],
        "rows of the release": [b.rows for b in builds],
        "rows a CPU second, written and validated": [
            b.rows / sum(b.cpu.get(step, 0.0) for step in WRITTEN) for b in builds
        ],
        "seconds on the clock": [b.wall for b in builds],
        "peak MB": [b.peak_mb for b in builds],
    }
    for name, values in rows.items():
        yield f"{name:<44}" + "".join(f"{value:>10,.0f}" for value in values)


def _exponent(builds: Sequence[Measured], name: str) -> str:
    if len(builds) < 2 or builds[-1].cpu[name] < LEAST_CPU:
        return ""
    small, large = builds[-2:]
    exponent = growth(small.cpu.get(name, 0.0), large.cpu[name], large.n / small.n)
    return "" if exponent is None else f"{exponent:.2f}"


def main() -> int:
    """Build each size in its own process and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks build", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", metavar="SIZE", help="articles")
    parser.add_argument("--real", action="store_true", help="real articles instead of made-up ones")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="fail where a stage grows too fast")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        build_once(options.sizes[0], options.real, options.workers)
        return 0
    sizes = sorted(options.sizes) or (CHECKED if options.check else SIZES)
    builds = [measure(n, options.real, options.workers) for n in sizes]
    found = too_fast(*builds[-2:]) if options.check else {}
    for _ in range(AGAIN):
        if found:
            builds[-1] = least(builds[-1], measure(builds[-1].n, options.real, options.workers))
            found = too_fast(*builds[-2:])
    print("\n".join(table(builds)), flush=True)
    if options.json:
        figures: list[dict[str, Any]] = [
            {"articles": b.n, "cpu_seconds": dict(b.cpu), "rows": b.rows, "peak_mb": b.peak_mb}
            for b in builds
        ]
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    for name, exponent in found.items():
        print(f"{name} grows with exponent {exponent:.2f}, more than {MOST_GROWTH}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
