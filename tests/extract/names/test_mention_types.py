"""What kind of thing a name names."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest

from factpack.extract.languages.en.name_words import lexicon
from factpack.extract.rules_extractor import extract

from ..conftest import make_article


def test_the_first_word_of_purpose_follows_the_head_of_an_institution(
    types: Callable[[str], dict[str, str]],
) -> None:
    found = types("The Institute for the Study of Bread wrote to the Society for the Art of Tea.")
    assert found == {
        "Institute for the Study of Bread": "Organization",
        "Society for the Art of Tea": "Organization",
    }
    assert types("She left the Centre for Science and Environment.") == {
        "Centre for Science and Environment": "Organization"
    }


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("He met Jane Orr there.", "Jane Orr", "Person"),
        ("Mr. Zentrator left.", "Zentrator", "Person"),
        ("Xarl Zent, 44, agreed.", "Xarl Zent", "Person"),
        ("Author Xarl Zentrin, from Boston, spoke.", "Xarl Zentrin", "Person"),
        ("The chief executive, Xarl Zent, left.", "Xarl Zent", "Person"),
        ("Xarl Zent (born 1970) is an engineer.", "Xarl Zent", "Person"),
        ("Zent co-founded the firm.", "Zent", "Person"),
        ("Orrin was founded in 2011 by Nkelu Obadimi and Zent.", "Nkelu Obadimi", "Person"),
        ("Orrin was founded by Tarn Motors, Vela and Nkelu Obadimi.", "Nkelu Obadimi", "Person"),
        ("Orrin was founded by Tarn Motors and Nkelu Obadimi.", "Tarn Motors", "Organization"),
        ("Nkelu Obadimi and Xarl Zent founded Orrin.", "Nkelu Obadimi", "Person"),
        ("Orrin was founded by Grupo Obadimi.", "Grupo Obadimi", "Organization"),
        ("They praised chairman Steve Parish there.", "Steve Parish", "Person"),
        ("It bought Zentrix Inc. for cash.", "Zentrix Inc.", "Organization"),
        ("It met Zentrix, a maker of pumps.", "Zentrix", "Organization"),
        ("Orrin and Ada Orr (CEO Focus Energy) met.", "Focus Energy", "Organization"),
        (
            "It joined the Sheep Farmers of Zentria (SFZ).",
            "Sheep Farmers of Zentria",
            "Organization",
        ),
        ("Bank of Zentria lends.", "Bank of Zentria", "Organization"),
        ("She is president of Zentrix.", "Zentrix", "Organization"),
        ("A stake in Zentrix was sold.", "Zentrix", "Organization"),
        ("Companies such as Zentrix and Orrin agreed.", "Orrin", "Organization"),
        ("Orrin launched the Zentrix 7 in May.", "Zentrix 7", "Product"),
        ("Orrin launched Zentrix, a browser.", "Zentrix", "Product"),
        ("Orrin offers the Zentrix platform.", "Zentrix", "Product"),
        ("Services like Zentrix and Orbit grew.", "Zentrix", "Product"),
        ("Orrin unveiled Zentrix 3.5 in March.", "Zentrix 3.5", "Product"),
        ("Zentrix 4.0.1 is out.", "Zentrix 4.0.1", "Product"),
        ("Orrin launched Zentrix on Monday.", "Zentrix", "Product"),
        ("Orrin rolled out Zentrix to all.", "Zentrix", "Product"),
        ("Orrin discontinued Zentrix last year.", "Zentrix", "Product"),
        ("Zentrix was unveiled in May.", "Zentrix", "Product"),
        ("Zentrix was founded in May.", "Zentrix", "Organization"),
        ("Customers can download Zentrix for free.", "Zentrix", "Product"),
        ("Zentrix, a cloud service run by Orrin, failed.", "Zentrix", "Product"),
        ("Zentrix, a cloud company, failed.", "Zentrix", "Organization"),
        ("Zentrix, a chatbot, answers.", "Zentrix", "Product"),
        ("It bought Zentrix, a chatbot maker.", "Zentrix", "Organization"),
        ("Orrin launched a subsidiary, Zentrix.", "Zentrix", "Organization"),
        ("It is headquartered in Zentria.", "Zentria", "Place"),
        ("A plant in Orrville, Ohio, closed.", "Orrville", "Place"),
        ("The Zentria-based firm left.", "Zentria", "Place"),
        ("It left Germany.", "Germany", "Place"),
        ("Investors including Orrex and Zent Inc. paid.", "Orrex", "Organization"),
        ("It sells Orrex, a fast processor.", "Orrex", "Product"),
        ("After the bid for Orro, founder Jane Orr left.", "Orro", "Organization"),
        ("It has a plant in Orrose.", "Orrose", "Place"),
        ("Norway's Orrose fell.", "Orrose", "Organization"),
        ("Zent Capital and Klein Perkins were backers.", "Klein Perkins", "Organization"),
        ("The Zent, which was founded in 2016, grew.", "Zent", "Organization"),
        ("It met Zent, an Oslo-based designer of pumps.", "Zent", "Organization"),
        ("It agreed to buy Orro in May.", "Orro", "Organization"),
        ("ZK Watson owns ships.", "ZK Watson", "Organization"),
        ("They sailed the Zent River.", "Zent River", "Place"),
        ("Officials of Ghana and Ghana's finance minister met.", "Ghana", "Place"),
        ("She was an adviser for Asia at the bank.", "Asia", "Place"),
        ("They left Zent County for good.", "Zent County", "Place"),
        ("The Orrin Grand Prix begins.", "Orrin Grand Prix", "Other"),
        ("They sold it in the App Store.", "App Store", "Product"),
        ("It asked the NSF for help.", "NSF", "Organization"),
        ("It asked Unesco for help.", "Unesco", "Organization"),
        ("They met at the Grammys in May.", "Grammys", "Other"),
        ("It moved to the Gulf of Mexico.", "Gulf of Mexico", "Place"),
        ("They paid for the Kindle in May.", "Kindle", "Product"),
    ],
)
def test_type(text: str, name: str, kind: str, types: Callable[[str], dict[str, str]]) -> None:
    assert types(text)[name] == kind


def test_evidence_anywhere_in_the_article_counts(types: Callable[[str], dict[str, str]]) -> None:
    text = "Zentrix grew. The price of Zentrix fell. Zentrix is an app for nurses."
    assert types(text) == {"Zentrix": "Product"}


def test_late_evidence_counts_while_the_type_is_in_doubt(
    types: Callable[[str], dict[str, str]],
) -> None:
    text = "He moved on; Zentrix moved too. " + "It met Zentrix. " * 8
    assert types(text + "Zentrix CEO Jane Orr left.")["Zentrix"] == "Organization"


def test_companies_work_with_one_another(types: Callable[[str], dict[str, str]]) -> None:
    assert types("Zentrix has worked with Orrin Ltd.")["Zentrix"] == "Organization"
    assert types("Zentrix has worked there.")["Zentrix"] == "Person"


@pytest.mark.parametrize(
    "text",
    [
        "Zentrix rose 3.5 percent.",
        "Shares of Zentrix 3.5 points lower.",
        "Orrin paid 3.2 billion and Zentrix 2.1 billion.",
        "Orrin fell 2.1%, Zentrix 3.4%.",
    ],
)
def test_a_number_that_counts_is_no_version(
    text: str, types: Callable[[str], dict[str, str]]
) -> None:
    assert "Zentrix" in types(text)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They talked of Zentrix in May.", "Zentrix", "Other"),
        ("They talked of QXZ in May.", "QXZ", "Other"),
        ("They talked of Xarl Zentok in May.", "Xarl Zentok", "Person"),
        ("They talked of Zentrix in May. Zentrix, a bank, closed.", "Zentrix", "Organization"),
        ("They talked of Zentrix Group in May.", "Zentrix Group", "Organization"),
        # A claim whose rule wants an organisation is evidence for one.
        ("They talked of Zentrix in May. Zentrix acquired Orbin.", "Zentrix", "Organization"),
        ("They talked of Zentrix in May. Zentrix acquired Orbin.", "Orbin", "Organization"),
    ],
)
def test_what_is_published_is_no_organisation_without_evidence(
    text: str, name: str, kind: str
) -> None:
    entities = extract(make_article(text)).entities
    assert {entity.name: entity.type for entity in entities}[name] == kind
    assert all(entity.otherwise is None for entity in entities)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # What is said of a name tells whether it is an organisation.
        ("They saw the Zentrik capsule.", "Zentrik", "Product"),
        ("They met the Zentrik union.", "Zentrik", "Organization"),
        ("Jane Orr is an author of books on Space.", "Space", "Other"),
        # Acronyms are of what they are short for.
        ("It won the Permit to Sail (PTS). The PTS is late.", "Permit to Sail", "Other"),
        ("He dealt with OPDX on Monday.", "OPDX", "Other"),
        # Common nouns before a trade, around "&", before "author" and after "Secretary for".
        ("It paid for Corporate Social Investment there.", "Corporate Social Investment", "Other"),
        ("They sang Suit & Hat there.", "Suit & Hat", "Other"),
        ("Orr, the Lead author of it, left.", "Lead", "Other"),
        ("She is Secretary of State for Rural Travel.", "Rural Travel", "Other"),
        # A surname is a person's whatever town has it.
        ("Ada Boston won. Boston was glad.", "Ada Boston", "Person"),
    ],
)
def test_a_word_that_only_looks_like_an_organisation_is_none(
    text: str, name: str, kind: str
) -> None:
    found = {e.name: e.type for e in extract(make_article(text)).entities}
    assert found.get(name) == kind, found


def test_well_known_names_stand_once_each() -> None:
    names = lexicon().known
    lines = [line for line in resource().splitlines() if line and not line.startswith("#")]
    assert sum(len(line.split(": ", 1)[1].split("; ")) for line in lines) == len(names)
    kinds = {kind for known in names.values() for kind in known}
    assert kinds == {"organization", "product", "place", "other"}


def resource() -> str:
    """The file of well-known names."""
    folder = files("factpack.extract.languages.en")
    return folder.joinpath("names", "known_names.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Norland's Orrin fell in May.", []),
        ("Norway's Zentrix fell in May.", []),
        ("Norway's Zentrix Group fell in May.", ["Norway"]),
        ("A study by Zentrix in Oslo began.", []),
        ("A study by Zentrix University in Oslo began.", ["Oslo"]),
        # What says that it is a firm says so of any name.
        ("The Oslo bank Zentrix fell in May.", ["Oslo"]),
    ],
)
def test_where_a_name_is_says_nothing_of_what_it_names(text: str, places: list[str]) -> None:
    found = extract(make_article(text))
    claims = [claim for claim in found.claims if claim.predicate == "located_in"]
    assert [found.entities[c.object].name for c in claims if c.object is not None] == places
