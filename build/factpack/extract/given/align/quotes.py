"""One given quote against an article: its words, its marks and who is near enough to say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factpack.extract.given.align.names import Names
from factpack.extract.given.align.place import Places
from factpack.extract.given.align.refused import Refused
from factpack.model import Article, Quote, QuoteKind, Span

MAX_QUOTE = 10_000
"""Characters of a quote: a whole speech is several."""

_SPEAKERS = ("Person", "Organization")
_MARKS = "\"'"
_BEFORE_MARK = ".,!?;:…"


@dataclass(frozen=True, slots=True)
class QuoteAligner:
    """Aligns the quotes of one article."""

    article: Article
    names: Names
    places: Places

    def align(self, item: dict[str, Any], *, raw: bool, within: Span | None) -> Quote:
        """The quote as it stands, its marks included; marks tell direct from indirect.

        Args:
            item: a quote that `schema/facts-input.schema.json` allows.
            raw: whether offsets count in the source.
            within: where it must stand; None: anywhere.

        Raises:
            Refused: with the first check that it fails.
        """
        found = self.places.passages(item["text"], raw=raw, within=within, limit=MAX_QUOTE)
        refused = Refused("evidence-ambiguous")
        quotes = []
        for span in found:
            try:
                quotes.append(self._quote(item, span, raw=raw))
            except Refused as error:
                refused = error
        if not quotes or (len(quotes) > 1 and "speaker" not in item):
            raise refused if not quotes else Refused("evidence-ambiguous")
        return quotes[0]

    def _quote(self, item: dict[str, Any], span: Span, *, raw: bool) -> Quote:
        marked = self._with_marks(span)
        kind: QuoteKind = item.get("kind", "direct" if marked else "indirect")
        if marked is None and kind != "indirect":
            raise Refused("quote-without-marks")
        if marked is not None and kind == "indirect":
            kind = "direct"
        at = marked or span
        areas = [self.places.sentences_of(at), *self.places.before(at)]
        if self.places.ends_sentence(at):
            areas += self.places.after(at)
        speaker, speaker_span = self._speaker(item, at, areas, raw=raw)
        cue = None
        if "cue" in item:
            words = self.places.words(item["cue"], areas, raw=raw, taken=at)
            cue = self.article.text[words.start : words.end] if words else None
        return Quote(kind, at.start, at.end, speaker, speaker_span, cue)

    def _with_marks(self, span: Span) -> Span | None:
        """The span with the quotation marks at or around it; None where there are none."""
        text = self.places.folded.folded
        start, end = span.start, span.end
        if text[start] not in _MARKS:
            start -= 1
        if start < 0 or text[start] not in _MARKS:
            return None
        mark = text[start]
        if text[end - 1] == mark and end - 1 > start:
            return Span(start, end)
        while end < len(text) and text[end] in _BEFORE_MARK and end - span.end < 3:
            end += 1
        return Span(start, end + 1) if end < len(text) and text[end] == mark else None

    def _speaker(
        self, item: dict[str, Any], quote: Span, areas: list[Span], *, raw: bool
    ) -> tuple[int | None, Span | None]:
        given = item.get("speaker")
        if given is None:
            return None, None
        kind = self.names.type_of(
            self.names.number_of(given if isinstance(given, str) else given["entity"])
        )
        if kind not in _SPEAKERS:
            raise Refused("type-mismatch", f"is said by a {kind}")
        number, span = self.names.reference(given, self.places, areas, raw=raw, taken=quote)
        if span is None:
            raise Refused("speaker-not-found")
        return self.names.entity(number), span
