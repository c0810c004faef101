"""CPU time of each step of the kernel for an article: python -m benchmarks speed [--real FOLDER].

Each step is timed on its own over 100 made-up articles of about 2.5 kB (those of build.py), over
the same text as ten articles of ten times the length, and, where a dataset of real articles is
given or stands beside the project, over those. Times are the least of several rounds, in
microseconds of CPU for 2,500 characters of source; a step whose cost is linear has the same in
both lengths. The last lines are articles a second on one core.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks.build import article
from factpack.config import load_dataset_config
from factpack.engine.kernel import run_kernel
from factpack.extract.claims import find_claims
from factpack.extract.mentions import find_mentions
from factpack.extract.quotes import find_quotes
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.ids import sha256
from factpack.model import Article, Extraction, Metadata, RawArticle
from factpack.normalise import normalise
from factpack.read import read_articles

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "articles"
NEWS = ROOT / "corpora" / "openai-microsoft-news" / "dataset.yaml"
N_ARTICLES = 100
UNIT = 2_500
"""Characters that times are given for."""
ROUNDS = 5
EXTRACT = ("tokens", "literals", "mentions", "quotes", "claims")

Times = dict[str, float]


def made_up(joined: int = 1) -> list[RawArticle]:
    """Made-up articles, so many of them joined into one."""
    texts = [article(number)["text"] for number in range(N_ARTICLES)]
    wholes = ["\n\n".join(texts[i : i + joined]) for i in range(0, N_ARTICLES, joined)]
    return [
        RawArticle(
            source=f"made-up-{number}",
            source_id=f"made-up-{number}",
            text=text,
            text_start=0,
            raw_sha256=sha256(text),
            encoding="utf-8",
            encoding_basis="valid",
            metadata=Metadata(
                published_on=date(2020, 6, 1), published_precision="day", language="en"
            ),
        )
        for number, text in enumerate(wholes)
    ]


def real(folder: Path) -> list[RawArticle]:
    """Articles of the news dataset."""
    dataset = load_dataset_config(NEWS, folder)
    return [found for found in read_articles(dataset) if isinstance(found, RawArticle)]


class _Known:
    """An extractor that knows the answer, so that what is left is the kernel's own work."""

    label = "known"

    def __init__(self, found: Extraction) -> None:
        self._found = found

    def extract(self, _: Article) -> Extraction:
        return self._found


def once(articles: Sequence[RawArticle]) -> Times:
    """Seconds of each step over all articles, one article after the other as in a build."""
    times: Times = {}

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        start = time.process_time_ns()
        yield
        times[step] = times.get(step, 0) + (time.process_time_ns() - start) / 1e9

    for raw in articles:
        with timed("normalise"):
            text = normalise(raw)
        with timed("tokens"):
            doc = doc_of(text)
        with timed("literals"):
            literals = find_literals(text, doc)
        with timed("mentions"):
            entities, mentions = find_mentions(text, doc, literals)
        with timed("quotes"):
            quotes = find_quotes(text, doc, entities, mentions)
        with timed("claims"):
            claims, rejected = find_claims(text, doc, entities, mentions, literals, quotes)
        found = Extraction(
            entities, mentions, literals, tuple(quotes), tuple(claims), tuple(rejected)
        )
        with timed("kernel"):
            run_kernel([raw], _Known(found))
    times["rows"] = times.pop("kernel") - times["normalise"]
    return times


def least(articles: Sequence[RawArticle]) -> Times:
    """The least seconds of each step among several rounds, for `UNIT` characters."""
    once(articles)
    rounds = [once(articles) for _ in range(ROUNDS)]
    units = sum(len(raw.text) - raw.text_start for raw in articles) / UNIT
    return {step: min(times[step] for times in rounds) / units for step in rounds[0]}


def table(columns: dict[str, Times]) -> Iterator[str]:
    """Lines of the table, and the articles a second that follow from it."""
    yield f"{'µs of CPU':<12}" + "".join(f"{name:>16}" for name in columns)
    for step in next(iter(columns.values())):
        yield f"{step:<12}" + "".join(f"{t[step] * 1e6:>16,.0f}" for t in columns.values())
    steps = ("normalise", *EXTRACT)
    per_second: Callable[[Times], float] = lambda t: 1 / sum(t[step] for step in steps)  # noqa: E731
    yield f"{'articles/s':<12}" + "".join(f"{per_second(t):>16,.0f}" for t in columns.values())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--real", type=Path, default=REAL, help="folder of real articles")
    folder = parser.parse_args().real
    columns = {"made up": least(made_up()), "ten times long": least(made_up(10))}
    if folder.is_dir():
        columns = {"real": least(real(folder) * 4), **columns}
    print("\n".join(table(columns)))
    print("articles/s: normalise and extract, 2,500 characters each, one core")


if __name__ == "__main__":
    main()
