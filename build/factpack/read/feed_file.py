"""RSS, Atom and RDF: one item, one article."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from factpack.config import Dataset
from factpack.config.load import is_text_encoding
from factpack.model import RawArticle, Rejected
from factpack.read.decode import NotTextError
from factpack.read.notes import Notes
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack.read.text_stream import find_encoding, open_text
from factpack.read.unpack import open_source
from factpack_validators.feeds import FeedError, FeedItem, feed_items

_CHUNK = 1024 * 1024
_HEAD = 1024
_STATED = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_SUMMARIES = frozenset({"description", "summary"})


def read_feed_file(
    dataset: Dataset, file: SourceFile, notes: Notes
) -> Iterator[RawArticle | Rejected]:
    """The articles of a feed in its order; what stands before a place that is no XML is read."""
    records = RecordReader(dataset, file, notes)
    number = 0
    try:
        with open_text(_with_encoding(file), notes) as stream:
            for item in feed_items(iter(lambda: stream.text.read(_CHUNK), "")):
                number += 1
                values = values_of(item)
                if values.get("text") and item.texts.keys() <= _SUMMARIES:
                    message = "the item holds no more than a description of the article"
                    notes.add("feed-description", records.source(number), message)
                yield records.read(number, values, stream.encoding, stream.basis)
    except NotTextError as error:
        yield reject_file(file.name, "file-not-text", f"{error}.")
    except FeedError as error:
        after = f"After item {number:,}, it" if number else "It"
        yield reject_file(file.name, "feed-broken", f"{after} {error}.")
    except UnicodeError:
        reason = f"From item {number + 1:,} on, the file is not in its encoding."
        yield reject_file(file.name, "file-not-text", reason)
    except OSError as error:
        yield reject_unreadable(file.name, error)
    else:
        if number == 0:
            yield Rejected("article", file.name, "article-empty", "The feed has no items.")


def values_of(item: FeedItem) -> dict[str, object]:
    """What an item says by our keys, and its texts by the names that the feed has for them."""
    text = next(iter(item.texts.values()), None)
    return {**item.texts, **item.values, **({} if text is None else {"text": text})}


def _with_encoding(file: SourceFile) -> SourceFile:
    """The file with the encoding that it states, where its bytes are not UTF-8."""
    if file.encoding is not None:
        return file
    with open_source(file.path, file.packing) as stream:
        stated = _STATED.match(stream.peek(_HEAD)[:_HEAD])
    codec = stated[1].decode("ascii") if stated else "utf-8"
    if codec.lower() in ("utf-8", "utf8") or not is_text_encoding(codec):
        return file
    if codec.lower().startswith(("utf-16", "utf-32", "utf_16")):
        return file  # a label that could be read byte by byte
    return (
        file
        if find_encoding(file)[1] == "valid"
        else replace(file, encoding=codecs.lookup(codec).name)
    )
