"""Precision, recall and F1 of what a release says, against a careful annotation.

The rules are those of the gold file: a claim is found where predicate, polarity and subject are
equal, the object is equal (free text: half of the words; a quantity: its amount; a founding date:
its year) and the evidence overlaps. Case, punctuation and a legal form at the end of a name do not
count. The same assertion made again in other words is no error, once for each place. Quotes match
at 80 % overlap, mentions exactly, values by overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass, field

from factpack.evaluate.records import Annotation, ClaimRecord, QuoteRecord, Range, TextRecord

SYMMETRIC = frozenset({"partners_with", "competes_with"})
SOFT = frozenset({"has_goal", "has_type", "offers", "has_access_to"})
"""Predicates whose objects are mostly free text; the core leaves them out."""
TEXT_OBJECT = SOFT | {
    "develops",
    "hires",
    "has_metric",
    "founded_on",
    "uses_product",
    "raised_funding",
    "launched",
}
"""Predicates whose object may be words instead of an entity."""
QUANTITY = frozenset({"has_metric", "raised_funding"})

_LEGAL_FORM = re.compile(
    r"(?<=\w) (?:inc|incorporated|plc|gmbh|k k|kk|s a|sa|ag|ltd|limited|llc|corp|corporation"
    r"|b v|bv|n v|nv|co|se|ab|oy)$"
)
_FUNCTION_WORDS = frozenset("the a an of to in for and its their s with on by".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_REPEAT = 12
_PLACE = 40
_QUOTE_OVERLAP = 0.8


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of found, wrong and missed; the rates follow."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was said that is right; 0 where nothing was said."""
        return _share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is true that was said; 0 where there is nothing to say."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores of a release; shares are None where nothing matched.

    Attributes:
        claims: over all predicates.
        claims_core: without the predicates of free text.
        by_predicate: by name.
        attribution: share of matched claims with the right source.
        modality: share of matched claims with the right modality.
        amounts: (right, all) over matched claims that carry an amount.
        quotes: by kind.
        speakers: by kind of quote, the share of matched quotes with the right speaker.
        mentions: names in the text.
        links: share of matched names that are linked to the right entity.
        values: by kind.
        values_right: by kind, (right, known) over matched values whose value is known.
        kept_text: by character of the body.
        titles: (right, all).
    """

    claims: Score
    claims_core: Score
    by_predicate: dict[str, Score]
    attribution: float | None
    modality: float | None
    amounts: tuple[int, int]
    quotes: dict[str, Score]
    speakers: dict[str, float | None]
    mentions: Score
    links: float | None
    values: dict[str, Score]
    values_right: dict[str, tuple[int, int]]
    kept_text: Score
    titles: tuple[int, int]


def evaluate(predicted: Annotation, gold: Annotation) -> Evaluation:
    """Compare what a release says of the annotated documents with the annotation."""
    predicted = predicted.only(gold.docs())
    names = frozenset(_norm(name) for name in gold.mentions.values())
    matched = _match_claims(predicted.claims, gold.claims, names)
    pairs = matched.pairs
    with_amount = [(p, g) for p, g in pairs if "amount" in g.qualifiers]
    amounts_right = sum(
        p.qualifiers.get("amount") == g.qualifiers["amount"] for p, g in with_amount
    )
    quotes = {k: _match_quotes(predicted, gold, k) for k in ("direct", "mixed", "indirect")}
    common = predicted.mentions.keys() & gold.mentions.keys()
    links = sum(_norm(predicted.mentions[key]) == _norm(gold.mentions[key]) for key in common)
    values = {kind: _match_values(predicted, gold, kind) for kind in ("date", "money")}
    kept, titles = _match_texts(predicted.texts, gold.texts)
    return Evaluation(
        claims=matched.score,
        claims_core=_match_claims(
            [c for c in predicted.claims if c.predicate not in SOFT],
            [c for c in gold.claims if c.predicate not in SOFT],
            names,
        ).score,
        by_predicate={
            predicate: _match_claims(
                [c for c in predicted.claims if c.predicate == predicate],
                [c for c in gold.claims if c.predicate == predicate],
                names,
            ).score
            for predicate in sorted({c.predicate for c in (*predicted.claims, *gold.claims)})
        },
        attribution=_part(
            sum(_norm(p.attribution) == _norm(g.attribution) for p, g in pairs), pairs
        ),
        modality=_part(sum(p.modality == g.modality for p, g in pairs), pairs),
        amounts=(amounts_right, len(with_amount)),
        quotes={kind: score for kind, (score, _) in quotes.items()},
        speakers={kind: share for kind, (_, share) in quotes.items()},
        mentions=Score(
            len(common), len(predicted.mentions) - len(common), len(gold.mentions) - len(common)
        ),
        links=_part(links, common),
        values={kind: score for kind, (score, _) in values.items()},
        values_right={kind: right for kind, (_, right) in values.items()},
        kept_text=kept,
        titles=titles,
    )


@dataclass(slots=True)
class _Matched:
    score: Score
    pairs: list[tuple[ClaimRecord, ClaimRecord]] = field(default_factory=list)


def _match_claims(
    predicted: Sequence[ClaimRecord], gold: Sequence[ClaimRecord], names: frozenset[str]
) -> _Matched:
    used: set[int] = set()
    pairs: list[tuple[ClaimRecord, ClaimRecord]] = []
    found = 0
    for true in sorted(gold, key=lambda claim: claim.optional):
        for number, claim in enumerate(predicted):
            if (
                number not in used
                and claim.doc == true.doc
                and _same_assertion(claim, true, names)
                and any(_overlap(a, b) for a in claim.spans for b in true.spans)
            ):
                used.add(number)
                pairs.append((claim, true))
                found += not true.optional
                break
    rest = [claim for number, claim in enumerate(predicted) if number not in used]
    wrong = len(rest) - _count_repeats(rest, gold, names)
    return _Matched(Score(found, wrong, sum(not g.optional for g in gold) - found), pairs)


def _count_repeats(
    rest: Iterable[ClaimRecord], gold: Sequence[ClaimRecord], names: frozenset[str]
) -> int:
    """Claims that say again what the annotation has, once for each place."""
    places: set[tuple[str, str, str, str, int]] = set()
    for claim in rest:
        start, end = claim.spans[0]
        if end - start < _SHORTEST_REPEAT:
            continue
        if any(claim.doc == true.doc and _same_assertion(claim, true, names) for true in gold):
            places.add(
                (
                    claim.doc,
                    claim.predicate,
                    _norm(claim.subject),
                    _norm(claim.object),
                    start // _PLACE,
                )
            )
    return len(places)


def _same_assertion(claim: ClaimRecord, true: ClaimRecord, names: frozenset[str]) -> bool:
    if claim.predicate != true.predicate:
        return False
    if (claim.modality == "negated") != (true.modality == "negated"):
        return False
    if _norm(claim.subject) == _norm(true.subject) and _same_object(claim, true, names):
        return True
    return (
        true.predicate in SYMMETRIC
        and _norm(claim.subject) == _norm(true.object)
        and _norm(claim.object) == _norm(true.subject)
    )


def _same_object(claim: ClaimRecord, true: ClaimRecord, names: frozenset[str]) -> bool:
    said, meant = _norm(claim.object), _norm(true.object)
    if said == meant:
        return True
    if true.predicate == "founded_on":
        return _year(true) is not None and _year(claim) == _year(true)
    if true.predicate in QUANTITY and true.qualifiers.get("amount") is not None:
        return bool(claim.qualifiers.get("amount") == true.qualifiers["amount"])
    if true.predicate not in TEXT_OBJECT or meant in names or said in names:
        return False
    a, b = _content_words(said), _content_words(meant)
    both = len(a & b)
    return bool(both) and 2 * both / (len(a) + len(b)) >= 0.5


def _match_quotes(predicted: Annotation, gold: Annotation, kind: str) -> tuple[Score, float | None]:
    said = [q for q in predicted.quotes if q.kind == kind]
    true = [q for q in gold.quotes if q.kind == kind]
    used: set[int] = set()
    right = 0
    for quote in true:
        for number, other in enumerate(said):
            if number not in used and _same_quote(other, quote):
                used.add(number)
                right += _norm(other.speaker) == _norm(quote.speaker)
                break
    found = len(used)
    return Score(found, len(said) - found, len(true) - found), _part(right, used)


def _same_quote(a: QuoteRecord, b: QuoteRecord) -> bool:
    longest = max(a.span[1] - a.span[0], b.span[1] - b.span[0])
    return a.doc == b.doc and _overlap(a.span, b.span) / longest >= _QUOTE_OVERLAP


def _match_values(
    predicted: Annotation, gold: Annotation, kind: str
) -> tuple[Score, tuple[int, int]]:
    said = [v for v in predicted.values if v.kind == kind]
    true = [v for v in gold.values if v.kind == kind]
    used: set[int] = set()
    right = known = 0
    for value in true:
        for number, other in enumerate(said):
            if number in used or other.doc != value.doc or not _overlap(other.span, value.span):
                continue
            used.add(number)
            if value.value is not None:
                known += 1
                right += other.value == value.value
            break
    found = len(used)
    return Score(found, len(said) - found, len(true) - found), (right, known)


def _match_texts(
    predicted: Sequence[TextRecord], gold: Sequence[TextRecord]
) -> tuple[Score, tuple[int, int]]:
    by_doc = {text.doc: text for text in predicted}
    found = wrong = missed = titles = 0
    for true in gold:
        text = by_doc.get(true.doc)
        if text is None:
            continue
        said, meant = _kept(text), _kept(true)
        found += len(said & meant)
        wrong += len(said - meant)
        missed += len(meant - said)
        titles += _norm(text.title) == _norm(true.title)
    return Score(found, wrong, missed), (titles, len(gold))


def _kept(text: TextRecord) -> set[int]:
    removed = {i for start, end in text.removed for i in range(start, end)}
    return set(range(*text.body)) - removed


def _norm(name: str | None) -> str:
    words = re.sub(r"\W+", " ", (name or "").casefold()).strip()
    return _LEGAL_FORM.sub("", words)


def _content_words(norm: str) -> set[str]:
    return set(_norm(norm).split()) - _FUNCTION_WORDS


def _overlap(a: Range, b: Range) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _year(claim: ClaimRecord) -> str | None:
    found = _YEAR.search(f"{claim.object} {claim.qualifiers.get('date', '')}")
    return found[0] if found else None


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _part(part: int, whole: Sized) -> float | None:
    return part / len(whole) if whole else None
