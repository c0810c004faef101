"""Pronouns and descriptions: resolved where the text leaves no doubt, left alone elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Orr left. She was 40.", [("She", "Jane Orr")]),
        ("Jane Orr said her book was done.", [("her", "Jane Orr")]),
        ("Vela announced its plan.", [("its", "Vela")]),
        ("Vela grew. It hired ten nurses.", [("It", "Vela")]),
        ("Vela grew. The company hired nurses.", [("The company", "Vela")]),
        ("Vela Bank grew. Zentrix fell. The bank hired.", [("The bank", "Vela Bank")]),
        ("He met Jane Orr, who left.", [("who", "Jane Orr")]),
        ("She founded Vela, which makes pumps.", [("which", "Vela")]),
        ("Vela sued Orrin because the latter cheated.", [("the latter", "Orrin")]),
        ("Vela, a retailer, met Orrin. The retailer left.", [("The retailer", "Vela")]),
        ("Vela said that the firm would grow.", [("the firm", "Vela")]),
        ("She bought Vela and its plants.", [("its", "Vela")]),
        (
            "Vela grew. Vela hired nurses. Vela sells pumps. She came from Orrin. "
            "The company makes pipes.",
            [("The company", "Vela")],
        ),
        (
            "Vela Fund grew. Orrin met Zentrix. It rained. It rained. It rained. It rained. "
            "The fund has nurses.",
            [("The fund", "Vela Fund")],
        ),
        (
            "Vela Growers Sacco met Orrin. The sacco has nurses.",
            [("The sacco", "Vela Growers Sacco")],
        ),
        (
            "Vela Growers Co-op grew. The co-op's nurses left.",
            [("The co-op", "Vela Growers Co-op")],
        ),
        ("Former Orrin CEO Jane Orr has bought Vela and become its chair.", [("its", "Vela")]),
        ("* Orrin CEO Jane Orr has a stake in Vela and is its chair.", [("its", "Vela")]),
        ("Vela grew. In March it bought a mill.", [("it", "Vela")]),
        ("Vela grew. In early 2019 it will hire nurses.", [("it", "Vela")]),
        ("Vela bought a company, Orrin. Its board agreed.", [("Its", "Vela")]),
        ("Vela sued Orrin, the studio. The firm won.", [("The firm", "Vela")]),
        ("What is in it for Vela? The Leeds company grows.", [("The Leeds company", "Vela")]),
        ("Vela cut jobs, the Leeds company said.", [("the Leeds company", "Vela")]),
        (
            "Vela sued Orrin. The Portland, Oregon, company grows.",
            [("The Portland, Oregon, company", "Vela")],
        ),
        ("Vela is a company based in Leeds that makes pumps.", [("that", "Vela")]),
        ("Vela is a retailer founded in 1999 which grows.", [("which", "Vela")]),
        ("Vela is a Leeds-based company that makes pumps.", [("that", "Vela")]),
        ("Vela is a non-profit company that grows.", [("that", "Vela")]),
        ("He ran Vela, a pump manufacturing company, where he met her.", [("where", "Vela")]),
        ("He joined Vela in June 1999 where he met her.", [("where", "Vela")]),
    ],
)
def test_clear_references(
    text: str, expected: list[tuple[str, str]], resolved: Callable[[str], list[tuple[str, str]]]
) -> None:
    assert [pair for pair in resolved(text) if pair in expected] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vela grew. Vela hired. Vela sells pumps. She came from Orrin. The present company is old.",
        "She left. It rained.",
        "Vela Growers Sacco met Orrin Growers Sacco. The sacco has nurses.",  # either
        "Vela Growers Sacco met Orrin. The sacco of the town has nurses.",  # says itself which
        "Vela is in a town in Leeds that grows.",
        "Vela sued a company based in Leeds that makes pumps.",
        "Vela is the company based in Leeds that makes pumps.",
        "He joined Vela on a day of rain where it mattered.",
        "Jane Orr and Mary Vela met. She left.",  # two women
        "He left.",
        "Jane Orr left. He stayed.",  # the name is a woman's
        "Vela and Orrin agreed. It was signed.",  # neither of two
        "It is clear that Vela grew.",  # stands for the clause
        "Vela grew. It is likely that prices fall.",
        "Vela bought the company.",  # another one
        "Orrin acquired it.",
        "The deal with Vela has its price.",  # the deal's
        "Vela hired nurses. They left.",  # the nurses
        "Vela met the company that makes pumps.",  # a company not named
        "Vela grew. First, the company, Orrin, will hire.",  # named behind
        "Through a pact with Vela, it grew.",
        "Vela grew. In what it called a shock, Orrin left.",  # either
        "Vela and Orrin grew. The Leeds company left.",  # neither of two
        "Vela and Orrin cut jobs, the Leeds company said.",
        "Vela cut jobs before the Leeds company left.",  # another one
        "She spoke at Vela. The Leeds company left.",  # another one
        "Stating its aims, Vela left.",  # points ahead: left to others
    ],
)
def test_doubtful_references_are_left_alone(
    text: str, resolved: Callable[[str], list[tuple[str, str]]]
) -> None:
    assert resolved(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Seattle-based Vela sued Orrin. Orrin lost. The Seattle-based firm won.",
            [("The Seattle-based firm", "Vela")],
        ),
        (
            "Vela Inc., based in Seattle, sued Orrin. Prices fell. The Seattle company won.",
            [("The Seattle company", "Vela Inc.")],
        ),
        (
            "Vela, a Leeds maker of pumps, sued Orrin. Orrin lost. The Leeds company won.",
            [("The Leeds company", "Vela")],
        ),
        (
            "Vela is headquartered in Seattle. Orrin is of Leeds. The Seattle company won.",
            [("The Seattle company", "Vela")],
        ),
        (
            "Vela has its headquarters in Leeds. Orrin does not. The Leeds firm won.",
            [("The Leeds firm", "Vela")],
        ),
        (
            "Vela of Seattle and Orrin of Leeds met. The Seattle firm won.",
            [("The Seattle firm", "Vela")],
        ),
        # Two are at home there, or nobody is said to be:
        ("Seattle-based Vela sued Orrin, based in Seattle. The Seattle company won.", []),
        ("Vela and Orrin, both based in Seattle, met. The Seattle firm won.", []),
        ("Leeds-based Vela sued Orrin. The Seattle company won.", []),
    ],
)
def test_places_tell_whom_a_description_means(
    text: str, expected: list[tuple[str, str]], resolved: Callable[[str], list[tuple[str, str]]]
) -> None:
    assert [pair for pair in resolved(text) if pair[0].startswith("The")] == expected
