"""The page within a file that a browser saved as one (MHTML)."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message

_HEAD = 4096
_BEGINS = re.compile(rb"\s*[A-Za-z][A-Za-z-]{1,60}:")
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page as it was before it was saved.

    Attributes:
        data: its bytes.
        charset: that the file names, or None.
        url: where it was fetched, or None.
    """

    data: bytes
    charset: str | None
    url: str | None


def is_mhtml(data: bytes) -> bool:
    """Whether bytes begin as such a file does."""
    head = data[:_HEAD]
    return bool(_BEGINS.match(head) and _MULTIPART.search(head))


def saved_page(data: bytes) -> SavedPage | None:
    """The first page of a file, None where it has none or is broken."""
    try:
        whole = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in whole.walk():
            if part.get_content_type() in _PAGES and not part.is_multipart():
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes):
                    url = _line(part, "Content-Location") or _line(
                        whole, "Snapshot-Content-Location"
                    )
                    return SavedPage(payload, part.get_content_charset(), url)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return None  # what the parser makes of headers that are none
    return None


def _line(message: Message, name: str) -> str | None:
    value = message.get(name)
    return str(value).strip() or None if value is not None else None
