"""Spoil what others pack articles into: `python -m benchmarks fuzz.others --minutes 10 --keep DIR`.

Seeds are feeds, letters, mailboxes, archives of files, databases and Arrow files that we wrote, and
those in `--seeds DIR`. Of each that is spoilt must hold: reading ends without an error of the
program and in a short time, nothing but the file stands in its folder afterwards, and the
validators find each article that was read. The exit status is 1 where anything does not hold; what
shows it is written below `--keep`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import sqlite3
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.read.conftest import dataset_in
from tests.read.test_archives_of_files import ARCHIVES
from tests.read.test_feeds import ATOM, RDF, RSS
from tests.read.test_hub import arrow
from tests.read.test_mail import HEAD, LETTER

from factpack.errors import FactpackError
from factpack.ids import sha256
from factpack.model import RawArticle
from factpack.read import read_articles
from factpack_validators.records import Layout, read_records
from factpack_validators.sources import SourceError, Wanted, read_file, split_source

_PIECES = (
    b"", b"\0", b"\xff", b"<", b">", b"&", b"&nbsp;", b"]]>", b"<![CDATA[", b"<!ENTITY a 'b'>",
    b"<item>", b"</item>", b"<entry>", b"</channel>", b"\r\n", b"\n\nFrom a\n", b"--edge\r\n",
    b"--edge--", b"boundary=", b"Content-Type: text/html\r\n", b"=?utf-8?b?", b"PK\x03\x04",
    b"PK\x01\x02", b"../", b"\x1f\x8b\x08", b"ustar", b"77777777777", b"ARROW1",
    "é".encode("cp1252"), "漢字".encode(), "\u202e".encode(),
)  # fmt: skip
_SLOW = 10.0
"""Seconds of the processor for a file of some kilobytes."""


def seeds() -> Mapping[str, bytes]:
    """Files by name."""
    line = b"From a Thu Mar  4 08:00:00 2021\n"
    return {
        "a.rss": RSS.encode(),
        "a.atom": ATOM.encode(),
        "a.rdf": RDF.encode("utf-16"),
        "a.eml": LETTER.encode(),
        "a.mbox": line + LETTER.encode() + b"\n" + line + HEAD.encode() + b"\nFog.\n",
        "a.mbox.gz": gzip.compress(line + LETTER.encode(), mtime=0),
        "a.arrow": arrow(0, 1, 2),
        "a.sqlite": _database(),
        **ARCHIVES,
    }


def _database() -> bytes:
    with TemporaryDirectory(prefix="factpack-fuzz-") as folder:
        path = Path(folder) / "a.sqlite"
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE news (title TEXT, text TEXT)")
            rows = [(f"Fog {n}", f"Fog number {n} came. " * 50) for n in range(20)]
            database.executemany("INSERT INTO news VALUES (?, ?)", rows)
            database.commit()
        return path.read_bytes()


def spoil(chance: Random, seed: bytes) -> bytes:
    """A file with some of its stretches taken away, doubled, moved or replaced."""
    data = seed
    for _ in range(chance.choice((1, 1, 2, 8))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 1, 4, 40, 400)))
        what = chance.randrange(5)
        new = chance.choice(_PIECES) * chance.choice((1, 1, 3, 50))
        if what == 0:
            new = b""
        elif what == 1:
            new = data[start:end] * 2
        elif what == 2:
            place = chance.randrange(len(data) + 1)
            new = data[place : place + end - start]
        elif what == 3:
            new = chance.randbytes(end - start)
        data = data[:start] + new + data[end:]
    return data


def wrong_of(name: str, data: bytes) -> str | None:
    """What does not hold of a file, in words; None where all does."""
    with TemporaryDirectory(prefix="factpack-fuzz-") as place:
        folder = Path(place)
        (folder / name).write_bytes(data)
        begin = time.process_time()
        try:
            items = list(read_articles(dataset_in(folder)))
        except FactpackError:
            return None  # a table without text
        except Exception as problem:
            return f"{type(problem).__name__}: {problem}"
        if time.process_time() - begin > _SLOW:
            return "it takes too long"
        if [file.name for file in folder.iterdir()] != [name]:
            return "reading left a file"
        articles = [item for item in items if isinstance(item, RawArticle)]
        return next((wrong for a in articles if (wrong := _not_found(folder, name, a))), None)


def _not_found(folder: Path, name: str, article: RawArticle) -> str | None:
    """That the validators do not find an article; those of archives are left to the tests."""
    file, number = split_source(article.source, folder)
    if file != name:
        return None
    has_mark = article.encoding_basis == "bom"
    wanted = Wanted(article.source, article.encoding, has_mark, article.raw_sha256)
    layout = Layout(codecs=(article.encoding,))
    try:
        if number is None:
            found = read_file(folder / name, wanted) == article.text
        else:
            records = read_records(
                folder / name, [number], wanted, layout, lambda n, t: sha256(t) == wanted.raw_sha256
            )
            found = bool(list(records))
    except SourceError as problem:
        return f"the validators say of {article.source}: it {problem}"
    return None if found else f"the validators do not find {article.source}"


def run(given: Mapping[str, bytes], number: int) -> tuple[str, str, bytes] | None:
    """One round: what does not hold, and of which file; None where all does."""
    chance = Random(f"factpack others {number}")
    name = chance.choice(sorted(given))
    data = spoil(chance, given[name])
    wrong = wrong_of(name, data)
    return (wrong, name, data) if wrong else None


def main() -> int:
    """Run until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1, help="number of the first round")
    parser.add_argument("--seeds", type=Path, help="folder of files to spoil besides ours")
    parser.add_argument("--keep", type=Path, help="folder for what shows a failure")
    options = parser.parse_args()
    given = dict(seeds())
    if options.seeds:
        files = sorted(file for file in options.seeds.rglob("*") if file.is_file())
        given |= {file.name: file.read_bytes() for file in files}
    end = time.monotonic() + 60 * options.minutes
    number, n_wrong = options.seed, 0
    while time.monotonic() < end:
        found = run(given, number)
        if found:
            n_wrong += 1
            print(f"round {number}: {found[1]}: {found[0]}", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                digest = hashlib.sha256(found[2]).hexdigest()[:12]
                (options.keep / f"{digest}-{found[1]}").write_bytes(found[2])
        number += 1
    print(f"{number - options.seed:,} rounds: {n_wrong} failures")
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
