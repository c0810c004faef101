"""HTML, and MHTML as browsers save it: one page, one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read.decode import NotTextError
from factpack.read.notes import Notes
from factpack.read.page_article import FetchedPage, page_article
from factpack.read.page_decode import decode_page
from factpack.read.source_files import SourceFile, reject_file
from factpack.read.text_file import note_encoding
from factpack.read.whole_file import read_whole_file
from factpack_validators.mhtml import is_mhtml, saved_page


def read_html_file(
    dataset: Dataset, file: SourceFile, notes: Notes
) -> Iterator[RawArticle | Rejected]:
    """The article of a saved page, or why there is none."""
    data = read_whole_file(file)
    if isinstance(data, Rejected):
        yield data
        return
    sha256 = hashlib.sha256(data).hexdigest()
    charset, values = None, dict[str, object]()
    if is_mhtml(data):
        saved = saved_page(data)
        if saved is None:
            yield reject_file(file.name, "file-not-text", "No page is within the file.")
            return
        data, charset, values = saved.data, saved.charset, {"url": saved.url}
    try:
        decoded = decode_page(data, file.encoding, charset)
    except NotTextError as error:
        yield reject_file(file.name, "file-not-text", f"{error}.")
        return
    note_encoding(decoded, file.name, notes)
    page = FetchedPage(file.name, "file", decoded, sha256, file.key, values)
    yield page_article(dataset, file, notes, page)
