"""The words at a place of an article, in their sentence, as far as rights and the reader allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from factpack.extract.text.sentences import split_text
from factpack.ids import sha256
from factpack.release.query import Row
from factpack.why.story import Availability, Passage
from factpack.why.tables import Tables
from factpack_validators.keyed_words import withheld_digest, words_key

Texts: TypeAlias = Mapping[str, str] | Callable[[Sequence[str]], Mapping[str, str]]
"""Normalised texts by article that the reader holds, or what gives those of some articles."""

_WINDOW = 2_000
"""Characters on either side in which the ends of the sentence are sought."""

_CONTEXT = 240
"""Characters of the sentence shown on either side: more is no longer read."""

_LONGEST = 2_000
"""Characters of a passage that are shown: the longest quotations of news have half of that."""


class Words:
    """Where the words of a release are at hand.

    A text is believed where its hash is that of the article: a reader may hold another edition. An
    article that is withheld and short has no hash; there the length must do.
    """

    def __init__(self, tables: Tables, texts: Texts | None = None) -> None:
        """Take the release whose words may be shown, and texts that the reader holds."""
        self._tables = tables
        self._texts = texts
        self._known: dict[str, tuple[str, bool] | None] = {}

    def load(self, article_ids: Iterable[str | None]) -> None:
        """Fetch the texts of some articles at once; what is not fetched is fetched when asked."""
        wanted = sorted({id_ for id_ in article_ids if id_} - self._known.keys())
        if not wanted:
            return
        self._known |= dict.fromkeys(wanted)
        hashes = {}
        for row in self._tables.among(
            "articles", "article_id", wanted, ("article_id", "text", "text_sha256", "n_chars")
        ):
            if row["text"] is not None:
                self._known[row["article_id"]] = row["text"], True
            else:
                hashes[row["article_id"]] = row["text_sha256"], row["n_chars"]
        if self._texts is None or not hashes:
            return
        held = self._texts(sorted(hashes)) if callable(self._texts) else self._texts
        for id_, (expected, n_chars) in hashes.items():
            text = held.get(id_)
            if text is not None and (
                len(text) == n_chars if expected is None else sha256(text) == expected
            ):
                self._known[id_] = text, False

    def text(self, article_id: str) -> str | None:
        """The text of an article, None where it is not at hand."""
        self.load([article_id])
        known = self._known[article_id]
        return known and known[0]

    def passage(self, row: Row) -> Passage:
        """The place of a row that has `article_id`, `char_start` and `char_end`.

        Its `exact` and `exact_sha256` are used where it has them; words that do not have the hash
        are not shown.
        """
        article_id, start, end = row["article_id"], row["char_start"], row["char_end"]
        digest, given = row.get("exact_sha256"), row.get("exact")
        self.load([article_id])
        known = self._known[article_id]
        if known is not None:
            text, is_published = known
            exact = text[start:end]
            if digest in (None, sha256(exact)) or digest == _withheld(text, start, end):
                before, after = _around(text, start, end)
                availability: Availability = "published" if is_published else "held"
                return Passage(
                    article_id, start, end, digest, availability, before, _cut(exact), after
                )
        if given is not None:
            return Passage(article_id, start, end, digest, "published", exact=_cut(given))
        return Passage(article_id, start, end, digest, "withheld")

    def exact(self, row: Row) -> str | None:
        """The words of a row alone, None where they are withheld."""
        return self.passage(row).exact


def _withheld(text: str, start: int, end: int) -> str | None:
    """The hash of words that a release withholds."""
    key = words_key(text)
    return None if key is None else withheld_digest(key, start, end, text[start:end])


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the sentence or sentences of the place."""
    first = text.rfind("\n\n", max(0, start - _WINDOW), start)
    low = first + 2 if first >= 0 else max(0, start - _WINDOW)
    last = text.find("\n\n", end, end + _WINDOW)
    high = last if last >= 0 else min(len(text), end + _WINDOW)
    left, right = start, end
    for sentence in split_text(text[low:high], low):
        if sentence.start < end and start < sentence.end:
            left, right = min(left, sentence.start), max(right, sentence.end)
    before, after = text[left:start], text[end:right]
    if len(before) > _CONTEXT:
        before = "…" + before[-_CONTEXT:]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT] + "…"
    return before, after


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
