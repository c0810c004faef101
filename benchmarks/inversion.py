"""How many withheld spans of a release can be guessed by somebody who holds the release alone?

    python -m benchmarks.inversion RELEASE [--seconds N]

Tries what costs an attacker nothing: the names, titles of office and values that the release gives,
dates and sums in the forms of news, the word lists of this repository and their pairs, and, once
some spans are known, the longer ones around them, filled up with common words. A guess counts where
its hash, as anyone can compute it, is one that the release gives for withheld words. Prints the
share of distinct hashes that were inverted; exit status 1 where it is `MOST` or more.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

MOST = 0.05
"""Share of distinct hashes that may be inverted, and must not be reached."""

SPAN_TABLES = ("mentions", "literals", "quotes", "claims", "evidence")
LISTS = ("*.txt", "*.yaml")
PACKAGE = Path(__file__).parents[1] / "build" / "factpack"
GLUE = (" ", ", ", ". ", "-", " and ", " of ", " in ", " the ", " to ", " a ", " with ", " for ")
MOST_FILLINGS = 200_000
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_SCALES = {1.0: "", 1e3: " thousand", 1e6: " million", 1e9: " billion", 1e12: " trillion"}


def main() -> int:
    """Attack a release and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("release", type=Path)
    parser.add_argument("--seconds", type=float, default=120.0, help="when to give up")
    options = parser.parse_args()
    attack = Attack(options.release, time.monotonic() + options.seconds)
    attack.run()
    known, all_ = len(attack.inverted), len(attack.digests)
    share = known / all_ if all_ else 0.0
    lengths = [len(words.split()) for words in attack.inverted.values()]
    print(
        f"{options.release}: {known:,} of {all_:,} distinct hashes of withheld words inverted "
        f"({share:.1%}), the longest of {max(lengths, default=0)} words; "
        f"{attack.n_tried:,} guesses"
    )
    return int(share >= MOST)


class Attack:
    """A release, and what has been guessed of it.

    Attributes:
        digests: distinct hashes that stand for withheld words.
        inverted: words by hash.
        n_tried: guesses that were hashed.
    """

    def __init__(self, release: Path, until: float) -> None:
        self._release = release
        self._until = until
        self.digests: set[str] = set()
        self.inverted: dict[str, str] = {}
        self.n_tried = 0
        self._spans: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
        self._texts: dict[str, dict[int, str]] = defaultdict(dict)
        article_of = {c["claim_id"]: c["article_id"] for c in self._rows("claims")}
        for table in SPAN_TABLES:
            for row in self._rows(table):
                if row["exact"] is None and row["exact_sha256"]:
                    self.digests.add(row["exact_sha256"])
                    article = row.get("article_id") or article_of[row["claim_id"]]
                    place = row["char_start"], row["char_end"]
                    self._spans[article][place] = row["exact_sha256"]
        for table in ("claims", "facts"):
            for row in self._rows(table):
                if row["object_value"] is None and row["object_sha256"]:
                    self.digests.add(row["object_sha256"])

    def run(self) -> None:
        """Guess until nothing new is found or the time is over."""
        common = sorted(_listed_words())
        names = sorted(self._names())
        for guess in (*names, *_dates(self._rows("facts")), *self._sums(), *common):
            self._try(guess)
        for pair in product(GLUE, _frequent(common), _frequent(common)):
            self._try(pair[1] + pair[0] + pair[2])
            if time.monotonic() > self._until:
                return
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in {*GLUE, *_filled([*names, *_frequent(common)])}:
            by_length[len(word)].append(word)
        found = -1
        while found < len(self.inverted) and time.monotonic() < self._until:
            found = len(self.inverted)
            self._spread()
            for article, places in self._spans.items():
                for place, digest in places.items():
                    if digest not in self.inverted and time.monotonic() < self._until:
                        self._fill(article, place, by_length)

    def _try(self, words: str) -> None:
        for form in {words, words.capitalize(), words.title(), words.lower()}:
            self._hash(form)
        self._hash(" ".join(re.findall(r"\w+", words.casefold())))

    def _hash(self, words: str) -> bool:
        self.n_tried += 1
        digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        if digest in self.digests:
            self.inverted[digest] = words
            return True
        return False

    def _spread(self) -> None:
        """Note the characters of all spans that are known."""
        for article, places in self._spans.items():
            for (start, end), digest in places.items():
                words = self.inverted.get(digest)
                if words is not None and len(words) == end - start:
                    self._texts[article].update(enumerate(words, start))

    def _fill(self, article: str, place: tuple[int, int], by_length: dict[int, list[str]]) -> None:
        """Try the words of a span of which some are known."""
        text = self._texts[article]
        pieces: list[list[str]] = []
        fillings, unknown = 1, 0
        for position in range(*place):
            character = text.get(position)
            if character is not None:
                if unknown:
                    pieces.append(by_length.get(unknown, []))
                    fillings *= len(pieces[-1])
                    unknown = 0
                pieces.append([character])
            else:
                unknown += 1
        if unknown:
            pieces.append(by_length.get(unknown, []))
            fillings *= len(pieces[-1])
        if fillings <= MOST_FILLINGS:
            for filling in product(*pieces):
                if self._hash("".join(filling)):
                    return

    def _rows(self, table: str) -> list[dict[str, Any]]:
        files = sorted((self._release / "data" / table).glob("*.parquet"))
        return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]

    def _names(self) -> Iterator[str]:
        """What the release says in words, whole and in parts."""
        given = {("entities", "name"), ("aliases", "alias"), ("quotes", "cue")}
        given |= {(t, c) for t in ("claims", "facts") for c in ("role", "kind", "metric")}
        given |= {(t, "organization_unit") for t in ("claims", "facts")}
        for table, column in sorted(given):
            for words in {row[column] for row in self._rows(table)} - {None}:
                parts = words.split()
                for first in range(len(parts)):
                    for last in range(first + 1, min(len(parts), first + 8) + 1):
                        part = " ".join(parts[first:last])
                        yield part
                        yield f"the {part}"
                        yield f"{part}'s"

    def _sums(self) -> Iterator[str]:
        rows = [row for table in ("claims", "facts", "literals") for row in self._rows(table)]
        for row in rows:
            for column in ("amount", "amount_min", "amount_max"):
                if (value := row[column]) is None:
                    continue
                for scale, word in _SCALES.items():
                    number = f"{value / scale:,.10g}"
                    for sign in ("", "$", "€", "£", "US$"):
                        for form in (number, f"{value / scale:.10g}"):
                            yield f"{sign}{form}{word}"
                            yield f"{sign}{form}{word.strip()[:1]}"
                            yield f"{sign}{form}{word} {row['unit'] or ''}".strip()
                            yield f"{form}{word} dollars"
                            yield f"{form}%"
                            yield f"{form} percent"


def _listed_words() -> set[str]:
    """Words of the word lists and rules of the extractor, which anyone can read."""
    found: set[str] = set()
    for pattern in LISTS:
        for file in PACKAGE.rglob(pattern):
            found |= set(_WORD.findall(file.read_text("utf-8")))
    return found


def _frequent(words: Iterable[str]) -> list[str]:
    """Words that stand in the rules, where few but common ones are: short enough to pair."""
    text = " ".join(file.read_text("utf-8") for file in sorted(PACKAGE.rglob("rules/*.yaml")))
    ruled = set(re.findall(r"[a-z]{2,14}", text))
    return [word for word in words if word in ruled]


def _filled(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (word, f" {word} ", f" {word}", f"{word} ", f", {word}", f" {word} the ")


def _dates(facts: Iterable[dict[str, Any]]) -> Iterator[str]:
    years = sorted({f["date_from"].year for f in facts if f["date_from"]})
    for year in years and range(years[0] - 10, years[-1] + 10):
        yield str(year)
        for month in _MONTHS:
            forms = (month, month[:3], f"{month[:3]}.")
            for form in forms:
                yield from (form, f"{form} {year}", f"{form}, {year}", f"in {form} {year}")
                for day in range(1, 32):
                    yield from (f"{form} {day}", f"{day} {form}")
                    yield from (f"{form} {day}, {year}", f"{day} {form} {year}")


if __name__ == "__main__":
    sys.exit(main())
