"""Reading beside the libraries that it uses: python -m benchmarks inputs [--pages N] [--wet-mb N].

For each format a corpus is made up, and read by us (`read_source`: text, metadata, offsets) and
by the library alone (trafilatura: main text and metadata; fastwarc: the bytes of each record; for
WET also fastwarc with the same work done by the shortest script: text, address, day and digest),
each in a process of its own, several times in turn. Times are the least seconds of the processor,
that of the process apart included; memory is the peak of all processes of a run.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.read.archives import record, response

from benchmarks.build import article
from factpack.config import Dataset, Source
from factpack.memory import peak_mb
from factpack.model import RawArticle
from factpack.pages import apart
from factpack.read import list_sources, read_source

ROUNDS = 3


def made_up_page(number: int) -> str:
    """A page of some 60 kB: an article of fifty paragraphs between menus, scripts and teasers."""
    chance = Random(number)
    words = article(number)["text"].split()

    def prose(n_words: int) -> str:
        start = chance.randrange(len(words))
        said = (words * 3)[start : start + n_words]
        said[n_words // 2] = f'<a href="/{number}/{start}">{said[n_words // 2]}</a>'
        return " ".join(said)

    menu = "".join(
        f'<li class="menu__item"><a href="/section/{n}" data-track="nav-{n}">Section {n}</a></li>'
        for n in range(120)
    )
    teasers = "".join(
        f'<div class="teaser"><a href="/t/{n}"><img src="/i/{n}.jpg" alt=""><h4>Teaser {n} of the '
        f"day</h4></a></div>"
        for n in range(60)
    )
    script = f"<script>window.data = {json.dumps([chance.random() for _ in range(1000)])};</script>"
    paragraphs = "\n".join(f"<p>{prose(chance.randint(20, 60))}</p>" for _ in range(50))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Story {number} | Made up</title>{script}'
        f'<link rel="canonical" href="https://made-up.example/{number}">'
        '<meta property="article:published_time" content="2021-03-04T08:00:00Z"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>Story {number} of the harbour</h1>"
        f"{paragraphs}</article><aside>{teasers}</aside>{script}</body></html>"
    )


def make_html(folder: Path, n_pages: int) -> None:
    for number in range(n_pages):
        (folder / f"{number:05}.html").write_text(made_up_page(number), "utf-8")


def make_warc(folder: Path, n_pages: int) -> None:
    with (folder / "crawl.warc.gz").open("wb") as stream:
        for number in range(n_pages):
            page = response(made_up_page(number).encode(), f"https://made-up.example/r/{number}")
            stream.write(gzip.compress(page, 1, mtime=0))


def make_wet(folder: Path, megabytes: int) -> None:
    """Records of some 8 kB, whose words do not repeat enough to pack to nothing."""
    chance = Random(1)
    words = sorted({word for number in range(200) for word in article(number)["text"].split()})
    words += ["".join(chance.choices("aeilmnorstu", k=chance.randint(3, 9))) for _ in range(9000)]
    n_bytes, number = 0, 0
    with (folder / "crawl.warc.wet.gz").open("wb") as stream:
        while n_bytes < megabytes * 1_000_000:
            lines = (" ".join(chance.choices(words, k=40)) for _ in range(30))
            data = record("conversion", "\n".join(lines).encode(), f"https://a.example/{number}")
            n_bytes += len(data)
            number += 1
            stream.write(gzip.compress(data, 1, mtime=0))


def ours(folder: Path) -> Iterator[int]:
    """Characters of each article that we read."""
    dataset = Dataset(
        file=folder / "dataset.yaml",
        articles_dir=folder,
        name="made-up",
        title="Made up",
        description="Made up.",
        license="CC0-1.0",
        rights="full",
        sources=(Source("**"),),
    )
    for file in list_sources(dataset):
        for item in read_source(dataset, file):
            if isinstance(item, RawArticle):
                yield len(item.text)


def trafilatura_alone(folder: Path) -> Iterator[int]:
    from trafilatura import bare_extraction

    for path in sorted(folder.glob("*.html")):
        yield _extracted(bare_extraction, path.read_text("utf-8"))


def _extracted(extract: Callable[..., object], page: str) -> int:
    dates = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}
    found = extract(page, include_comments=False, with_metadata=True, date_extraction_params=dates)
    return len(getattr(found, "text", None) or "")


def fastwarc_and_trafilatura(folder: Path) -> Iterator[int]:
    from fastwarc.warc import ArchiveIterator
    from trafilatura import bare_extraction

    with (folder / "crawl.warc.gz").open("rb") as stream:
        for found in ArchiveIterator(stream, parse_http=True):
            yield _extracted(bare_extraction, found.reader.read().decode("utf-8"))


def fastwarc_alone(folder: Path) -> Iterator[int]:
    from fastwarc.warc import ArchiveIterator

    with (folder / "crawl.warc.wet.gz").open("rb") as stream:
        for found in ArchiveIterator(stream, parse_http=False):
            yield len(found.reader.read())


def fastwarc_same_work(folder: Path) -> Iterator[int]:
    """The library with what every reader of records needs: text, address, day, digest."""
    from fastwarc.warc import ArchiveIterator

    with (folder / "crawl.warc.wet.gz").open("rb") as stream:
        for found in ArchiveIterator(stream, parse_http=False):
            about = dict(found.headers.items())
            data = found.reader.read()
            record = (
                data.decode("utf-8"),
                about.get("WARC-Target-URI"),
                date.fromisoformat(about["WARC-Date"][:10]),
                hashlib.sha256(data).hexdigest(),
            )
            yield len(record[0])


ALONE = {"html": trafilatura_alone, "warc": fastwarc_and_trafilatura, "wet": fastwarc_alone}
SAME = {"wet": fastwarc_same_work}
"""Scripts that do with the library what we do, where the library alone does less."""


def run(form: str, who: str, folder: Path) -> int:
    """One reading in this process; prints articles, seconds and megabytes."""
    read = {"ours": ours, "alone": ALONE[form], "same": SAME.get(form, ours)}[who]
    begin = time.process_time()
    n_articles = sum(1 for _ in read(folder))
    seconds = time.process_time() - begin
    memory = peak_mb()
    child = apart._CHILD.process
    if child is not None:
        status = Path(f"/proc/{child.pid}/status")
        if status.exists():
            held = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
            memory += int(held.split()[1]) // 1024
        apart._CHILD.end()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds += used.ru_utime + used.ru_stime
    print(json.dumps([n_articles, seconds, memory]))
    return 0


def measured(form: str, who: str, folder: Path) -> tuple[int, float, int]:
    command = [sys.executable, "-m", "benchmarks.inputs", "--run", form, who, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    n_articles, seconds, memory = json.loads(done.stdout.splitlines()[-1])
    return n_articles, seconds, memory


def main() -> int:
    """Measure all formats."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--wet-mb", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=sorted(ALONE))
    parser.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        form, who, folder = options.run
        return run(form, who, Path(folder))
    print(
        f"{'format':8}{'articles':>10}{'a second':>10}{'library':>10}{'of it':>8}{'MB':>7}{'MB':>7}"
        f"{'same work':>11}{'of it':>8}"
    )
    for form in [options.only] if options.only else ALONE:
        with TemporaryDirectory(prefix="factpack-inputs-") as name:
            place = Path(name)
            if form == "wet":
                make_wet(place, options.wet_mb)
            else:
                (make_html if form == "html" else make_warc)(place, options.pages)
            whose = ("ours", "alone", "same") if form in SAME else ("ours", "alone")
            least = {who: (0, 1e9, 0) for who in whose}
            for _ in range(options.rounds):
                for who in least:
                    least[who] = min(least[who], measured(form, who, place), key=lambda x: x[1])
        n_articles, seconds, memory = least["ours"]
        n_alone, alone, memory_alone = least["alone"]
        assert n_articles == n_alone, (form, n_articles, n_alone)
        print(
            f"{form:8}{n_articles:10,}{n_articles / seconds:10,.0f}{n_alone / alone:10,.0f}"
            f"{alone / seconds:8.0%}{memory:7,}{memory_alone:7,}",
            f"{n_alone / least['same'][1]:10,.0f}{least['same'][1] / seconds:8.0%}"
            if "same" in least
            else "",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
