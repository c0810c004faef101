"""All facts that somebody found in one article: proved against its words, or rejected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from factpack.extract.given.align.checked import ItemKind, problem_of
from factpack.extract.given.align.claims import ClaimAligner
from factpack.extract.given.align.folded import FoldedText
from factpack.extract.given.align.names import Names
from factpack.extract.given.align.place import Places
from factpack.extract.given.align.quotes import QuoteAligner
from factpack.extract.given.align.refused import Refused
from factpack.extract.given.align.values import Values
from factpack.extract.names import KnownNames
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.model import Article, Claim, Extraction, Quote, Rejected, Span

_Fact = TypeVar("_Fact", Claim, Quote)
_RULE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/@+-]{0,99}")
"""What may stand in the column `rule`: the pattern of `schema/facts-input.schema.json`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one source says of an article; nothing of it has been checked.

    Attributes:
        source: where the facts come from, for `Rejected.source`.
        place: the same for people, as in "claim 3 of line 7".
        entities: items for `schema/facts-input.schema.json`, as are claims and quotes.
        raw: whether offsets count in the source of the article, not in its normalised text.
        within: the only stretch that the facts may speak of; None: the whole article.
    """

    source: str
    place: str
    entities: Sequence[Any] = ()
    claims: Sequence[Any] = ()
    quotes: Sequence[Any] = ()
    raw: bool = False
    within: Span | None = None


def align_facts(
    article: Article,
    given: Sequence[Facts],
    label: str,
    known: KnownNames | None = None,
    rejected: Sequence[Rejected] = (),
) -> Extraction:
    """Facts from elsewhere as an extraction: every word of it stands in the article.

    Args:
        article: that the facts speak of.
        given: facts from one or more sources; their entities are taken together.
        label: of the extractor, such as `jsonl/1`.
        known: names given by a curator, which win over given ones.
        rejected: what was rejected on the way here.

    Returns:
        Mentions of the given entities wherever the article names them, the values that the article
        states, the claims and quotes that its words prove, and a row for each that they do not.
    """
    return _Aligner(article, given, label, known, list(rejected)).align()


class _Aligner:
    def __init__(
        self,
        article: Article,
        given: Sequence[Facts],
        label: str,
        known: KnownNames | None,
        rejected: list[Rejected],
    ) -> None:
        self._article = article
        self._given = given
        self._label = label
        self._rejected = rejected
        folded = FoldedText(article.text)
        doc = doc_of(article)
        self._literals = find_literals(article, doc)
        self._names = Names(article.text, folded, known)
        self._places = Places(article, doc, folded)

    def align(self) -> Extraction:
        self._take_entities()
        values = Values(self._article.text, self._literals, self._places)
        claim_aligner = ClaimAligner(
            self._article, self._names, self._places, values, self._label.split("/")[0]
        )
        quote_aligner = QuoteAligner(self._article, self._names, self._places)
        claims: dict[object, Claim] = {}
        quotes: dict[object, Quote] = {}
        for facts in self._given:
            for number, item in enumerate(facts.claims, 1):
                claim = self._try(facts, "claim", number, item, claim_aligner.align)
                if claim is None:
                    continue
                spans = tuple(sorted(claim.parts.items()))
                key = (claim.predicate, claim.start, claim.end, spans)
                if claims.setdefault(key, claim) is not claim:
                    self._reject(facts, "claim", number, item, Refused("claim-repeated"))
            for number, item in enumerate(facts.quotes, 1):
                quote = self._try(facts, "quote", number, item, quote_aligner.align)
                if quote is None:
                    continue
                if quotes.setdefault((quote.start, quote.end), quote) is not quote:
                    self._reject(facts, "quote", number, item, Refused("quote-repeated"))
        entities, mentions = self._names.publish()
        return Extraction(
            entities,
            mentions,
            self._literals,
            tuple(sorted(quotes.values(), key=lambda quote: (quote.start, quote.end))),
            tuple(sorted(claims.values(), key=_reading_order)),
            tuple(self._rejected),
        )

    def _take_entities(self) -> None:
        taken: list[tuple[Facts, int, Any]] = []
        for facts in self._given:
            for number, item in enumerate(facts.entities, 1):
                problem = problem_of("entity", item)
                try:
                    if problem:
                        raise Refused("facts-invalid", f"has a wrong form: {problem}")
                    self._names.add(item)
                    taken.append((facts, number, item))
                except Refused as refused:
                    self._reject(facts, "entity", number, item, refused)
        self._names.find()
        for facts, number, item in taken:
            if not self._names.is_named(item):
                self._reject(facts, "entity", number, item, Refused("entity-not-found"))

    def _try(
        self,
        facts: Facts,
        kind: ItemKind,
        number: int,
        item: Any,
        align: Callable[..., _Fact],
    ) -> _Fact | None:
        problem = problem_of(kind, item)
        try:
            if problem:
                raise Refused("facts-invalid", f"has a wrong form: {problem}")
            return align(item, raw=facts.raw, within=facts.within)
        except Refused as refused:
            self._reject(facts, kind, number, item, refused)
            return None

    def _reject(
        self, facts: Facts, kind: ItemKind, number: int, item: Any, refused: Refused
    ) -> None:
        rule = item.get("rule", item.get("predicate")) if isinstance(item, dict) else None
        self._rejected.append(
            Rejected(
                kind="mention" if kind == "entity" else kind,
                source=facts.source,
                check_code=refused.code,
                # The place makes each reason its own, so that no two rejected facts are one row.
                reason=f"{kind.capitalize()} {number} of {facts.place} {refused.detail}.",
                article_id=self._article.article_id,
                extractor=self._label,
                rule=rule if isinstance(rule, str) and _RULE.fullmatch(rule) else None,
            )
        )


def _reading_order(claim: Claim) -> tuple[int, int, str, int]:
    return claim.start, claim.end, claim.predicate, claim.subject
