"""Claims of whole texts: who is meant, whose words they are, how sure, what is rejected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from factpack.extract.claims import find_claims
from factpack.extract.claims.examples import read_marked
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import (
    Article,
    Block,
    Claim,
    LiteralValue,
    LocalEntity,
    Mention,
    MentionKind,
    Metadata,
    Quote,
    RawArticle,
    Rejected,
    Value,
)

BILLION = Value(amount=1e9, currency="USD")
YEAR = Value(date_from=date(2015, 1, 1), date_to=date(2015, 12, 31), date_precision="year")


def article(text: str, language: str = "en") -> Article:
    raw = RawArticle("a.txt", "a", text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(text))
    return Article("a-" + "0" * 20, raw, text, (block,), (), None, language, "given")


def claims_of(
    marked: str,
    *,
    quotes: tuple[Quote, ...] = (),
    values: Mapping[str, Value] | None = None,
    references: Mapping[str, str] | None = None,
    language: str = "en",
) -> tuple[list[Claim], list[Rejected], tuple[LocalEntity, ...]]:
    """Claims of a marked text; `references` maps words of it to the entity that they mean."""
    sentence = read_marked(marked)
    names = [e.name for e in sentence.entities]
    mentions = list(sentence.mentions)
    for words, name in (references or {}).items():
        start = sentence.text.index(words)
        kind: MentionKind = "description" if " " in words else "pronoun"
        mentions.append(Mention(start, start + len(words), names.index(name), kind))
    mentions.sort(key=lambda m: (m.start, m.end))
    literals = [
        LiteralValue(
            v.kind, v.start, v.end, (values or {}).get(sentence.text[v.start : v.end], v.value)
        )
        for v in sentence.literals
    ]
    found, rejected = find_claims(
        article(sentence.text, language),
        Doc(sentence.text, split_text(sentence.text)),
        sentence.entities,
        mentions,
        literals,
        quotes,
    )
    return found, rejected, sentence.entities


def test_parts_are_the_words_that_say_it() -> None:
    marked = "{O:Acme} paid. {O:Acme} invested {$:$1 billion} in {O:Beta} in {T:2015}."
    text = read_marked(marked).text
    (claim,), rejected, _ = claims_of(marked, values={"$1 billion": BILLION, "2015": YEAR})
    parts = {name: text[part.start : part.end] for name, part in claim.parts.items()}
    assert parts == {
        "subject": "Acme",
        "trigger": "invested",
        "object": "Beta",
        "amount": "$1 billion",
        "date": "2015",
    }
    assert text[claim.start : claim.end] == "Acme invested $1 billion in Beta in 2015"
    assert (claim.value.amount, claim.value.currency) == (1e9, "USD")
    assert (claim.value.date_from, claim.date_relation) == (date(2015, 1, 1), "on")
    assert not rejected


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("{O:Acme} acquired {O:Beta}.", "asserted"),
        ("{O:Acme} will acquire {O:Beta}.", "planned"),
        ("{O:Acme} plans to acquire {O:Beta}.", "planned"),
        ("{O:Acme} is set to acquire {O:Beta}.", "planned"),
        ("{O:Acme} is going to acquire {O:Beta}.", "planned"),
        ("{O:Acme} to acquire {O:Beta}", "planned"),
        ("{O:Acme} may acquire {O:Beta}.", "possible"),
        ("{O:Acme} could have acquired {O:Beta}.", "possible"),
        ("{O:Acme} is said to be in talks to acquire {O:Beta}.", "possible"),
        ("{O:Acme} reportedly acquired {O:Beta}.", "possible"),
        ("{O:Acme} did not acquire {O:Beta}.", "negated"),
        ("{O:Acme} will never acquire {O:Beta}.", "negated"),
        ("{O:Acme} denied that {O:Acme} had acquired {O:Beta}.", "negated"),
        ("{O:Acme} refused to acquire {O:Beta}.", "negated"),
        ("{O:Acme} agreed to acquire {O:Beta}.", "asserted"),
    ],
)
def test_modality(marked: str, modality: str) -> None:
    found, _, _ = claims_of(marked)
    assert [(c.predicate, c.modality) for c in found] == [("acquired", modality)]


def test_words_of_a_speaker_are_reported() -> None:
    marked = "“{O:Acme} acquired {O:Beta},” said {P:Jane Roe}."
    quote = Quote("direct", 0, 22, 2, None, "said")
    found, _, entities = claims_of(marked, quotes=(quote,))
    assert [(c.modality, entities[c.attributed_to or 0].name) for c in found] == [
        ("reported", "Jane Roe")
    ]


def test_a_reported_clause_is_attributed_without_marks() -> None:
    found, _, entities = claims_of("{P:Jane Roe} stated that {O:Acme} acquired {O:Beta}.")
    assert [(c.modality, entities[c.attributed_to or 0].name) for c in found] == [
        ("reported", "Jane Roe")
    ]


def test_we_is_the_organisation_of_the_speaker() -> None:
    marked = "{O:Acme} chief {P:Jane Roe} spoke. “We acquired {O:Beta},” she said."
    at = read_marked(marked).text.index("“")
    quote = Quote("direct", at, at + 19, 1, None, "said")
    found, _, entities = claims_of(marked, quotes=(quote,))
    acquired = [c for c in found if c.predicate == "acquired"]
    assert [entities[c.subject].name for c in acquired] == ["Acme"]


def test_descriptions_and_pronouns_are_resolved() -> None:
    marked = "{O:Acme} grew. The Leeds company acquired {O:Beta}. It also acquired {O:Gamma}."
    found, rejected, entities = claims_of(
        marked, references={"The Leeds company": "Acme", "It": "Acme"}
    )
    assert [(entities[c.subject].name, entities[c.object or 0].name) for c in found] == [
        ("Acme", "Beta"),
        ("Acme", "Gamma"),
    ]
    assert not rejected


def test_the_other_party_is_the_company() -> None:
    marked = (
        "{O:Acme} has partnered with {O:Beta}. {O:Acme} will invest {$:$1 billion} in the company."
    )
    found, _, entities = claims_of(marked, values={"$1 billion": BILLION})
    assert [(c.predicate, entities[c.object or 0].name) for c in found] == [
        ("partners_with", "Beta"),
        ("invested_in", "Beta"),
    ]


def test_two_companies_are_the_pair_named_before() -> None:
    marked = "{O:Acme} works with {O:Beta}. In {T:2015}, the two companies announced a partnership."
    found, _, entities = claims_of(marked, values={"2015": YEAR})
    assert [(entities[c.subject].name, entities[c.object or 0].name) for c in found] == [
        ("Acme", "Beta"),
        ("Acme", "Beta"),
    ]
    assert found[1].value.date_from == date(2015, 1, 1)


def test_unresolved_arguments_are_rejected_with_the_reason() -> None:
    found, rejected, _ = claims_of("It acquired {O:Beta}. {O:Acme} acquired the maker.")
    assert not found
    assert [r.check_code for r in rejected] == ["subject-unresolved", "object-unresolved"]
    assert all(r.kind == "claim" and r.rule == "acquire" and r.start is not None for r in rejected)


def test_a_date_without_days_founds_nothing() -> None:
    found, rejected, _ = claims_of("{O:Acme} was founded {T:last year}.")
    assert not found
    assert [r.check_code for r in rejected] == ["value-unresolved"]


def test_a_product_acts_for_its_maker() -> None:
    found, _, entities = claims_of("{O:Acme}'s {R:Orbit} works. {R:Orbit} backs {O:Beta}.")
    assert [(c.predicate, entities[c.subject].name) for c in found] == [
        ("offers", "Acme"),
        ("backs", "Acme"),
    ]


def test_a_product_without_a_maker_is_rejected() -> None:
    found, rejected, _ = claims_of("{R:Orbit} backs {O:Beta}.")
    assert not found
    assert [r.check_code for r in rejected] == ["type-mismatch"]


@pytest.mark.parametrize(
    ("marked", "role", "unit", "former", "kind"),
    [
        ("{O:Acme} CEO {P:Jane Roe} spoke.", "CEO", None, False, "chief_executive"),
        ("Former {O:Acme} engineer {P:Jane Roe} spoke.", "engineer", None, True, "employee"),
        (
            "{P:Jane Roe}, executive vice president of search and maps at {O:Acme}, spoke.",
            "executive vice president",
            "search and maps",
            False,
            "executive",
        ),
        ("{P:Jane Roe} was the chair of {O:Acme}.", "chair", None, True, "chair"),
        ("The {P:Jane Roe}-led {O:Acme} spoke.", "head", None, False, "head"),
        ("{P:Jane Roe} left {O:Acme}.", None, None, True, None),
    ],
)
def test_roles(
    marked: str, role: str | None, unit: str | None, former: bool, kind: str | None
) -> None:
    (claim,), _, _ = claims_of(marked)
    assert claim.predicate == "has_role"
    assert (claim.role, claim.organization_unit, claim.former, claim.kind) == (
        role,
        unit,
        former,
        kind,
    )


def test_a_named_unit_belongs_to_its_organisation() -> None:
    marked = "{O:Acme} grew. {O:Acme Research Group} head {P:Jane Roe} spoke."
    (claim,), _, entities = claims_of(marked)
    assert entities[claim.object or 0].name == "Acme"
    assert claim.organization_unit == "Research Group"


def test_metrics_carry_name_kind_and_deadline() -> None:
    marked = "{O:Acme} is targeting {$:$1 billion} in yearly cloud revenue by {T:2015}."
    (claim,), _, _ = claims_of(marked, values={"$1 billion": BILLION, "2015": YEAR})
    assert (claim.predicate, claim.metric, claim.kind) == ("has_metric", "revenue", "target")
    assert (claim.value.amount, claim.date_relation, claim.modality) == (1e9, "by", "planned")


def test_other_languages_give_nothing() -> None:
    assert claims_of("{O:Acme} acquired {O:Beta}.", language="de")[:2] == ([], [])


@pytest.mark.parametrize(
    ("text", "former", "dated"),
    [
        ("{P:Jane Roe} resigned as chair of {O:Acme} in {T:2015}.", True, True),
        ("{P:Jane Roe} will step down as chair of {O:Acme} in {T:2015}.", False, False),
        ("{O:Acme} fired {P:Jane Roe} as its chair.", True, False),
    ],
)
def test_a_post_is_over_when_it_is_given_up(text: str, former: bool, dated: bool) -> None:
    found, _, _ = claims_of(
        text, values={"2015": YEAR}, references={"its": "Acme"} if "its" in text else {}
    )
    (claim,) = (c for c in found if c.predicate == "has_role")
    assert (claim.role, claim.former, claim.modality) == ("chair", former, "asserted")
    assert (claim.value.date_from is not None) == dated


@pytest.mark.parametrize(
    "text",
    [
        "In {T:2015}, {P:Jane Roe} became chair of {O:Acme}.",
        "In {T:2015}, {O:Acme} named {P:Jane Roe} its chair.",
        "{P:Jane Roe} became chair of {O:Acme} in {T:2015}.",
    ],
)
def test_a_post_has_the_date_of_the_verb_that_states_it(text: str) -> None:
    references = {"its": "Acme"} if "its" in text else {}
    found, _, _ = claims_of(text, values={"2015": YEAR}, references=references)
    (claim,) = (c for c in found if c.predicate == "has_role")
    assert (claim.role, claim.value, claim.date_relation) == ("chair", YEAR, "on")


def test_who_leaves_the_company_leaves_their_own() -> None:
    text = (
        "{O:Beta} bought {O:Acme}. {O:Acme} was founded by {P:Jane Roe}. "
        "{P:Jane Roe} left the company."
    )
    found, _, entities = claims_of(text, references={"the company": "Beta"})
    (claim,) = (c for c in found if c.predicate == "has_role")
    assert claim.former and claim.object is not None
    assert entities[claim.object].name == "Acme"


@pytest.mark.parametrize(
    ("marked", "former"),
    [
        ("{P:Ada Brill}, who joined {O:Norvane} as a trainee, became its head.", True),
        ("{P:Ada Brill} joined {O:Norvane} as an engineer.", False),
        (
            "{P:Ada Brill} joined {O:Norvane} as an engineer. She is an adviser to {O:Norvane}.",
            False,
        ),
        ("{P:Ada Brill} joined {O:Norvane} as head. {P:Ada Brill} is chair of {O:Norvane}.", False),
    ],
)
def test_a_post_that_somebody_began_with_is_over_with_a_higher_one(
    marked: str, former: bool
) -> None:
    found, _, _ = claims_of(marked, references={"its": "Norvane"} if " its " in marked else None)
    assert [claim.former for claim in found if claim.rule == "join"] == [former]


@pytest.mark.parametrize(
    ("marked", "launched"),
    [
        (
            "{O:Acme}'s {R:Orbit} is light. The {R:Orbit} will go on sale in May.",
            ["Acme -> Orbit planned"],
        ),
        ("{O:Acme}'s {R:Orbit} was unveiled in Leeds.", ["Acme -> Orbit asserted"]),
        ("{R:Orbit} maker {O:Acme} grew. The {R:Orbit} debuts soon.", ["Acme -> Orbit asserted"]),
        (
            "{P:Jane Roe} is the chief executive of {O:Acme}. {P:Jane Roe} unveiled the {R:Orbit}.",
            ["Acme -> Orbit asserted"],
        ),
        ("The {R:Orbit} will go on sale in May.", []),
        ("{O:Acme}'s {R:Orbit} was praised. {O:Acme} launched an inquiry into it.", []),
    ],
)
def test_who_launched_what_is_told_elsewhere(marked: str, launched: list[str]) -> None:
    claims, _, entities = claims_of(marked)
    assert [
        f"{entities[c.subject].name} -> {entities[c.object].name} {c.modality}"
        for c in claims
        if c.predicate == "launched" and c.object is not None
    ] == launched


@pytest.mark.parametrize(
    "marked",
    [
        "The strongest rival of {O:Orrin} is still {O:Tessit}.",
        "The only rival of {O:Orrin} is {O:Tessit}, which {O:Norvane} owns.",
    ],
)
def test_what_holds_either_way_round_is_one_claim_of_the_same_words(marked: str) -> None:
    found, _, _ = claims_of(marked)
    assert [claim.predicate for claim in found].count("competes_with") == 1
