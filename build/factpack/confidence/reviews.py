"""`reviews.csv`: what people said of single claims; it stands beside dataset.yaml.

One row a claim and reviewer, sorted, so that version control shows what changed. A verdict is about
the words that were read: where they have changed since, it no longer counts.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args

from factpack.errors import FactpackError

FILE_NAME = "reviews.csv"

VerdictKind = Literal["right", "cell", "wrong", "unsure"]
CELLS = (
    "subject",
    "predicate",
    "object",
    "role",
    "former",
    "kind",
    "metric",
    "amount",
    "date",
    "modality",
    "attributed_to",
)
"""Cells of a claim that a reviewer may call wrong."""

MENDABLE = ("role", "former", "kind", "metric", "modality")
"""Cells that a stated value may mend: the others rest on evidence, or on names of the corpus."""


@dataclass(frozen=True, slots=True, order=True)
class Review:
    """One verdict.

    Attributes:
        claim_id: of the claim.
        reviewer: who judged.
        verdict: right in every cell, wrong in some (`cell`), wrong altogether, or unsure.
        cells: the wrong ones, in the order of `CELLS`.
        mended: right values of wrong cells, by cell, of those in `MENDABLE`; others are rejected.
        words_sha256: SHA-256 of the words of the claim that were judged.
        reviewed_on: ISO date.
        note: free words.
    """

    claim_id: str
    reviewer: str
    predicate: str
    rule: str
    verdict: VerdictKind
    cells: tuple[str, ...]
    words_sha256: str
    reviewed_on: str
    note: str | None = None
    mended: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)


COLUMNS = (
    "claim_id",
    "reviewer",
    "predicate",
    "rule",
    "verdict",
    "cells",
    "mended",
    "words_sha256",
    "reviewed_on",
    "note",
)

NOTELESS = tuple(column for column in COLUMNS if column != "note")
"""Columns that a build reads: notes are for reviewers, and are not published."""


def read_reviews(path: Path) -> tuple[Review, ...]:
    """The verdicts of a file, sorted by claim and reviewer; none where there is no file.

    Raises:
        FactpackError: the file cannot be read, or a row is not a verdict; with its line.
    """
    if not path.is_file():
        return ()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise FactpackError(f"{path}: cannot be read: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise FactpackError(f"{path}: is not UTF-8 (byte {problem.start:,})") from problem
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = set(COLUMNS) - {"note", "mended"} - set(reader.fieldnames or ())
    if missing:
        raise FactpackError(
            f"{path}, line 1: lacks the columns {', '.join(sorted(missing))}; "
            "`factpack review` writes this file"
        )
    try:
        return tuple(sorted(_rows(path, reader)))
    except csv.Error as problem:
        raise FactpackError(f"{path}, line {reader.line_num}: {problem}") from problem


def _rows(path: Path, reader: csv.DictReader[str]) -> Iterator[Review]:
    seen: dict[tuple[str, str], int] = {}
    for row in reader:
        line = reader.line_num
        verdict = row["verdict"]
        if verdict not in get_args(VerdictKind):
            raise FactpackError(
                f"{path}, line {line}: the verdict {verdict!r} is none of "
                f"{', '.join(get_args(VerdictKind))}"
            )
        key = row["claim_id"], row["reviewer"]
        if key in seen:
            raise FactpackError(
                f"{path}, line {line}: {key[1]} judged {key[0]} in line {seen[key]} already"
            )
        seen[key] = line
        cells = tuple(cell for cell in (row["cells"] or "").split("|") if cell)
        unknown = [cell for cell in cells if cell not in CELLS]
        if unknown:
            raise FactpackError(
                f"{path}, line {line}: {', '.join(unknown)}: no such cell; a claim has "
                f"{', '.join(CELLS)}"
            )
        yield Review(
            row["claim_id"],
            row["reviewer"],
            row["predicate"],
            row["rule"],
            verdict,  # type: ignore[arg-type]
            cells,
            row["words_sha256"],
            row["reviewed_on"],
            row.get("note") or None,
            _mended(path, line, row.get("mended") or ""),
        )


def _mended(path: Path, line: int, text: str) -> Mapping[str, str]:
    mended = {}
    for part in text.split("|"):
        if not part:
            continue
        cell, equals, value = part.partition("=")
        if not equals or cell not in MENDABLE:
            raise FactpackError(
                f"{path}, line {line}: {part!r} mends nothing; write cell=value, with one of "
                f"{', '.join(MENDABLE)}"
            )
        mended[cell] = value
    return mended


def write_reviews(path: Path, reviews: Iterable[Review]) -> None:
    """Write verdicts, sorted by claim and reviewer; the same verdicts give the same bytes.

    Raises:
        FactpackError: the file cannot be written.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(review_rows(reviews, COLUMNS))
    try:
        path.write_text(out.getvalue(), "utf-8", newline="\n")
    except OSError as problem:
        raise FactpackError(f"{path}: cannot be written: {problem.strerror}") from problem


def review_rows(reviews: Iterable[Review], columns: Sequence[str] = NOTELESS) -> list[list[str]]:
    """Verdicts as rows of text, sorted by claim and reviewer."""
    rows = []
    for review in sorted(reviews):
        values = {column.name: getattr(review, column.name) for column in fields(review)}
        values["cells"] = "|".join(review.cells)
        values["mended"] = "|".join(f"{k}={v}" for k, v in sorted(review.mended.items()))
        rows.append([values[column] or "" for column in columns])
    return rows


def check_writable(path: Path) -> None:
    """Raise unless verdicts can be written to a file; before somebody judges in vain.

    Raises:
        FactpackError: with the reason.
    """
    if path.is_dir():
        reason = "it is a folder"
    elif not path.parent.is_dir():
        reason = f"there is no folder {path.parent}"
    elif not os.access(path if path.exists() else path.parent, os.W_OK):
        reason = "permission denied"
    else:
        return
    raise FactpackError(f"{path}: verdicts cannot be written there: {reason}")


def final_verdicts(reviews: Iterable[Review]) -> dict[str, Review]:
    """One verdict a claim: the most severe of those that are sure, so that a doubt is not lost."""
    order = {"wrong": 0, "cell": 1, "right": 2}
    final: dict[str, Review] = {}
    for review in sorted(reviews):
        if review.verdict == "unsure":
            continue
        kept = final.get(review.claim_id)
        if kept is None or order[review.verdict] < order[kept.verdict]:
            final[review.claim_id] = review
    return final
