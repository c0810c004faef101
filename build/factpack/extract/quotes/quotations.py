"""Quotes of an article: marks, cues and speakers put together."""

from __future__ import annotations

from factpack.extract.quotes.antecedents import Antecedents
from factpack.extract.quotes.attribution import Attribution
from factpack.extract.quotes.cue_reader import CueReader
from factpack.extract.quotes.cues import find_cues
from factpack.extract.quotes.quoted_words import QuotedWords
from factpack.extract.quotes.speakers import Speakers
from factpack.extract.quotes.subjects import in_order
from factpack.extract.quotes.unsaid import Unsaid
from factpack.extract.text.annotated import AnnotatedText
from factpack.extract.text.doc import Doc
from factpack.model import Article, LocalEntity, Mention, Quote


def find_quotes(
    article: Article,
    doc: Doc,
    entities: tuple[LocalEntity, ...],
    mentions: tuple[Mention, ...],
) -> tuple[Quote, ...]:
    """Words that an article gives as someone's, in order.

    Direct quotes are whole utterances in marks, mixed ones quoted words inside the author's
    sentence, indirect ones reported clauses, whose span is the clause without "that" and the
    final stop; where those who say so are not named ("analysts said"), they have no speaker.
    Each part of a split quotation, and each paragraph of one that runs over several,
    is a quote of its own with the same speaker. An indirect quote may contain a mixed one of few
    words; other quotes do not overlap. Words in marks that nobody is said to have uttered (names,
    titles, distance) are left out; whole sentences in marks are kept without speaker.

    Args:
        article: normalised article.
        doc: its tokens and sentences.
        entities: what the mentions refer to.
        mentions: names, descriptions and pronouns, in any order.
    """
    if not doc.sentences:
        return ()
    known = AnnotatedText(doc, entities, in_order(mentions))
    cues, documents = find_cues(doc)
    quoted = QuotedWords(article, doc)
    antecedents = Antecedents(known, quoted.is_inside)
    speakers = Speakers(known, documents, antecedents)
    reader = CueReader(known, quoted, speakers, antecedents)
    reported = reader.read(cues)
    unsaid = Unsaid(known, speakers, antecedents)
    attribution = Attribution(
        known, article.blocks, quoted, reader.said, unsaid, speakers, antecedents
    )
    quotes = attribution.attribute(reported)
    return tuple(sorted(quotes, key=lambda quote: (quote.start, -quote.end)))
