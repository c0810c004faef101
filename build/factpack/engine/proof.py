"""Prove what was found in an article before anything rests on it.

The validators read every value a second time, by code of their own. What the two readers do not
agree on is not published: the row goes to `rejected` with the code of the check, and a claim that
says something without the value stands without it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from factpack.model import (
    Article,
    Claim,
    Extraction,
    LiteralValue,
    Mention,
    Part,
    Rejected,
    Span,
    Value,
)
from factpack.vocabulary import Predicate, load_vocabulary
from factpack_validators.value_proof import amount_verdict, date_verdict

_VALUE_PARTS: tuple[Part, ...] = ("amount", "date")
_AMOUNT_TYPES = frozenset({"Money", "Quantity"})
_VALUE_TYPES = frozenset({"Money", "Quantity", "Date", "Text"})


def prove(article: Article, found: Extraction, accepted: Collection[str] = ()) -> Extraction:
    """What was found, without what cannot be proved again.

    Args:
        article: after normalisation.
        found: what an extractor found in it.
        accepted: codes of checks that are no errors in this dataset.

    Returns:
        The extraction; what was left out of it is in its `rejected`.
    """
    proof = _Proof(article, accepted)
    mentions = tuple(proof.referring(found.mentions))
    literals = tuple(x for x in found.literals if proof.holds(x))
    claims = tuple(proved for claim in found.claims if (proved := proof.proved(claim)) is not None)
    if not proof.rejected:
        return found
    return replace(
        found,
        mentions=mentions,
        literals=literals,
        claims=claims,
        rejected=(*found.rejected, *proof.rejected),
    )


class _Proof:
    """Reads the values of one article again."""

    def __init__(self, article: Article, accepted: Collection[str]) -> None:
        self._article = article
        self._accepted = accepted
        known = article.raw.metadata
        self._published = (known.published_on, known.published_precision)
        self._predicates: Mapping[str, Predicate] = load_vocabulary().predicates
        self.rejected: list[Rejected] = []

    def referring(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """The mentions without pronouns and descriptions whose words are a name in the article."""
        text = self._article.text
        names = {text[m.start : m.end] for m in mentions if m.kind == "name"}
        if "mention-alias" in self._accepted:
            names = set()
        for mention in mentions:
            if mention.kind == "name" or text[mention.start : mention.end] not in names:
                yield mention
                continue
            reason = f"The words are a name elsewhere in the article, not a {mention.kind}."
            self._reject("mention", mention, reason, "mention-alias")

    def holds(self, literal: LiteralValue) -> bool:
        """Whether the words of a value state it, as far as they can be read."""
        if "value-ungrounded" in self._accepted:
            return True
        words = self._article.text[literal.start : literal.end]
        if literal.kind == "date":
            verdict = self._date(words, literal.value)
        else:
            verdict = _amount(words, literal.value, literal.kind == "money")
        if verdict is False:
            self._reject("literal", literal, _not_stated(literal.value, literal.kind == "date"))
        return verdict is not False

    def proved(self, claim: Claim) -> Claim | None:
        """The claim, without an amount or date that its words do not state; None if it needs it."""
        for part in _VALUE_PARTS:
            if not (_has_date if part == "date" else _has_amount)(claim.value):
                continue
            code, reason = self._fault(claim, part)
            if not code or code in self._accepted:
                continue
            without = _without(claim, part)
            if not self._says_something(without):
                self._reject("claim", claim, reason, code, claim.rule)
                return None
            place = claim.parts.get(part) or claim
            reason += " The claim stands without it."
            self._reject("literal", place, reason, code, claim.rule)
            claim = without
        return claim

    def _fault(self, claim: Claim, part: Part) -> tuple[str, str]:
        """Code and reason of what is wrong with a value of a claim; empty where nothing is."""
        span = claim.parts.get(part)
        if span is None:
            return "evidence-missing", f"No words of the claim state its {part}."
        words = self._article.text[span.start : span.end]
        dated = part == "date"
        verdict = self._date(words, claim.value) if dated else _amount(words, claim.value, False)
        if verdict is False:
            return "value-ungrounded", _not_stated(claim.value, dated)
        return "", ""

    def _says_something(self, claim: Claim) -> bool:
        """Whether a claim has an object of a type that its predicate allows."""
        if claim.object is not None:
            return True
        predicate = self._predicates.get(claim.predicate)
        types = set(predicate.object_types) if predicate else set(_VALUE_TYPES)
        return (
            (claim.object_span is not None and "Text" in types)
            or ("Date" in types and _has_date(claim.value))
            or (bool(_AMOUNT_TYPES & types) and _has_amount(claim.value))
        )

    def _date(self, words: str, value: Value) -> bool | None:
        if not _has_date(value):
            return None
        columns = (value.date_from, value.date_to, value.date_precision)
        return date_verdict(words, *columns, *self._published)

    def _reject(
        self,
        kind: str,
        place: Mention | LiteralValue | Claim | Span,
        reason: str,
        code: str = "value-ungrounded",
        rule: str | None = None,
    ) -> None:
        source, key = self._article.raw.source, self._article.article_id
        self.rejected.append(
            Rejected(kind, source, code, reason, key, None, rule, place.start, place.end)
        )


def _amount(words: str, value: Value, money: bool) -> bool | None:
    columns = (value.amount, value.amount_min, value.amount_max, value.currency, value.unit)
    return amount_verdict(words, *columns, money)


def _has_amount(value: Value) -> bool:
    return (value.amount, value.amount_min, value.amount_max) != (None, None, None)


def _has_date(value: Value) -> bool:
    return (value.date_from, value.date_to) != (None, None)


def _without(claim: Claim, part: Part) -> Claim:
    """The claim without its amount or its date."""
    old = claim.value
    if part == "date":
        value = Value(old.amount, old.amount_min, old.amount_max, old.currency, old.unit)
    else:
        value = Value().dated(old)
    return replace(
        claim,
        value=value,
        date_relation=None if part == "date" else claim.date_relation,
        parts={name: span for name, span in claim.parts.items() if name != part},
    )


def _not_stated(value: Value, dated: bool) -> str:
    """The reason of a value that its words do not state."""
    first, last = (
        (value.date_from, value.date_to) if dated else (value.amount_min, value.amount_max)
    )
    bounds = [str(x) for x in dict.fromkeys((first, last)) if x is not None]
    stated = " to ".join(bounds)
    if not dated:
        main = "" if value.amount is None else str(value.amount)
        stated = f"{main} ({stated})" if main and stated else main or stated
        stated = " ".join(filter(None, (stated, value.currency, value.unit)))
    return f"A second reader does not find {stated} in the words."
