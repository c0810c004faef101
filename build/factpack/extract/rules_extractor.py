"""The default extractor: names, values, quotes and claims by rules; no model, no network."""

from __future__ import annotations

from dataclasses import dataclass

from factpack.extract.claims import find_claims
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.mentions import find_mentions
from factpack.extract.names import KnownNames
from factpack.extract.names.assumed import settle_assumed, without_refuted
from factpack.extract.quotes import find_marked_quotes, find_quotes
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.model import Article, Extraction

VERSION = 8
"""Raised with every change of what is found: cached results are never mistaken for new ones."""


@dataclass(frozen=True, slots=True)
class RulesExtractor:
    """Extracts by rules.

    Attributes:
        known: names given by a curator, which override what is found openly.
    """

    known: KnownNames | None = None

    @property
    def label(self) -> str:
        """Name and version."""
        return f"rules/{VERSION}"

    def extract(self, article: Article) -> Extraction:
        """What the article says; see `Extractor.extract`."""
        return extract(article, self.known)


def extract(article: Article, known: KnownNames | None = None) -> Extraction:
    """Mentions, values, quotes and claims of one article, a pure function of the arguments."""
    doc = doc_of(article)
    literals = find_literals(article, doc)
    entities, mentions = find_mentions(article, doc, literals, known)
    if article.language is None or article.language.startswith("en"):
        quotes = find_quotes(article, doc, entities, mentions)
    else:
        quotes = find_marked_quotes(article, entities, mentions)
    claims, rejected = find_claims(article, doc, entities, mentions, literals, quotes)
    showing = load_rules().showing
    entities = settle_assumed(entities, claims, article.text, showing)
    claims, refuted = without_refuted(claims, entities, article, showing)
    rejected += refuted
    return Extraction(entities, mentions, literals, tuple(quotes), tuple(claims), tuple(rejected))
