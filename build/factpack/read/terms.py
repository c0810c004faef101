"""What articles state of who may read and use them, told to whoever decides about rights."""

from __future__ import annotations

import re

from factpack.model import Metadata
from factpack.read.notes import Notes

_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/licenses/([a-z-]{2,12})/(\d\.\d)|(?:CC|Creative Commons)[ -]"
    r"(BY(?:-(?:NC|SA|ND)){0,2})[ -](\d\.\d)",
    re.IGNORECASE,
)


def note_terms(about: Metadata, source: str, notes: Notes) -> None:
    """Note a paywall that an article tells of, and a licence that would allow to publish it."""
    if about.is_accessible_for_free is False:
        notes.add("page-paywalled", source, "the article says that it is for those who pay")
    terms = _CREATIVE_COMMONS.search(about.license) if about.license else None
    if terms:
        name = f"CC {(terms[1] or terms[3]).upper()} {terms[2] or terms[4]}"
        message = f"the article states the licence {name}; its rights are {about.rights}"
        notes.add("page-licensed", source, message, f"{name}|{about.rights}")
