"""A page as an article, wherever the page comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.pages.apart import PageTooCostly, read_page_apart
from factpack.pages.main_text import MAX_PAGE_CHARS, MISSING, reader
from factpack.read.decode import Decoded
from factpack.read.metadata import override, read_metadata, without_prose
from factpack.read.notes import Notes
from factpack.read.source_files import SourceFile
from factpack.read.terms import note_terms


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page and what is known of it without looking into it.

    Attributes:
        source: the file, or the record as `file#N`.
        kind: what a rejection calls it: file or record.
        decoded: the page.
        raw_sha256: of its bytes.
        key: what `articles` of dataset.yaml calls it, or None.
        values: what is known of it where it says nothing else, by the names of `KEYS`.
    """

    source: str
    kind: str
    decoded: Decoded
    raw_sha256: str
    key: str | None
    values: Mapping[str, object] = field(default_factory=dict)


def page_article(
    dataset: Dataset, file: SourceFile, notes: Notes, page: FetchedPage
) -> RawArticle | Rejected:
    """The article of a page, or why there is none.

    Args:
        dataset: what dataset.yaml says.
        file: the file that holds the page.
        notes: collects what is wrong.
        page: the page.
    """
    if reader() is None:
        return Rejected(page.kind, page.source, "extra-missing", MISSING)
    if len(page.decoded.text) > MAX_PAGE_CHARS:
        limit = MAX_PAGE_CHARS // 1024 // 1024
        reason = f"The page has more than {limit} million characters, the limit of a page."
        return Rejected(page.kind, page.source, "article-too-large", reason)
    url = page.values.get("url")
    try:
        found = read_page_apart(page.decoded.text, url if isinstance(url, str) else None)
    except PageTooCostly as problem:
        return Rejected(page.kind, page.source, "article-too-costly", str(problem))
    if found.n_lost:
        words = "word" if found.n_lost == 1 else "words"
        message = f"{found.n_lost:,} {words} of the main text could not be found in the page"
        notes.add("page-words-lost", page.source, message)
    stretches = (page.decoded.text[kept.start : kept.end] for kept in found.kept)
    if not any(any(map(str.isalnum, stretch)) for stretch in stretches):
        reason = "No main text was found in the page."
        return Rejected("article", page.source, "article-empty", reason)
    values = {**page.values, **found.values}
    if "published" in found.values:
        values["published_basis"] = found.published_basis
    stated = override(
        read_metadata(
            values,
            source=page.source,
            basis="page",
            rights=dataset.rights,
            may_widen=False,
            notes=notes,
            date_order=file.date_order,
        ),
        dataset.articles.get(page.key) if page.key is not None else None,
    )
    known = without_prose(stated, page.source, notes)
    note_terms(known.metadata, page.source, notes)
    return RawArticle(
        source=page.source,
        source_id=known.id or known.metadata.url or page.source,
        text=page.decoded.text,
        text_start=0,
        raw_sha256=page.raw_sha256,
        encoding=page.decoded.encoding,
        encoding_basis=page.decoded.basis,
        metadata=known.metadata,
        kept=found.kept,
        reader=found.reader,
    )
