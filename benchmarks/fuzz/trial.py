"""What must hold of any text: the extractor reads it, and a corpus of such texts publishes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from factpack import pipeline
from factpack.engine.kernel import read_article
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Metadata, RawArticle
from factpack_validators.findings import Finding, Severity
from factpack_validators.release import validate_release

RIGHTS = ("full", "excerpt", "facts")
_CONFIG = """\
name: any-text
title: Any text
description: Texts that nobody would write.
license: CC0-1.0
released: 2024-01-01
rights: {rights}
sources:
  - path: articles.jsonl
"""
_DATES = ("2018-05-15", "2021-06", "1999", None)


def read_alone(text: str) -> float:
    """Read one text as the build does, without its guard; the seconds of the processor it took.

    Raises:
        Exception: whatever a build would reject the article for, as `article-failed`.
    """
    begin = time.process_time()
    read_article(raw_article(text), RulesExtractor())
    return time.process_time() - begin


def raw_article(text: str) -> RawArticle:
    """A text as it comes out of reading."""
    known = Metadata(rights="full", published_on=date(2018, 5, 15), published_precision="day")
    return RawArticle("a.txt", "a.txt", text, 0, "0" * 64, "utf-8", "valid", known)


def build_corpus(texts: Sequence[str], rights: str) -> tuple[list[str], list[Finding]]:
    """Build a corpus of some texts.

    Returns:
        What does not hold, in words; and the findings that only the finished release showed, whose
        rows were withdrawn: each is worth a proof at the place where it arises.
    """
    withdrawn: list[Finding] = []
    with TemporaryDirectory(prefix="factpack-fuzz-") as folder, _withdrawals(withdrawn):
        place = Path(folder)
        (place / "dataset.yaml").write_text(_CONFIG.format(rights=rights), "utf-8")
        with (place / "articles.jsonl").open("w", encoding="utf-8") as stream:
            for number, text in enumerate(texts):
                record = {"id": str(number), "text": text, "published": _DATES[number % 4]}
                stream.write(json.dumps(record) + "\n")
        try:
            result = pipeline.build(place / "dataset.yaml", out=place / "dist")
        except Exception as problem:
            return [f"{type(problem).__name__}: {problem}"], withdrawn
        if not result.published:
            return [_said(f) for f in result.findings if f.severity is Severity.ERROR], withdrawn
        report = validate_release(result.path)
        wrong = [_said(f) for f in report.findings if f.severity is Severity.ERROR]
        rows = result.path / "data" / "rejected"
        wrong += _failed_articles(rows)
        if report.totals:
            listed = json.loads((result.path / "validation.json").read_text("utf-8"))
            if listed["counts"]["error"]:
                wrong.append("validation.json counts errors")
        return wrong, withdrawn


def _failed_articles(folder: Path) -> list[str]:
    import pyarrow.parquet as pq

    rows = [
        row for file in sorted(folder.glob("*.parquet")) for row in pq.read_table(file).to_pylist()
    ]
    return [f"{r['source']}: {r['reason']}" for r in rows if r["check_code"] == "article-failed"]


def _said(finding: Finding) -> str:
    return f"{finding.code} {finding.table or finding.file}: {finding.message}"


@contextmanager
def _withdrawals(told: list[Finding]) -> Iterator[None]:
    """Listen to what the build withdraws after it validated."""
    told_by_build = vars(pipeline)
    trace = told_by_build["trace"]

    def listen(tables: Path, linked: Path, findings: Sequence[Finding], **options: bool) -> object:
        told.extend(findings)
        return trace(tables, linked, findings, **options)

    told_by_build["trace"] = listen
    try:
        yield
    finally:
        told_by_build["trace"] = trace
