"""Spoil pages and archives: `python -m benchmarks fuzz.pages --minutes 10 --keep DIR`.

Seeds are pages that we wrote with the debris of real ones, and those in `--seeds DIR`. Of each
spoilt page must hold: it is read without an error and in a short time, every word of its main text
stands in the page where its segment says, and the validators rebuild the text from the page; of an
archive: reading ends, whatever is spoilt, and numbers rise. The exit status is 1 where anything
does not hold; what shows it is written below `--keep`.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.read.archives import packed, record, response
from tests.read.pages import BODY, CANONICAL, PAGE, linked, page

from factpack.model import Metadata, RawArticle
from factpack.normalise import normalise
from factpack.pages.main_text import read_page
from factpack.pages.source import squeezed
from factpack_validators.rehydrate import rebuild
from factpack_validators.sources import SourceError
from factpack_validators.web_archives import archive_records

SEEDS: tuple[str, ...] = (
    PAGE,
    page(BODY, CANONICAL),
    page(BODY.replace("<p>", "<div>").replace("</p>", "</div>"), linked(author=None)),
    page("<table>" + "<tr><td>Sales rose</td><td>12.5</td></tr>" * 20 + f"</table>{BODY}"),
    page(BODY.replace("Quillet", "Qu<b>ill</b>et").replace("rose", "ro&shy;se")),
    page(BODY.replace("Shares rose.", "Shares rose. " * 8)),
    page(BODY.replace("two furnaces", "&nbsptwo furna&ldq<b>uo;</b>ces o&shy\u0301")),
    page(BODY.replace("<td>2019", "<td>\u202e2019&#xD80;").replace("harbour", "&notit; harbour")),
)
ARCHIVE: tuple[bytes, ...] = (
    record("warcinfo", b"software: ours\r\n", media_type="application/warc-fields"),
    response(PAGE.encode(), packed=True, digest=True),
    record("conversion", b"Fog came over the harbour.", digest=True),
    record("revisit", b""),
    response(b"gone", status="404 Not Found"),
)

_PIECES = (
    "<", ">", '"', "'", "&", "&amp", "&#0;", "&#xD800;", "&#150;", "&nbsp;", "<!--", "-->", "<p>",
    "</p>", "<br>", "<script>", "</script>", "<td>", "</table>", "<svg>", "<title>", "<h2>", "<b>",
    "\0", "\u200b", "\u202e", "\u0301", "\ufeff", "é", "€", "漢字", "\U0001f600", "]]>",
    "<![CDATA[", "<template>", "<plaintext>", "<textarea>", "<noscript>", "<base href=//x>", "\r",
    "\x0b", " ",
)  # fmt: skip
_SLOW = 5.0
"""Seconds of the processor for a page of a few thousand characters."""


def spoil(chance: Random, seed: str) -> str:
    """A page with some of its stretches taken away, doubled, moved or replaced."""
    text = seed
    for _ in range(chance.choice((1, 2, 4, 16))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 5, 40, 300)))
        what = chance.randrange(4)
        new = chance.choice(_PIECES) * chance.choice((1, 1, 3, 50))
        if what == 0:
            new = ""
        elif what == 1:
            new = text[start:end] * 2
        elif what == 2:
            place = chance.randrange(len(text) + 1)
            new = text[place : place + end - start]
        text = text[:start] + new + text[end:]
    return text


def wrong_of_page(text: str) -> str | None:
    """What does not hold of a page, in words."""
    begin = time.process_time()
    try:
        found = read_page(text)
        raw = RawArticle("a", "a", text, 0, "0" * 64, "utf-8", "valid", Metadata())
        article = normalise(replace(raw, kept=found.kept, reader=found.reader))
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    if time.process_time() - begin > _SLOW:
        return "it takes too long"
    done = 0
    for segment in article.segments:
        if segment.raw_start < done or segment.raw_end <= segment.raw_start:
            return f"{segment} is out of order"
        done = segment.raw_end
        if segment.kept:
            theirs = squeezed(html.unescape(text[segment.raw_start : segment.raw_end]))
            ours = squeezed(article.text[segment.start : segment.end])
            if segment.reason is None and ours != theirs:
                return f"{segment} is not what stands there"
    stretches = [
        (s.start, s.end, s.raw_start, s.raw_end, (s.reason or "").startswith("white space"))
        for s in article.segments
        if s.kept and s.start is not None and s.end is not None
    ]
    if article.text and rebuild(text, stretches) != article.text:
        return "the validators rebuild another text"
    return None


def wrong_of_archive(data: bytes, ending: str) -> str | None:
    """What does not hold of an archive, in words."""
    with TemporaryDirectory(prefix="factpack-fuzz-") as folder:
        path = Path(folder) / f"a.warc{ending}"
        path.write_bytes(data)
        begin = time.process_time()
        try:
            numbers = [found.number for found in archive_records(path)]
        except (SourceError, OSError):
            return None
        except BaseException as problem:  # a panic of Rust is no Exception
            if isinstance(problem, KeyboardInterrupt):
                raise
            return f"{type(problem).__name__}: {problem}"
    if numbers != list(range(1, len(numbers) + 1)):
        return "numbers do not rise"
    return "it takes too long" if time.process_time() - begin > _SLOW else None


def spoil_bytes(chance: Random, packing: str) -> bytes:
    """An archive with some of its bytes changed."""
    data = bytearray(packed(list(ARCHIVE), packing))
    for _ in range(chance.choice((1, 3, 12))):
        start = chance.randrange(len(data))
        size = chance.choice((1, 1, 8, 100))
        data[start : start + size] = chance.choice(
            (b"", chance.randbytes(size), data[start : start + size] * 2, b"\r\nWARC/1.0\r\n")
        )
    return bytes(data)


def run(seeds: Sequence[str], number: int) -> tuple[str, bytes] | None:
    """One round: what does not hold and of what, None where all does."""
    chance = Random(f"factpack pages {number}")
    if number % 4 == 3:
        packing, ending = chance.choice((("plain", ""), ("gzip", ".gz"), ("zstd", ".zst")))
        data = spoil_bytes(chance, packing)
        wrong = wrong_of_archive(data, ending)
        return (wrong, data) if wrong else None
    text = spoil(chance, chance.choice(seeds))
    wrong = wrong_of_page(text)
    return (wrong, text.encode("utf-8", "surrogatepass")) if wrong else None


def main() -> int:
    """Run until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1, help="number of the first round")
    parser.add_argument("--seeds", type=Path, help="folder of pages to spoil besides ours")
    parser.add_argument("--keep", type=Path, help="folder for what shows a failure")
    options = parser.parse_args()
    seeds = list(SEEDS)
    if options.seeds:
        files = sorted(options.seeds.rglob("*.htm*"))
        seeds += [file.read_text("utf-8", "replace") for file in files]
    end = time.monotonic() + 60 * options.minutes
    number, n_wrong = options.seed, 0
    while time.monotonic() < end:
        found = run(seeds, number)
        if found:
            n_wrong += 1
            print(f"round {number}: {found[0]}", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                name = hashlib.sha256(found[1]).hexdigest()[:12]
                (options.keep / f"{name}.bin").write_bytes(found[1])
        number += 1
    print(f"{number - options.seed:,} rounds: {n_wrong} failures")
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
