"""Hashes of withheld words tell holders of the article everything and others nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pyarrow.parquet as pq
from tests.validators.conftest import Copy, articles_of
from tests.validators.editing import edit, reseal

from factpack_validators.keyed_words import (
    GUESSABLE_CHARS,
    object_digest,
    withheld_digest,
    withheld_object_digest,
    words_digest,
    words_key,
)
from factpack_validators.release import validate_release

TEXT = "Alder Labs grew. " * 40
SPANS = ("mentions", "literals", "quotes", "claims", "evidence")


def test_a_key_is_made_of_the_whole_text_and_of_none_that_could_be_guessed() -> None:
    key = words_key(TEXT)
    assert key is not None and len(key) == 32
    assert words_key(TEXT + ".") not in (None, key)
    assert words_key("x" * (GUESSABLE_CHARS - 1)) is None
    assert words_key("x" * GUESSABLE_CHARS) is not None
    # It cannot be had from what a release says of the text.
    assert key.hex() != words_digest(TEXT)


def test_equal_words_in_two_places_or_articles_have_two_hashes() -> None:
    key, other = words_key(TEXT), words_key(TEXT + ".")
    assert key and other
    digests = {
        withheld_digest(key, 0, 5, "Alder"),
        withheld_digest(key, 17, 22, "Alder"),
        withheld_digest(other, 0, 5, "Alder"),
        withheld_object_digest(key, "c-1", "Alder"),
        withheld_object_digest(other, "c-1", "Alder"),
        withheld_object_digest(None, "c-1", "Alder"),
        words_digest("Alder"),
        object_digest("Alder"),
    }
    assert len(digests) == 8


def test_without_a_key_the_words_of_an_object_leave_no_trace() -> None:
    assert withheld_object_digest(None, "c-1", "a") == withheld_object_digest(None, "c-1", "b")


def set_first(rows: list[dict[str, object]], **cells: object) -> None:
    rows[0].update(cells)


def published(release: Path) -> str:
    """All text of a release."""
    return "\n".join(
        file.read_text("utf-8")
        for file in sorted(release.rglob("*"))
        if file.is_file() and file.suffix != ".parquet"
    )


def guesses(release: Path) -> Iterator[str]:
    """All spans of the articles, and all their runs of up to three words."""
    for file in sorted(articles_of(release).iterdir()):
        words = re.findall(r"\S+", file.read_bytes().decode("latin-1"))
        for n, start in product((1, 2, 3), range(len(words))):
            yield " ".join(words[start : start + n]).strip(".,“”'")


def test_no_plain_hash_of_withheld_words_is_in_any_file(withheld: Path) -> None:
    text = published(withheld)
    found = set(re.findall(r"[0-9a-f]{64}", text))
    plain = {
        form(words): words for words in guesses(withheld) for form in (words_digest, object_digest)
    }
    assert not found & plain.keys()
    short = {digest[:20] for digest in plain}
    assert not {i[2:] for i in re.findall(r"[a-z]-[0-9a-f]{20}", text)} & short


def test_a_plain_hash_of_a_name_is_told_without_the_articles(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)
    digest = hashlib.sha256(b"Alder Labs").hexdigest()
    edit(release, "mentions", lambda rows: rows[0].update(exact_sha256=digest))
    reseal(release)
    report = validate_release(release, skip=["referee"])
    [finding] = [f for f in report.findings if f.code == "words-guessable"]
    assert (finding.table, finding.row, finding.column) == ("mentions", 0, "exact_sha256")


def test_a_plain_hash_of_any_words_is_told_with_the_articles(
    withheld: Path, good: Path, copy_of: Copy
) -> None:
    release = copy_of(withheld)
    for table in SPANS:
        plain = pq.ParquetFile(good / f"data/{table}/{table}-00000-of-00001.parquet").read()
        digest = plain["exact_sha256"][0].as_py()
        edit(release, table, partial(set_first, exact_sha256=digest))
    reseal(release)
    report = validate_release(release, articles=articles_of(withheld), skip=["referee"])
    told = {finding.table for finding in report.findings if finding.code == "words-guessable"}
    assert told == set(SPANS) and "span-hash" not in report.totals


def test_another_hash_is_told_with_the_articles(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)

    def change(rows: list[dict[str, object]]) -> None:
        for column in ("exact_sha256", "object_sha256"):
            next(row for row in rows if row[column]).update({column: "0" * 64})

    edit(release, "claims", change)
    reseal(release)
    report = validate_release(release, articles=articles_of(withheld), skip=["referee"])
    assert report.totals["span-hash"] == report.totals["words-hash"] == 1
