"""Precision, recall and F1 of what a release says, against a careful annotation.

The rules are those of the gold file: a claim is found where predicate, polarity and subject are
equal, the object is equal (free text: half of the words; a quantity: its amount; a founding date:
its year) and the evidence overlaps. Case, punctuation and a legal form at the end of a name do not
count. The same assertion made again in other words is no error, once for each place. Quotes match
at 80 % overlap, mentions exactly, values by overlap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import dataclass
from typing import Literal

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
VerdictKind = Literal["right", "optional", "repeat", "wrong"]

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
    names = frozenset(normal_name(name) for name in gold.mentions.values())
    verdicts = judge_claims(predicted.claims, gold.claims, names)
    pairs = [(verdict.claim, verdict.true) for verdict in verdicts if verdict.true is not None]
    with_amount = [(p, g) for p, g in pairs if "amount" in g.qualifiers]
    amounts_right = sum(
        p.qualifiers.get("amount") == g.qualifiers["amount"] for p, g in with_amount
    )
    quotes = {k: _match_quotes(predicted, gold, k) for k in ("direct", "mixed", "indirect")}
    common = predicted.mentions.keys() & gold.mentions.keys()
    links = sum(
        normal_name(predicted.mentions[key]) == normal_name(gold.mentions[key]) for key in common
    )
    values = {kind: _match_values(predicted, gold, kind) for kind in ("date", "money")}
    kept, titles = _match_texts(predicted.texts, gold.texts)
    return Evaluation(
        claims=score(verdicts, gold.claims),
        claims_core=_score_some(predicted, gold, names, lambda predicate: predicate not in SOFT),
        by_predicate={
            predicate: _score_some(predicted, gold, names, predicate.__eq__)
            for predicate in sorted({c.predicate for c in (*predicted.claims, *gold.claims)})
        },
        attribution=_part(
            sum(normal_name(p.attribution) == normal_name(g.attribution) for p, g in pairs), pairs
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


def _score_some(
    predicted: Annotation, gold: Annotation, names: frozenset[str], wanted: Callable[[str], bool]
) -> Score:
    said = [claim for claim in predicted.claims if wanted(claim.predicate)]
    true = [claim for claim in gold.claims if wanted(claim.predicate)]
    return score(judge_claims(said, true, names), true)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an annotation says of a predicted claim.

    Attributes:
        claim: the prediction.
        kind: `right` where a required claim of the annotation is the same, `optional` where one
            that is neither rewarded nor punished is, `repeat` where it says again what the
            annotation has elsewhere, else `wrong`.
        true: the claim of the annotation; None for `repeat` and `wrong`.
    """

    claim: ClaimRecord
    kind: VerdictKind
    true: ClaimRecord | None = None


def judge_claims(
    predicted: Sequence[ClaimRecord], gold: Sequence[ClaimRecord], names: frozenset[str]
) -> list[Verdict]:
    """Judge every predicted claim, in order; what is missed is what no verdict names as `true`.

    Args:
        predicted: claims about the documents of `gold`.
        gold: claims of an annotation.
        names: `normal_name` of every name that the annotation knows.
    """
    matched: dict[int, ClaimRecord] = {}
    for true in sorted(gold, key=lambda claim: claim.optional):
        for number, claim in enumerate(predicted):
            if (
                number not in matched
                and claim.doc == true.doc
                and _same_assertion(claim, true, names)
                and any(_overlap(a, b) for a in claim.spans for b in true.spans)
            ):
                matched[number] = true
                break
    places: set[tuple[str, str, str, str, int]] = set()
    verdicts = []
    for number, claim in enumerate(predicted):
        true_claim = matched.get(number)
        if true_claim is not None:
            kind: VerdictKind = "optional" if true_claim.optional else "right"
        else:
            kind = "repeat" if _repeats(claim, gold, names, places) else "wrong"
        verdicts.append(Verdict(claim, kind, true_claim))
    return verdicts


def _repeats(
    claim: ClaimRecord,
    gold: Sequence[ClaimRecord],
    names: frozenset[str],
    places: set[tuple[str, str, str, str, int]],
) -> bool:
    """Whether it says again what the annotation has, once for each place."""
    start, end = claim.spans[0]
    place = (
        claim.doc,
        claim.predicate,
        normal_name(claim.subject),
        normal_name(claim.object),
        start // _PLACE,
    )
    if end - start < _SHORTEST_REPEAT or place in places:
        return False
    if not any(claim.doc == true.doc and _same_assertion(claim, true, names) for true in gold):
        return False
    places.add(place)
    return True


def score(verdicts: Iterable[Verdict], gold: Iterable[ClaimRecord]) -> Score:
    """Counts of what was judged against what an annotation requires."""
    kinds = Counter(verdict.kind for verdict in verdicts)
    required = sum(not claim.optional for claim in gold)
    return Score(kinds["right"], kinds["wrong"], required - kinds["right"])


def _same_assertion(claim: ClaimRecord, true: ClaimRecord, names: frozenset[str]) -> bool:
    if claim.predicate != true.predicate:
        return False
    if (claim.modality == "negated") != (true.modality == "negated"):
        return False
    if normal_name(claim.subject) == normal_name(true.subject) and _same_object(claim, true, names):
        return True
    return (
        true.predicate in SYMMETRIC
        and normal_name(claim.subject) == normal_name(true.object)
        and normal_name(claim.object) == normal_name(true.subject)
    )


def _same_object(claim: ClaimRecord, true: ClaimRecord, names: frozenset[str]) -> bool:
    said, meant = normal_name(claim.object), normal_name(true.object)
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
                right += normal_name(other.speaker) == normal_name(quote.speaker)
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
        titles += normal_name(text.title) == normal_name(true.title)
    return Score(found, wrong, missed), (titles, len(gold))


def _kept(text: TextRecord) -> set[int]:
    removed = {i for start, end in text.removed for i in range(start, end)}
    return set(range(*text.body)) - removed


def normal_name(name: str | None) -> str:
    """A name as names are compared: case, punctuation and a legal form at the end do not count."""
    words = re.sub(r"\W+", " ", (name or "").casefold()).strip()
    return _LEGAL_FORM.sub("", words)


def _content_words(norm: str) -> set[str]:
    return set(normal_name(norm).split()) - _FUNCTION_WORDS


def _overlap(a: Range, b: Range) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _year(claim: ClaimRecord) -> str | None:
    found = _YEAR.search(f"{claim.object} {claim.qualifiers.get('date', '')}")
    return found[0] if found else None


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _part(part: int, whole: Sized) -> float | None:
    return part / len(whole) if whole else None
