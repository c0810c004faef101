"""Bytes of a page to text: what the bytes are goes before what the page says of them."""

from __future__ import annotations

import codecs
import re

from factpack.config.load import is_text_encoding
from factpack.read.decode import Decoded, NotTextError, decode, mark_of

_HEAD = 4096
"""Bytes in which a page says its encoding: browsers look at the first 1024."""

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})",
    re.IGNORECASE,
)

_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
"""What the labels of pages stand for where that is more than their name says (WHATWG Encoding)."""

_WIDE = ("utf-16", "utf-32")
"""Codecs that cannot be those of a page whose label could be read byte by byte."""


def decode_page(data: bytes, declared: str | None = None, served: str | None = None) -> Decoded:
    """Read the bytes of a page as text.

    A byte order mark decides, else the encoding declared in dataset.yaml, else UTF-8 where the
    bytes are valid in it, whatever the page says; else what the server said, then what the page
    says, where that fits the bytes; else what they look like.

    Args:
        data: the page.
        declared: codec that dataset.yaml declares.
        served: encoding that the server named when the page was fetched.

    Raises:
        NotTextError: the bytes are no text, or do not fit the declared encoding.
    """
    if declared is not None or mark_of(data[:4]) or not data or data.isascii() or _is_utf8(data):
        return decode(data, declared)
    stated = _CHARSET.search(data, 0, _HEAD)
    for label in (served, stated[1].decode("ascii") if stated else None):
        codec = _codec(label)
        if codec is None:
            continue
        try:
            return decode(data, codec)
        except NotTextError:
            continue
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(label: str | None) -> str | None:
    """Python's name of the codec of a label, None for one that no page has."""
    name = (label or "").strip().lower()
    name = _LABELS.get(name, name)
    if not name or not is_text_encoding(name):
        return None
    codec = codecs.lookup(name).name
    return None if codec.startswith(_WIDE) else codec
