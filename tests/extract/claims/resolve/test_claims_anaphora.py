"""What a claim alone can resolve: "the laboratory", "its", "invested again", a city that acts.

Each case says which claims must be read and, where nothing is sure, that none is.
"""

from __future__ import annotations

import pytest

from factpack.extract.claims import find_claims
from factpack.extract.claims.examples import read_marked
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import Article, Block, Claim, Metadata, RawArticle


def read(marked: str) -> tuple[list[Claim], list[str], str]:
    """The claims of a marked text, the names of its entities, and the text."""
    m = read_marked(marked)
    raw = RawArticle("a.txt", "a", m.text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(m.text))
    article = Article("a-" + "0" * 20, raw, m.text, (block,), (), None, "en", "given")
    found, _ = find_claims(
        article, Doc(m.text, split_text(m.text)), m.entities, m.mentions, m.literals, ()
    )
    return found, [e.name for e in m.entities], m.text


def pairs(marked: str, predicate: str) -> list[tuple[str, str]]:
    """Subject and object of the claims of a predicate."""
    found, names, _ = read(marked)
    return [
        (names[c.subject], names[c.object])
        for c in found
        if c.predicate == predicate and c.object is not None
    ]


GREW = "{O:Acme} grew fast. {O:Acme}'s sales doubled. "


def test_whose_chief_executive_is_where_they_belong_before_it_is_the_one_in_play() -> None:
    text = "{O:Beta} was founded by {P:Jane Roe}. " + GREW
    said = "Of course it may end. {P:Jane Roe}, its chief executive, says that it may."
    assert pairs(text + said, "has_role") == [("Jane Roe", "Beta")]
    assert pairs(GREW + said, "has_role") == [("Jane Roe", "Acme")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bakery is based in {L:Leeds}.",
        "The homewares chain is based in {L:Leeds}.",
        "The {L:Hull}-headquartered company is based in {L:Leeds}.",
        "The bakery's headquarters are in {L:Leeds}.",
    ],
)
def test_a_firm_by_what_it_does_is_the_one_in_play(sentence: str) -> None:
    assert ("Acme", "Leeds") in pairs(GREW + sentence, "located_in")


@pytest.mark.parametrize(
    "text",
    [
        # another than the one in play
        GREW + "The combined company is based in {L:Leeds}.",
        GREW + "The rival bakery is based in {L:Leeds}.",
        # the words go on to say which one
        GREW + "The bakery that it left is based in {L:Leeds}.",
        # two are in play
        "{O:Acme} grew fast. {O:Beta} grew faster. The bakery is based in {L:Leeds}.",
        GREW + "{O:Beta} and the bakery are based in {L:Leeds}.",
    ],
)
def test_no_other_firm_is(text: str) -> None:
    assert ("Acme", "Leeds") not in pairs(text, "located_in")


@pytest.mark.parametrize(
    ("text", "predicate", "wanted"),
    [
        # the only organisation of the sentence before
        (
            "{O:Acme} moved. {P:Jane Roe} and {P:John Doe} are founders of the laboratory.",
            "founded_by",
            [("Acme", "Jane Roe"), ("Acme", "John Doe")],
        ),
        # two are possible
        ("{O:Acme} met {O:Beta}. {P:Jane Roe} is a founder of the company.", "founded_by", []),
        # what is bought is not who buys
        (
            "{O:Acme} met {O:Beta}. Later {O:Acme} bought the start-up.",
            "acquired",
            [("Acme", "Beta")],
        ),
        # the post of the clause before says whose company it is
        (
            "{P:Jane Roe}, {O:Acme}'s chief executive, is bold: the company bought {O:Beta}.",
            "acquired",
            [("Acme", "Beta")],
        ),
        # "its" beside a copula is never the subject itself
        (
            "{O:Acme} remains small. {O:Beta} is still its primary supplier.",
            "preferred_provider",
            [("Acme", "Beta")],
        ),
        # the pair named last
        (
            "{O:Acme} invested in {O:Beta} in {T:2019}. {O:Acme} invested again in {T:2021}.",
            "invested_in",
            [("Acme", "Beta"), ("Acme", "Beta")],
        ),
        ("{O:Acme} invested again in {T:2021}.", "invested_in", []),
        # "the company" is none that is named in passing
        (
            "{O:Acme} grew. {O:Acme} shrank. {O:Beta} took part. {O:Gamma} bought the company.",
            "acquired",
            [],
        ),
        # a studio run by its head
        (
            "{O:Acme} backs {O:Beta}, the studio run by its chief executive, {P:Jane Roe}.",
            "has_role",
            [("Beta", "Jane Roe")[::-1], ("Beta", "Jane Roe")[::-1]],
        ),
    ],
)
def test_definite_descriptions(text: str, predicate: str, wanted: list[tuple[str, str]]) -> None:
    assert pairs(text, predicate) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{O:Acme} grew in {T:2016}. {L:Leeds} invested in {O:Beta}.", [("Acme", "Beta")]),
        ("{O:Acme} sued {O:Gamma}. {L:Leeds} invested in {O:Beta}.", []),
        ("{O:Acme} grew in {T:2016}. {L:Paris} invested in {O:Beta}.", []),
        ("{O:Acme} grew in {T:2016}. {L:France} invested in {O:Beta}.", []),
        ("{P:Jane Roe} slept. {L:Leeds} invested in {O:Beta}.", []),
    ],
)
def test_a_city_that_acts_stands_for_the_only_organisation(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert pairs(text, "invested_in") == wanted


def values(marked: str, predicate: str) -> list[tuple[str | None, str | None]]:
    """Words of the date and of the amount of the claims of a predicate."""
    found, _, text = read(marked)
    parts = [c.parts for c in found if c.predicate == predicate]
    return [
        tuple(text[p[n].start : p[n].end] if n in p else None for n in ("date", "amount"))  # type: ignore[misc]
        for p in parts
    ]


def test_dates_and_prices_stay_in_their_own_clause() -> None:
    told = "{O:Acme} CEO {P:Jane Roe}, who, in a speech {T:last year}, praised tea, left."
    assert values(told, "has_role") == [(None, None)]
    grown = "{O:Acme}, founded in {T:2015}, employs {#:300 people}."
    assert values(grown, "has_metric") == [(None, "300 people")]
    bought = "{O:Acme} bought {O:Beta}, which was sold for {$:$3 million} before."
    assert values(bought, "acquired") == [(None, None)]


@pytest.mark.parametrize(
    ("text", "predicate", "wanted"),
    [
        # a founder leaves the board of what she founded
        (
            "{O:Acme} was founded by {P:Jane Roe}. {P:Jane Roe} quit the board in {T:2018}.",
            "has_role",
            [("Jane Roe", "Acme")],
        ),
        # she belongs to two
        (
            "{O:Acme} and {O:Beta} were founded by {P:Jane Roe}. {O:Beta} was founded by "
            "{P:Jane Roe}. {P:Jane Roe} quit the board.",
            "has_role",
            [],
        ),
        # the board is that of which the text speaks, not that of her own firm
        (
            "{P:John Doe} left the board of {O:Acme}. {P:Jane Roe}, the head of {O:Beta}, stays "
            "on the board.",
            "has_role",
            [("John Doe", "Acme"), ("Jane Roe", "Beta"), ("Jane Roe", "Acme")],
        ),
        # whoever joins a board belongs elsewhere
        (
            "{O:Acme} was founded by {P:Jane Roe}. {P:John Doe} joined the board.",
            "has_role",
            [],
        ),
        (
            "{P:Jane Roe} is the chief executive of {O:Acme}. The {P:Jane Roe}-led group was "
            "founded in {T:2015}.",
            "has_role",
            [("Jane Roe", "Acme"), ("Jane Roe", "Acme")],
        ),
        (
            "{P:Jane Roe} heads {O:Acme}. {P:Jane Roe} heads {O:Beta}. The {P:Jane Roe}-led group "
            "moved.",
            "has_role",
            [("Jane Roe", "Acme"), ("Jane Roe", "Beta")],
        ),
    ],
)
def test_where_people_belong_tells_whose_board_it_is(
    text: str, predicate: str, wanted: list[tuple[str, str]]
) -> None:
    assert pairs(text, predicate) == wanted


@pytest.mark.parametrize(
    ("text", "predicate", "former", "modality"),
    [
        ("{P:Jane Roe} is no longer on {O:Acme}'s board.", "has_role", True, "asserted"),
        ("{P:Jane Roe} no longer works for {O:Acme}.", "has_role", True, "asserted"),
        ("{P:Jane Roe} is no longer the chair of {O:Acme}.", "has_role", True, "asserted"),
        ("{O:Acme} no longer owns {O:Beta}.", "owned_by", None, "negated"),
    ],
)
def test_no_longer_ends_a_post_and_denies_the_rest(
    text: str, predicate: str, former: bool | None, modality: str
) -> None:
    (claim,) = (c for c in read(text)[0] if c.predicate == predicate)
    assert (claim.former, claim.modality) == (former, modality)


def metrics(marked: str) -> list[tuple[str, str | None]]:
    """Whose metric it is, and the words of its number."""
    found, names, text = read(marked)
    return [
        (names[c.subject], text[c.parts["amount"].start : c.parts["amount"].end])
        for c in found
        if c.predicate == "has_metric"
    ]


def test_a_deal_values_the_party_that_the_money_goes_to() -> None:
    deal = "{O:Acme} is in talks to invest {$:$3 million} in {O:Beta}. "
    assert metrics(deal + "The round would value the start-up at {$:$9 million}.") == [
        ("Beta", "$9 million")
    ]
    assert metrics("{O:Acme} met {O:Beta}. It would value the start-up at {$:$9 million}.") == []


def test_an_indefinite_laboratory_with_a_number_is_the_one_described() -> None:
    said = "A laboratory with a {#:staff of 50} will test it."
    one = "{O:Acme}, a research company, met {O:Beta}. "
    assert metrics(one + said) == [("Acme", "staff of 50")]
    assert metrics(one + "{O:Beta} is a laboratory. " + said) == []
    assert metrics(one + said.replace("laboratory", "company")) == []


def test_the_backers_pledge_to_what_they_back() -> None:
    def pledged(marked: str) -> list[str]:
        found, names, _ = read(marked)
        return [names[c.subject] for c in found if c.predicate == "raised_funding"]

    pledge = "Together the backers have promised {$:$3 million}."
    assert pledged("{O:Beta} is backed by {P:Jane Roe}. " + pledge) == ["Beta"]
    assert pledged("{O:Beta} is backed by {P:Jane Roe}. All sat. " + pledge) == []
    assert pledged("{O:Beta} met {P:Jane Roe}. " + pledge) == []


def test_a_hedged_amount_is_not_that_of_a_plain_claim() -> None:
    again = "{O:Acme} invested in {O:Beta}, reportedly {$:$3 million}."
    assert values(again, "invested_in") == [(None, None)]
    assert values(again.replace("reportedly ", ""), "invested_in") == [(None, "$3 million")]


def test_people_laid_off_are_counted() -> None:
    found, _, text = read("{O:Acme} will lay off {#:40 engineers}.")
    (claim,) = (c for c in found if c.predicate == "hires")
    assert text[claim.parts["amount"].start : claim.parts["amount"].end] == "40 engineers"
    assert claim.value.amount == 1.0


def test_some_employees_are_not_the_number_of_employees() -> None:
    assert metrics("About {#:300 employees} of {O:Acme} lost their jobs.") == []
    assert metrics("{O:Acme}'s {#:300 employees} moved.") == [("Acme", "300 employees")]


def test_a_valuation_is_not_the_amount_of_a_round() -> None:
    told = (
        "{O:Acme} raised {$:$4 million} in a round led by {O:Beta}, valuing it at {$:$9 million}."
    )
    assert values(told, "invested_in") == [(None, None)]
    assert metrics(told) == [("Acme", "$9 million")]


def test_a_number_put_first_is_that_of_the_subject() -> None:
    assert metrics("With {#:300 employees}, {O:Acme} is small.") == [("Acme", "300 employees")]
    assert metrics("With {#:300 employees} at work, {P:Jane Roe} met {O:Acme}.") == []


def test_it_that_opens_a_sentence_has_the_number_of_what_was_named_before() -> None:
    said = "It has {#:300 employees}."
    assert metrics("{O:Acme} is old. " + said) == [("Acme", "300 employees")]
    assert metrics("{O:Acme} met {O:Beta}. " + said) == []
    assert metrics("{O:Acme} is old.\n\n" + said) == []


def test_a_deal_values_what_is_bought() -> None:
    said = "{O:Acme} agreed to buy {O:Beta} in a deal that valued the company at {$:$9 million}."
    assert metrics(said) == [("Beta", "$9 million")]
    offer = "It had a listing on {O:Acme} which valued the company at {$:$9 million}."
    assert metrics(offer) == []
