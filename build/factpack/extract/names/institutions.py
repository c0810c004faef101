"""Institutions called by what "of" leads to: "Harbour Department", "Zentria" for its university."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.entity_type import ORGANIZATION
from factpack.extract.names.groups import Group
from factpack.extract.names.longer_names import OWN, LongerNames
from factpack.extract.text.doc import Doc

_HEADS = word_list("names", "institutions.heads")
"""Nouns whose "of" leads to what an institution is called for short: "University of Zentria"."""

Key = tuple[str, ...]


class Institutions:
    """The institutions of an article by the shorter forms of their names."""

    def __init__(self, groups: dict[Key, Group], flagged: Doc, longer: LongerNames) -> None:
        """List those of `groups`."""
        self._flagged = flagged
        self._longer = longer
        self._called: dict[Key, list[Group]] = {}
        for key, group in groups.items():
            if len(key) > 2 and key[0] in _HEADS and key[1] == "of":
                called = key[3:] if key[2] == "the" else key[2:]
                for form in (called, (*called, key[0])):
                    self._called.setdefault(form, []).append(group)

    def find(self, group: Group) -> Group | None:
        """Find "Department of the Harbour" for "Harbour Department" and for "Harbour"."""
        named = self._called.get(group.key, ())
        roots = {id(other.root()): other.root() for other in named}
        if len(roots) != 1:
            return None
        (whole,) = roots.values()
        if whole is group or not self._longer.introduces(whole, group):
            return None
        if group.key[-1] not in _HEADS:
            # A town is no university, but what acts as organisations do is none of its towns.
            votes = group.votes
            if votes[ORGANIZATION] < OWN or votes[ORGANIZATION] < max(votes):
                return None
            if self._flagged.flags[group.names[0].first] & lx.PLACE:
                return None
        return whole
