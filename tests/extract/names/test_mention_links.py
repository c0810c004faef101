"""Which names name one thing, and by which names it goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factpack.extract.names import KnownName, KnownNames
from factpack.model import LocalEntity, Mention

Found = tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]


def _named(found: Found, text: str) -> dict[str, str]:
    """What each form of a text names, the entity's name by the form."""
    entities, mentions = found
    return {text[m.start : m.end]: entities[m.entity].name for m in mentions if m.kind == "name"}


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        pytest.param(
            "The deal was signed with Zentrok Heavy. Zentrok, maker of a crane, is private.",
            "Zentrok",
            "Zentrok Heavy",
            id="first word that no list has",
        ),
        pytest.param(
            "The company Roost Tidal towed it out. Roost, which has no debt, leases its yard.",
            "Roost",
            "Roost Tidal",
            id="first word of an evident firm",
        ),
        pytest.param(
            "It took on Harbourfield Rovers last month. Late on Sunday Rovers lost again.",
            "Rovers",
            "Harbourfield Rovers",
            id="team without its town",
        ),
        pytest.param(
            "We met the Zentmark Chamber Players in May. The Players, who tour a lot, are back.",
            "Players",
            "Zentmark Chamber Players",
            id="common noun of a longer name",
        ),
        pytest.param(
            "The Department of the Harbour paid. Later officials of the Harbour Department left.",
            "Harbour Department",
            "Department of the Harbour",
            id="noun of an institution before or behind what it is for",
        ),
        pytest.param(
            "The University of Zentholm has a new head. The firm was founded by Zentholm in 2021, "
            "and Zentholm sold it.",
            "Zentholm",
            "University of Zentholm",
            id="university by its town",
        ),
        pytest.param(
            "President Luis Xarnu da Orrin spoke in May. Mr Xarnu said it was late.",
            "Xarnu",
            "Luis Xarnu da Orrin",
            id="name between the first and the last",
        ),
        pytest.param(
            "Vela Motors fell. The owner of Vela Motor's head office left.",
            "Vela Motor's",
            "Vela Motors",
            id="slip for a plural",
        ),
        pytest.param(
            "The trial of Xarnu Zentoki opens in May. Zentoki denied it.",
            "Zentoki",
            "Xarnu Zentoki",
            id="surname of strange words",
        ),
        pytest.param(
            "She met Xarnu Zentoki. The company Zentoki Group was closed. Zentoki lost money.",
            "Zentoki",
            "Zentoki Group",
            id="firm rather than its founder",
        ),
        pytest.param(
            "The court freed Jane Xarsi. Protests against Xarsi grew. A spokesman for Xarsi left.",
            "Xarsi",
            "Jane Xarsi",
            id="surname that a spokesman speaks for",
        ),
        pytest.param(
            "We met Jane Hamilton. Hamilton said it was late, and Hamilton married again.",
            "Hamilton",
            "Jane Hamilton",
            id="surname that is a town as well",
        ),
    ],
)
def test_a_short_name_is_the_longer_one_that_introduces_it(
    finder: Callable[..., Found], text: str, short: str, full: str
) -> None:
    assert _named(finder(text), text)[short] == full


@pytest.mark.parametrize(
    ("text", "short"),
    [
        pytest.param(
            "The White House sent it. In May the House voted on it.", "House", id="chamber"
        ),
        pytest.param(
            "He saw Harbourfield Rovers and Tarnfield Rovers. Then Rovers lost.",
            "Rovers",
            id="two teams",
        ),
        pytest.param(
            "The University of Boston has a new head. The price fell in Boston.",
            "Boston",
            id="town of a university",
        ),
        pytest.param(
            "Orrin Motor Works, a unit of OMW Corporation, was sold. It left OMW Corporation.",
            "OMW Corporation",
            id="firm called by the letters of its unit",
        ),
        pytest.param(
            "The river rose in North Zentley. It rose in Zentley as well.", "Zentley", id="compass"
        ),
        pytest.param(
            "We met Jane Hamilton. She lives in Hamilton.", "Hamilton", id="town of a person"
        ),
        pytest.param(
            "It was the 129th Harbour Parade. No Harbour Parade is longer.",
            "Harbour Parade",
            id="one of many",
        ),
    ],
)
def test_a_short_name_of_two_things_or_of_another_stays_apart(
    finder: Callable[..., Found], text: str, short: str
) -> None:
    assert _named(finder(text), text).get(short, short) == short


def test_the_last_of_two_strange_words_alone_is_a_surname(finder: Callable[..., Found]) -> None:
    text = "The trial of Xarnu Zentoki opens in May. Zentoki denied it."
    assert [entity.type for entity in finder(text)[0]] == ["Person"]


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        pytest.param(
            "Jane Orrin West End\n\nThe actor Jane Orrin is back. Orrin said so.",
            "Orrin",
            "Jane Orrin",
            id="a title runs words together",
        ),
        pytest.param(
            "Zentholm posts a loss\n\nThe firm Zentholm Assurance lost money in May. "
            "The offices of Zentholm Life are closed. Shares of Zentholm fell.",
            "Zentholm",
            "Zentholm Assurance",
            id="a title shortens what the text opens with",
        ),
    ],
)
def test_a_title_shortens_names_and_introduces_none(
    finder: Callable[..., Found], text: str, short: str, full: str
) -> None:
    assert _named(finder(text, kind="title"), text)[short] == full


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        (
            "Jane Orr founded it. Later Orr left.",
            {"Jane Orr": {"Orr": "part-of-name"}},
        ),
        (
            "He met Vela Inc. and praised Vela.",
            {"Vela Inc.": {"Vela": "legal-form"}},
        ),
        (
            "He met Zentrix Technologies and praised Zentrix.",
            {"Zentrix Technologies": {"Zentrix": "part-of-name"}},
        ),
        (
            "He met Orrin Motor Works (OMW). The stock of OMW fell.",
            {"Orrin Motor Works": {"OMW": "acronym"}},
        ),
        (
            "He met Vela Corporation (NYSE: VLA) there.",
            {"Vela Corporation": {"VLA": "ticker"}, "NYSE": {}},
        ),
        (
            # What is known by its acronym is not short for something of its own.
            "The NASA Harbour League opened a plant. The director of NASA praised it.",
            {"NASA Harbour League": {}, "NASA": {}},
        ),
        (
            "Vela sells Vela Orbit. The price of Orbit fell.",
            {"Vela": {}, "Vela Orbit": {"Orbit": "part-of-name"}},
        ),
        (
            # Two of a surname: a bare one is nobody's.
            "He met Jane Orr and John Orr. Then Orr left.",
            {"Jane Orr": {}, "John Orr": {}, "Orr": {}},
        ),
        (
            # One surname for two, who are introduced so.
            "Anna and Peter Quill met. Then Anna left.",
            {"Anna Quill": {"Anna": "part-of-name"}, "Peter Quill": {}},
        ),
        (
            "It was founded by Anna and Peter J. Quill. Anna Quill left.",
            {"Anna Quill": {"Anna": "part-of-name"}, "Peter J. Quill": {}},
        ),
        (
            "Brothers Tom and Peter van Dorn left.",
            {"Tom van Dorn": {"Tom": "part-of-name"}, "Peter van Dorn": {}},
        ),
        (
            # Each has a surname, or none that is shared.
            "He met Anna Roe and Peter Quill. Anna and Peter Quill left.",
            {"Anna Roe": {"Anna": "part-of-name"}, "Peter Quill": {}},
        ),
        (
            "He met Anna. Then Anna and Peter Quill left.",
            {"Anna": {}, "Peter Quill": {}},
        ),
        (
            "He met Anna and Peter. Then Austin and Peter Quill left.",
            {"Anna": {}, "Peter Quill": {"Peter": "part-of-name"}, "Austin": {}},
        ),
        (
            # The maker is not its product, and the product not its maker.
            "Vela makes Vela Orbit Toolkit. Then Vela left.",
            {"Vela": {}, "Vela Orbit Toolkit": {}},
        ),
    ],
)
def test_links(
    text: str, entities: dict[str, dict[str, str]], finder: Callable[..., Found]
) -> None:
    assert {e.name: dict(e.aliases) for e in finder(text)[0]} == entities


def test_a_title_shortens_the_name_that_the_text_introduces(finder: Callable[..., Found]) -> None:
    text = "Zentrix buys a mill\nZentrix Freight bought a mill. Shares of Zentrix rose."
    (entity, *_), _ = finder(text, kind="title")
    assert (entity.name, dict(entity.aliases)) == ("Zentrix Freight", {"Zentrix": "part-of-name"})


def test_a_longer_name_that_comes_later_is_another(finder: Callable[..., Found]) -> None:
    text = "Zentrix buys a mill\nShares of Zentrix rose. It owns Zentrix Freight."
    assert [entity.name for entity in finder(text, kind="title")[0]] == [
        "Zentrix",
        "Zentrix Freight",
    ]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        (
            # The article introduces the longer name; no list of last words is asked.
            "It will lend to Zentrix Halva Inc. next year. Zentrix said that it was glad.",
            {"Zentrix Halva Inc.": {"Zentrix": "part-of-name"}},
        ),
        (
            "He told Zentrix Rowe so. Zentrix Rowe Group Inc. was glad. Zentrix lost.",
            {
                "Zentrix Rowe Group Inc.": {
                    "Zentrix Rowe": "part-of-name",
                    "Zentrix": "part-of-name",
                }
            },
        ),
        (
            # Beside one another they are two.
            "It praised Zentrix Halva Inc., which Zentrix owns. Zentrix said that it was glad.",
            {"Zentrix Halva Inc.": {}, "Zentrix": {}},
        ),
        (
            # A made-up word names one firm, whatever common word follows it, and however often.
            "He runs Zentrix Launch, a rocket firm. Zentrix said so. Zentrix Launch is in Riga.",
            {"Zentrix Launch": {"Zentrix": "part-of-name"}, "Riga": {}},
        ),
        (
            # A word that means something else may name two things.
            "He runs Orchid Launch, a rocket firm. Orchid said so. Orchid Launch is in Riga.",
            {"Orchid Launch": {}, "Orchid": {}, "Riga": {}},
        ),
        (
            # Of two longer names a word is short for neither.
            "He joined Zentrix Halva Inc. then. She left Zentrix Mirko Inc. then. Zentrix said so.",
            {"Zentrix Halva Inc.": {}, "Zentrix Mirko Inc.": {}, "Zentrix": {}},
        ),
        (
            "She praised Zentrix Orrin Motor Works (OMW). The stock of OMW fell.",
            {"Zentrix Orrin Motor Works": {"OMW": "acronym"}},
        ),
        (
            "She praised OMW (Orrin Motor Works). The stock of OMW fell.",
            {"Orrin Motor Works": {"OMW": "acronym"}},
        ),
        (
            "She praised ZIP, short for Zentrix Image Processor, on Monday.",
            {"Zentrix Image Processor": {"ZIP": "acronym"}},
        ),
        (
            "She praised Zentrix (ZTRX) and Velamira (AAB) on Monday.",
            {"Zentrix": {"ZTRX": "ticker"}, "Velamira": {}, "AAB": {}},
        ),
        (
            "He met Jane van Orr there. Then van Orr and al Orr left. The painter Van Orr agreed.",
            {"Jane van Orr": {"Van Orr": "part-of-name", "Orr": "part-of-name"}},
        ),
    ],
)
def test_short_forms(
    text: str, entities: dict[str, dict[str, str]], finder: Callable[..., Found]
) -> None:
    assert {e.name: dict(e.aliases) for e in finder(text)[0]} == entities


def test_the_number_of_a_product_is_no_part_of_its_name(finder: Callable[..., Found]) -> None:
    (entity,), mentions = finder("The cheap iZent sells well. He has two old iZents.")
    assert (entity.name, len(mentions)) == ("iZent", 2)


def test_a_firm_and_the_person_it_is_named_after_are_two(finder: Callable[..., Found]) -> None:
    text = (
        "Jane Orrin founded Orrin Holdings Inc. in May. Orrin said Mr. Orrin left. Mr. Orrin did."
    )
    entities, mentions = finder(text)
    named = [(text[m.start : m.end], entities[m.entity].name) for m in mentions]
    assert named == [
        ("Jane Orrin", "Jane Orrin"),
        ("Orrin Holdings Inc.", "Orrin Holdings Inc."),
        ("Orrin", "Orrin Holdings Inc."),
        ("Orrin", "Jane Orrin"),
        ("Orrin", "Jane Orrin"),
    ]


def test_glued_names_are_no_maker_and_its_product(finder: Callable[..., Found]) -> None:
    text = (
        "Velanews told it. The Velanews Zentrix reporter left. Zentrix hired her. Zentrix said so."
    )
    assert "part-of-name" not in {b for e in finder(text)[0] for b in e.aliases.values()}


def test_a_title_has_the_full_name_that_the_text_shortens(finder: Callable[..., Found]) -> None:
    text = "Vela Zorrin Buys a Paper Mill\nShares of Vela rose. Vela announced the deal."
    (entity, *_), _ = finder(text, kind="title")
    assert (entity.name, dict(entity.aliases)) == ("Vela Zorrin", {"Vela": "part-of-name"})


def test_an_adjective_of_the_article_is_no_part_of_a_name(finder: Callable[..., Found]) -> None:
    text = "Zappy Zentrix mills reopen\nThe zappy old mills of Zentrix are back. Zentrix is glad."
    assert {e.name for e in finder(text)[0]} == {"Zentrix"}


def test_a_surname_of_two_is_a_person_not_a_firm(types: Callable[[str], dict[str, str]]) -> None:
    assert types("He met Jane Orr and John Orr. Then Orr left.")["Orr"] == "Person"


def test_a_firm_named_after_its_two_founders_is_a_firm(
    types: Callable[[str], dict[str, str]],
) -> None:
    text = "Orrin is a software company. Orrin was founded by Jane Orrin and John Orrin in Leeds."
    assert types(text)["Orrin"] == "Organization"


KNOWN = KnownNames(
    [
        KnownName("Vela Corporation", "Organization", ("Vela", "velacorp")),
        KnownName("Harbour Deal", "Deal"),
        KnownName("Nothing Else", "Product"),
    ]
)


def test_curated_names_override_open_detection(finder: Callable[..., Found]) -> None:
    text = "Harvest from velacorp: the Harbour Deal binds Vela and Vela Orbit."
    entities, mentions = finder(text, KNOWN)
    named = [(text[m.start : m.end], entities[m.entity]) for m in mentions]
    assert [(words, entity.name, entity.type) for words, entity in named] == [
        ("velacorp", "Vela Corporation", "Organization"),
        ("Harbour Deal", "Harbour Deal", "Deal"),
        ("Vela", "Vela Corporation", "Organization"),
        ("Vela Orbit", "Vela Orbit", named[-1][1].type),
    ]
    assert named[0][1].aliases == {"velacorp": "curated", "Vela": "curated"}


def test_an_empty_list_changes_nothing(finder: Callable[..., Found]) -> None:
    text = "Jane Orr left Vela."
    assert finder(text, KnownNames([])) == finder(text)


def test_known_names_stand_at_word_boundaries() -> None:
    text = "Velar and Vela-like VELA: Vela"
    assert [(start, end) for start, end, _ in KNOWN.find(text)] == [(10, 14), (26, 30)]


def test_known_names_survive_lone_surrogates() -> None:
    assert [(start, end) for start, end, _ in KNOWN.find("\ud800 Vela \udfff")] == [(2, 6)]


@pytest.mark.parametrize(
    ("text", "short", "whole"),
    [
        # A story that opens with a short name and gives the whole one after it.
        (
            "Tarkin fell 3% on Monday. Tarkin Brothers Group, which has 40 staff, said so.",
            "Tarkin",
            "Tarkin Brothers Group",
        ),
        (
            "Ora raised $3 million. Ora Health, a maker of inhalers, said so. Ora will hire.",
            "Ora",
            "Ora Health",
        ),
        (
            "Harlow opened a mill. It helps, said Jane Orr, head of Harlow Castings Ltd. "
            "Harlow has 40 staff.",
            "Harlow",
            "Harlow Castings Ltd.",
        ),
    ],
)
def test_a_short_name_may_come_before_the_whole_one(
    text: str, short: str, whole: str, finder: Callable[..., Found]
) -> None:
    entities, _ = finder(text)
    assert [e.aliases.get(short) for e in entities if e.name == whole] == ["part-of-name"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # What belongs to a firm, and what one sentence names beside it, is not the firm.
        (
            "Tarkin raised $3 million. Tarkin Ventures, a fund, is new.",
            ["Tarkin", "Tarkin Ventures"],
        ),
        (
            "Ora, the maker of Ora Health, a brand, raised $3 million. Ora said so.",
            ["Ora", "Ora Health"],
        ),
        # Legal forms that say something else tell two firms apart.
        ("Velmor Ltd sued Velmor Inc in May. Velmor Inc won.", ["Velmor Ltd", "Velmor Inc"]),
        (
            "Orbin Pumps GmbH has nothing to do with Orbin Pumps Corp.",
            ["Orbin Pumps GmbH", "Orbin Pumps Corp."],
        ),
        ("The Velmor Company paid Velmor Limited in May.", ["Velmor Company", "Velmor Limited"]),
    ],
)
def test_two_things_that_share_a_word_stay_two(
    text: str, names: list[str], finder: Callable[..., Found]
) -> None:
    entities, _ = finder(text)
    assert [e.name for e in entities if e.name in names] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Velmor Corp. fell. Velmor Corporation said so.", "Velmor Corporation"),
        ("Velmor Co. fell. Velmor Co Ltd said so.", "Velmor Co Ltd"),
        ("Velmor S.p.A. fell. Velmor SpA said so.", "Velmor S.p.A."),
    ],
)
def test_one_legal_form_written_twice_is_one_firm(
    text: str, name: str, finder: Callable[..., Found]
) -> None:
    entities, _ = finder(text)
    assert [e.name for e in entities] == [name]
