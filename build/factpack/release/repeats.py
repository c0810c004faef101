"""Which sentences of ours would repeat words of an article that withholds them.

A page that says who bought whom in which year may come to say it as an article does. It then says
less: what would repeat `RUN_WORDS` words in a row is left out.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from factpack.release.article_rights import table_batches
from factpack_validators.word_limits import RUN_WORDS, words_of
from factpack_validators.word_runs import run_hashes, runs_with


class Repeats:
    """The words of the articles that withhold them, read again each time they are asked for."""

    def __init__(self, tables: Path) -> None:
        """Take the final tables, words present."""
        self._tables = tables

    def among(self, texts: Sequence[str]) -> list[bool]:
        """Whether each text has `RUN_WORDS` words in a row that stand so in an article."""
        said = [[words_of(text), words_of(html.unescape(text))] for text in texts]
        numbers: dict[str, int] = {}
        for forms in said:
            for word in (word for words in forms for word in words):
                numbers.setdefault(word, len(numbers) + 1)
        given = [words for forms in said for words in forms]
        hashes = run_hashes(given, numbers, RUN_WORDS)
        runs = runs_with(hashes, self._withheld(), numbers, RUN_WORDS)
        return [
            any(
                tuple(words[start : start + RUN_WORDS]) in runs
                for words in forms
                for start in range(len(words) - RUN_WORDS + 1)
            )
            for forms in said
        ]

    def _withheld(self) -> Iterator[list[str]]:
        columns = ["rights", "title", "text"]
        for batch in table_batches(self._tables / "articles.parquet", columns):
            for row in batch.to_pylist():
                if row["rights"] != "full":
                    for text in (row["title"], row["text"]):
                        if text:
                            yield words_of(text)


class Unknown:
    """Stands for words of articles that are not at hand: any text of ours might repeat them."""

    def among(self, texts: Sequence[str]) -> list[bool]:
        """Whether each text might."""
        return [True] * len(texts)
