"""Letters by electronic mail (.eml, .mbox): the words of each, by the parser of the language.

Nobody's address is read: of the sender the name alone, of those who got the letter nothing.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import BinaryIO

LETTER_LIMIT = 64 * 2**20
"""Bytes of one letter, pictures and files that are with it included."""

_MOST_PARTS = 200
"""Parts of a letter, and times that it names a boundary of parts: each costs on every line."""

_LONGEST_LINE = 2_000
"""Characters of a line of the head that is read."""

_TAG = re.compile(rb"<[^<>]*>")
_WORD = re.compile(rb"[^\W\d_]{2,}")
_HEAD = 65_536
_BEGINS = re.compile(rb"[A-Za-z][A-Za-z-]{1,60}:")
_SENDER = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(rb"^(?:date|message-id|subject):", re.IGNORECASE | re.MULTILINE)
_FROM = re.compile(rb"From \S")
_QUOTED = re.compile(rb">+From ")

_MUCH_MORE = 2
"""Times as many words as the plain part of a letter has from which its HTML is read instead: plain
parts often hold no more than an address where the letter can be seen."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter.

    Attributes:
        data: bytes of the part that holds its words, transfer encoding undone.
        charset: that the part names, or None.
        values: what its head says, by our keys: `title`, `author`, `publisher`, `published`, `url`.
    """

    data: bytes
    charset: str | None
    values: dict[str, str]


def is_letter(data: bytes) -> bool:
    """Whether bytes begin as a letter does: with its head, which tells the sender and more."""
    head = re.split(rb"\r?\n\r?\n", data[:_HEAD], maxsplit=1)[0]
    return bool(_BEGINS.match(head) and _SENDER.search(head) and _SENT.search(head))


def read_letter(data: bytes) -> Letter | None:
    """The letter that bytes are, None where it holds no words or is broken.

    Args:
        data: of the letter with its head; not more than `LETTER_LIMIT`.
    """
    if data.count(b"boundary=") > _MOST_PARTS:
        return None
    try:
        whole = email.message_from_bytes(data, policy=email.policy.compat32)
        found = _words(whole)
        if found is None:
            return None
        payload, part = found
        return Letter(payload, part.get_content_charset(), _head(whole))
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return None  # what the parser makes of heads that are none


def letters(stream: BinaryIO) -> Iterator[bytes | None]:
    """The letters of a mailbox in its order, None for one that is larger than a letter may be.

    A line that begins with "From " after a blank one begins a letter; one within a letter is
    written with a `>` before it, which is taken off.
    """
    lines: list[bytes] = []
    size = 0
    begun, after_blank, begins_line = False, True, True
    while line := stream.readline(2**20):
        if begins_line and after_blank and _FROM.match(line):
            if begun:
                yield b"".join(lines) if size <= LETTER_LIMIT else None
            begun, lines, size = True, [], 0
        elif begun:
            size += len(line)
            if size > LETTER_LIMIT:
                lines = []
            else:
                lines.append(line[1:] if begins_line and _QUOTED.match(line) else line)
        after_blank = begins_line and line in (b"\n", b"\r\n")
        begins_line = line.endswith(b"\n")
    if begun:
        yield b"".join(lines) if size <= LETTER_LIMIT else None


def _words(whole: Message) -> tuple[bytes, Message] | None:
    """The part of a letter that holds its words: the plain one unless its HTML has far more."""
    plain: tuple[bytes, Message] | None = None
    page: tuple[bytes, Message] | None = None
    waiting = [whole]
    n_parts = 0
    while waiting and n_parts < _MOST_PARTS:
        part = waiting.pop()
        n_parts += 1
        kind = part.get_content_type()
        if part.is_multipart():
            if kind != "message/rfc822":  # a letter that is sent along is another
                inner = part.get_payload()
                parts = inner if isinstance(inner, list) else []
                waiting += [p for p in reversed(parts) if isinstance(p, Message)]
        elif part.get_content_disposition() != "attachment" and kind.startswith("text/"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                if kind == "text/plain":
                    plain = plain or (payload, part)
                elif kind == "text/html":
                    page = page or (payload, part)
    if plain is None or page is None:
        return plain or page
    n_page = len(_WORD.findall(_TAG.sub(b" ", page[0])))
    return page if n_page > _MUCH_MORE * len(_WORD.findall(plain[0])) else plain


def _head(whole: Message) -> dict[str, str]:
    sender = parseaddr(_line(whole, "From"))[0]
    outlet = _line(whole, "List-Id").partition("<")[0].strip(' "')
    address = _line(whole, "Archived-At").strip("<> ")
    values = {
        "title": _line(whole, "Subject"),
        "publisher": outlet or sender,
        "author": sender if outlet and sender != outlet else "",
        "published": _line(whole, "Date"),
        "url": address if address.startswith(("http://", "https://")) else "",
    }
    return {key: value for key, value in values.items() if value}


def _line(whole: Message, name: str) -> str:
    """A line of the head, decoded; empty where there is none, or one that is too long."""
    value = whole.get(name)
    if value is None or len(str(value)) > _LONGEST_LINE:
        return ""
    try:
        return " ".join(str(make_header(decode_header(str(value)))).split())
    except (MessageError, LookupError, ValueError):
        return " ".join(str(value).split())
