"""What holds of every text, also hostile: spans, types and determinism."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.extract.claims import find_claims
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import (
    Article,
    Block,
    Claim,
    EntityType,
    LiteralKind,
    LiteralValue,
    LocalEntity,
    Mention,
    Metadata,
    Quote,
    RawArticle,
    Rejected,
    Value,
)
from factpack.vocabulary import load_vocabulary

ENTITIES = (
    LocalEntity("Acme", "Organization"),
    LocalEntity("Beta", "Organization"),
    LocalEntity("Jane Roe", "Person"),
    LocalEntity("Orbit", "Product"),
    LocalEntity("Leeds", "Place"),
    LocalEntity("Fair", "Other"),
)
LITERALS: dict[str, LiteralKind] = {
    "$3 million": "money",
    "2015": "date",
    "300": "count",
    "5%": "percent",
}
WORDS = sorted(
    {word for rule in load_rules().all for word in rule.words}
    | set(list(load_lexicon().tags)[::12])
    | set(
        "is was , , , ; : ( ) “ ” ' ’s - and by of in with to the a its that which who as".split()
    )
)
PIECES = [e.name for e in ENTITIES] * 12 + list(LITERALS) * 8 + WORDS


def article(text: str) -> Article:
    raw = RawArticle("a.txt", "a", text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(text))
    return Article("a-" + "0" * 20, raw, text, (block,), (), None, "en", "given")


def claims_of(pieces: list[str]) -> tuple[str, list[Claim], list[Rejected]]:
    text, mentions, literals = "", [], []
    names = [e.name for e in ENTITIES]
    for piece in pieces:
        start, text = len(text), text + piece
        if piece in names:
            mentions.append(Mention(start, len(text), names.index(piece), "name"))
        elif piece in LITERALS:
            literals.append(LiteralValue(LITERALS[piece], start, len(text), Value(amount=3.0)))
        elif piece in ("its", "that", "which", "who"):
            mentions.append(Mention(start, len(text), 0, "pronoun"))
        text += " "
    quotes = [Quote("direct", 0, len(text) // 3 + 1, 2, None, None)]
    return text, *find_claims(
        article(text), Doc(text, split_text(text)), ENTITIES, mentions, literals, quotes
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
def test_claims_are_grounded_and_obey_the_vocabulary(pieces: list[str]) -> None:
    text, claims, rejected = claims_of(pieces)
    predicates = load_vocabulary().predicates
    for claim in claims:
        predicate = predicates[claim.predicate]
        assert 0 <= claim.start < claim.end <= len(text)
        assert {"subject", "trigger"} <= set(claim.parts)
        for name, part in claim.parts.items():
            assert 0 <= part.start < part.end <= len(text)
            assert name == "speaker" or claim.start <= part.start < part.end <= claim.end
            assert text[part.start : part.end].strip() == text[part.start : part.end]
        kind: EntityType = ENTITIES[claim.subject].type
        assert kind in predicate.subject_types
        if claim.object is not None:
            assert ENTITIES[claim.object].type in predicate.object_types
            assert claim.object != claim.subject
            assert claim.object_span is None
        elif claim.object_span is not None:
            assert "Text" in predicate.object_types
        else:
            assert {"Money", "Date", "Quantity"} & set(predicate.object_types)
        assert claim.kind is None or claim.kind in predicate.kinds
        assert claim.metric is None or claim.metric in load_vocabulary().metrics
    for row in rejected:
        assert row.kind == "claim" and row.reason
        assert row.start is not None and row.end is not None
        assert 0 <= row.start < row.end <= len(text)
    assert claims_of(pieces) == (text, claims, rejected)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    names = [Mention(0, 1, 0, "name")] if text else []
    find_claims(article(text), Doc(text, split_text(text)), ENTITIES, names, [], [])


@pytest.mark.parametrize(
    "unit", ["and ", "“", "Acme ", "’s ", "to buy ", "( ", "which ", ", ", "1 "]
)
def test_hostile_text_is_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    step = max(len(unit), 5)
    names = [Mention(i, i + 4, 0, "name") for i in range(0, len(text) - 4, step) if unit == "Acme "]
    # Sentences just below the limit are the worst that a splitter can hand over.
    cuts = range(0, len(text), 1990)
    spans = [s for cut in cuts for s in split_text(text[cut : cut + 1990], cut)]
    claims, rejected = find_claims(article(text), Doc(text, spans), ENTITIES, names, [], [])
    assert all(0 <= claim.start < claim.end <= len(text) for claim in claims)
    assert all(row.start is not None and 0 <= row.start < len(text) for row in rejected)
