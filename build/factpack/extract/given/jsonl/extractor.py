"""The extractor of facts from elsewhere: it finds nothing, and publishes what it can prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factpack.extract.given.align import Facts, align_facts
from factpack.extract.given.jsonl.facts_file import KEYS, Line, index_of, read_lines
from factpack.extract.names import KnownNames
from factpack.model import Article, Extraction, RawArticle, Rejected

VERSION = 1
"""Raised with every change of what is proved, so that cached results are not taken for new ones."""


@dataclass(frozen=True, slots=True)
class JsonlExtractor:
    """Publishes the facts that a file gives and the articles prove.

    Attributes:
        path: the file of facts.
        name: what it is called in messages: its path as dataset.yaml has it.
        sha256: of its bytes, so that every process reads the same facts.
        known: names given by a curator, which win over those of the file.
    """

    path: Path
    name: str
    sha256: str
    known: KnownNames | None = None

    @property
    def label(self) -> str:
        """Name and version."""
        return f"jsonl/{VERSION}"

    def extract(self, article: Article) -> Extraction:
        """What the file says of the article; see `Extractor.extract`.

        Raises:
            FactpackError: the file is not the one that the build began with.
        """
        lines = self._lines_of(article.raw)
        given = [
            Facts(
                source=f"{self.name}#{line.number}",
                place=f"line {line.number}",
                entities=item.get("entities", ()),
                claims=item.get("claims", ()),
                quotes=item.get("quotes", ()),
                raw=item.get("offsets") == "source",
            )
            for line, item in zip(lines, read_lines(self.path, lines), strict=True)
        ]
        return align_facts(article, given, self.label, self.known)

    def with_leftovers(
        self, articles: Iterable[RawArticle | Rejected]
    ) -> Iterator[RawArticle | Rejected]:
        """The articles as they come, then a rejected row for each line of the file left unused."""
        index = index_of(self.path, self.sha256)
        used: set[int] = set()
        for item in articles:
            if isinstance(item, RawArticle):
                used.update(line.number for line in self._lines_of(item))
            yield item
        unused = {
            line.number: ("article-unknown", "No article has the id, file or address of the line.")
            for lines in index.lines.values()
            for line in lines
            if line.number not in used
        }
        unused |= {number: ("record-invalid", reason) for number, reason in index.broken.items()}
        for number, (code, reason) in sorted(unused.items()):
            yield Rejected("record", f"{self.name}#{number}", code, reason, extractor=self.label)

    def _lines_of(self, raw: RawArticle) -> list[Line]:
        """The lines that name an article, in the order of the file."""
        index = index_of(self.path, self.sha256)
        names = (raw.source_id, raw.source, raw.metadata.url)
        found: list[Line] = []
        for key, name in zip(KEYS, names, strict=True):
            if name is not None:
                found += index.lines.get((key, name), ())
        return sorted(found, key=lambda line: line.number)


def open_facts(path: Path, name: str, known: KnownNames | None = None) -> JsonlExtractor:
    """An extractor for a file of facts.

    Raises:
        FactpackError: the file cannot be read.
    """
    index_of.cache_clear()
    return JsonlExtractor(path, name, index_of(path, None).sha256, known)
