"""What articles state of who may read and use them, told to whoever decides about rights."""

from __future__ import annotations

import re

from factpack.model import Metadata
from factpack.read.notes import Notes
from factpack_validators.stated_terms import CC_ZERO, CREATIVE_COMMONS


def note_terms(about: Metadata, source: str, notes: Notes) -> None:
    """Note a paywall that an article tells of, and a licence that would allow to publish it."""
    if about.is_accessible_for_free is False:
        notes.add("page-paywalled", source, "the article says that it is for those who pay")
    name = _creative_commons(about.license or "")
    if name:
        message = f"the article states the licence {name}; its rights are {about.rights}"
        notes.add("page-licensed", source, message, f"{name}|{about.rights}")


def _creative_commons(stated: str) -> str | None:
    """The licence of Creative Commons that an article states, as the datasheet counts it."""
    terms = re.search(CREATIVE_COMMONS, stated)
    if terms:
        return f"CC {terms[1].upper()} {terms[2]}"
    return "CC0" if re.search(CC_ZERO, stated) else None
