"""Posts and figures without an organisation: it is what the sentences before are about."""

from __future__ import annotations

import pytest

from factpack.extract.claims import find_claims
from factpack.extract.claims.examples import read_marked
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import Article, Block, Claim, Metadata, RawArticle


def read(marked: str, predicate: str) -> tuple[list[Claim], list[str]]:
    """The claims of a predicate in a marked text, and the names of its entities."""
    m = read_marked(marked)
    raw = RawArticle("a.txt", "a", m.text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(m.text))
    article = Article("a-" + "0" * 20, raw, m.text, (block,), (), None, "en", "given")
    found, _ = find_claims(
        article, Doc(m.text, split_text(m.text)), m.entities, m.mentions, m.literals, ()
    )
    return [c for c in found if c.predicate == predicate], [e.name for e in m.entities]


def posts(marked: str) -> list[tuple[str, str]]:
    """Person and organisation of the posts that a marked text states."""
    found, names = read(marked, "has_role")
    return [(names[c.subject], names[c.object]) for c in found if c.object is not None]


def figures(marked: str) -> list[str]:
    """Owners of the figures that a marked text states."""
    found, names = read(marked, "has_metric")
    return [names[c.subject] for c in found]


NAMED_OFTEN = "{O:Norvane} grew fast. {O:Norvane}'s sales doubled. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Finance director {P:Jane Roe} was pleased.",
        "The results were mixed, said chief nurse {P:Jane Roe}.",
        "Group CFO {P:Jane Roe} was pleased.",
        "Nothing will change, said head of research {P:Jane Roe}.",
        "Director of development {P:Jane Roe} was pleased.",
        "Chair of trustees {P:Jane Roe} was pleased.",
        "{P:Jane Roe}, the treasurer, was pleased.",
        "Chief brand officer {P:Jane Roe} was pleased.",
        "Chief winemaker {P:Jane Roe} was pleased.",
        "Board president {P:Jane Roe} was pleased.",
        "Supervisory board chief {P:Jane Roe} was pleased.",
        "Lead independent director {P:Jane Roe} was pleased.",
        "Head of quality Dr {P:Jane Roe} was pleased.",
        "Facilities director {P:Jane Roe} was pleased.",
    ],
)
def test_a_post_of_one_is_of_the_organisation_in_play(sentence: str) -> None:
    assert posts(NAMED_OFTEN + sentence) == [("Jane Roe", "Norvane")]


@pytest.mark.parametrize(
    "sentence",
    [
        # posts that need no organisation, or are of another sort of thing
        "President {P:Jane Roe} was pleased.",
        "Film director {P:Jane Roe} was pleased.",
        "Police chief {P:Jane Roe} was pleased.",
        "Engineer {P:Jane Roe} was pleased.",
        "{P:Jane Roe}, a lecturer from {L:Leeds}, was pleased.",
        "Head of state {P:Jane Roe} was pleased.",
        "Finance minister {P:Jane Roe} was pleased.",
        "School board president {P:Jane Roe} was pleased.",
        "Board member {P:Jane Roe} was pleased.",
        "Independent analyst {P:Jane Roe} was pleased.",
        # of something that has no name
        "The hotel's finance director {P:Jane Roe} was pleased.",
        "{P:Jane Roe}, finance director for the festival, was pleased.",
        "President of the {L:United States} {P:Jane Roe} was pleased.",
        # another organisation may be meant
        "{O:Tellick} was late, finance director {P:Jane Roe} admitted.",
    ],
)
def test_no_other_post_is(sentence: str) -> None:
    assert ("Jane Roe", "Norvane") not in posts(NAMED_OFTEN + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing will change at {O:Tellick}, finance director {P:Jane Roe} said.",
        "Finance director {P:Jane Roe} met {O:Tellick}.",
    ],
)
def test_what_stands_aside_or_behind_is_no_rival(sentence: str) -> None:
    assert posts(NAMED_OFTEN + sentence) == [("Jane Roe", "Norvane")]


def test_nobody_is_in_play_beside_a_rival() -> None:
    text = "{O:Ostrea} grew. {O:Tellick} sued {O:Norvane}. {O:Norvane} sued {O:Tellick}. "
    assert posts(text + "Finance director {P:Jane Roe} was pleased.") == []


def test_the_first_sentence_speaks_of_the_only_one_that_it_names() -> None:
    said = "{O:Norvane} cut its debt, but finance director {P:Jane Roe} was not pleased."
    assert posts(said) == [("Jane Roe", "Norvane")]
    assert posts("{O:Tellick} grew. " + said) == []
    assert posts("Finance director {P:Jane Roe} met {O:Norvane}.") == []


def test_the_organisation_of_the_headline_stays_in_play() -> None:
    text = (
        "{O:Norvane} cuts costs.\n\n{O:Norvane} will close a plant. A union met {O:Tellick}. "
        "It was raining. The talks went on. Finance director {P:Jane Roe} was pleased."
    )
    assert posts(text) == [("Jane Roe", "Norvane")]


@pytest.mark.parametrize(
    "sentence",
    [
        "At the close the stock was {%:3 percent} lower.",
        "Finance chief {P:Jane Roe} warned that margins had shrunk by {%:2 percent}.",
        "It has {#:300 employees}.",
        "Why? It has {#:300 employees}.",
    ],
)
def test_a_figure_without_an_owner_is_of_the_organisation_in_play(sentence: str) -> None:
    text = "{O:Norvane} cuts costs.\n\n{O:Norvane} will close a plant.\n\n" + sentence
    assert figures(text) == ["Norvane"]


@pytest.mark.parametrize(
    "sentence",
    [
        "{O:Tellick} was late, but margins had shrunk by {%:2 percent}.",
        "{O:Ostrea} fell. {O:Ostrea} sued {O:Norvane}.\n\nMargins had shrunk by {%:2 percent}.",
        "Pump margins had shrunk by {%:2 percent}.",
        "{P:Jane Roe} met {R:Orbit}. It has {#:300 employees}.",
        "The union was late. It has {#:300 employees}.",
    ],
)
def test_no_figure_is_where_something_else_may_be_meant(sentence: str) -> None:
    text = "{O:Norvane} cuts costs.\n\n{O:Norvane} will close a plant.\n\n" + sentence
    assert "Norvane" not in figures(text)


def founders(marked: str) -> list[tuple[str, str]]:
    """Organisation and founder of what a marked text says was founded."""
    found, names = read(marked, "founded_by")
    return [(names[c.subject], names[c.object]) for c in found if c.object is not None]


def test_a_founder_is_of_what_more_than_one_sentence_is_about() -> None:
    said = "The plan was dropped when founder {P:Jane Roe} fell ill."
    assert founders(NAMED_OFTEN + said) == [("Norvane", "Jane Roe")]
    assert founders("{O:Norvane} grew. " + said) == []
    assert founders(NAMED_OFTEN + "{O:Tellick} was late, founder {P:Jane Roe} said.") == []
    assert founders(NAMED_OFTEN + "The club's founder {P:Jane Roe} fell ill.") == []


def rivals(marked: str) -> list[set[str]]:
    """The two ends of what a marked text says of rivals."""
    found, names = read(marked, "competes_with")
    return [{names[c.subject], names[c.object]} for c in found if c.object is not None]


@pytest.mark.parametrize(
    "text",
    [
        "{O:Acme} makes pumps and {O:Acme} sells them in Leeds. Rival {O:Beta} has closed.",
        "{O:Acme} raised its prices. {O:Acme} also cut jobs after rival {O:Beta} had done so.",
    ],
)
def test_a_bare_rival_is_that_of_the_organisation_in_play(text: str) -> None:
    assert rivals(text) == [{"Acme", "Beta"}]


@pytest.mark.parametrize(
    "text",
    [
        "Rival {O:Beta} has closed.",
        "{O:Acme} sued {O:Gamma}, which {O:Delta} owns. Rivals, {O:Beta} said, closed.",
        "{O:Acme} makes pumps. {O:Gamma} makes lamps. {O:Delta} mends both. Rival {O:Beta} closed.",
        "{O:Acme} makes pumps and sells them. Rival {P:Jane Roe} has left.",
    ],
)
def test_a_bare_rival_of_nobody_is_left_open(text: str) -> None:
    assert rivals(text) == []
