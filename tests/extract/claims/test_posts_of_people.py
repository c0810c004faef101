"""Posts, groups and owners as news words them: who holds what where, and what is no post."""

from __future__ import annotations

import pytest

from factpack.extract.claims import find_claims
from factpack.extract.claims.examples import read_marked
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import Article, Block, Metadata, RawArticle


def told(marked: str) -> set[str]:
    """Posts, groups, owners and seats that a text with its names marked states."""
    m = read_marked(marked)
    raw = RawArticle("a.txt", "a", m.text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(m.text))
    article = Article("a-" + "0" * 20, raw, m.text, (block,), (), None, "en", "given")
    doc = Doc(m.text, split_text(m.text))
    found, _ = find_claims(article, doc, m.entities, m.mentions, m.literals, ())
    names = [entity.name for entity in m.entities]
    lines = set()
    for claim in found:
        if claim.predicate in ("has_role", "member_of", "owned_by", "located_in"):
            assert claim.object is not None
            line = f"{claim.predicate} {names[claim.subject]} -> {names[claim.object]}"
            line += f" as {claim.role}" if claim.role else ""
            line += ", former" if claim.former else ""
            lines.add(line + ("" if claim.modality == "asserted" else f", {claim.modality}"))
    return lines


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{P:Ada Brill} is head of {O:Tellick}, {P:Rui Costa} denied.",
            "has_role Ada Brill -> Tellick as head, negated",
        ),
        (
            "{P:Ada Brill} is head of {O:Tellick}, denied {P:Rui Costa}.",
            "has_role Ada Brill -> Tellick as head, negated",
        ),
        (
            "{O:Vexley} owns {O:Tellick}, {P:Rui Costa} denied on {T:Monday}.",
            "owned_by Tellick -> Vexley, negated",
        ),
        (
            "{P:Ada Brill} falsely claimed to be an engineer at {O:Tellick}.",
            "has_role Ada Brill -> Tellick as engineer, negated",
        ),
        (
            "{P:Ada Brill}, who claimed falsely to work for {O:Tellick}, agreed.",
            "has_role Ada Brill -> Tellick, negated",
        ),
        (
            "{P:Ada Brill} claimed to be the chairman of {O:Tellick}.",
            "has_role Ada Brill -> Tellick as chairman, possible",
        ),
        (
            "{P:Ada Brill} posed as a doctor at {O:Tellick}.",
            "has_role Ada Brill -> Tellick as doctor, negated",
        ),
        (
            "{P:Ada Brill}, masquerading as a manager of {O:Tellick}, agreed.",
            "has_role Ada Brill -> Tellick as manager, negated",
        ),
    ],
)
def test_what_is_denied_or_feigned_is_not_asserted(marked: str, expected: str) -> None:
    assert told(marked) == {expected}


@pytest.mark.parametrize(
    "marked",
    [
        "{P:Ada Brill}, head of {O:Tellick}, denied.",
        "{P:Ada Brill}, head of {O:Tellick}, lied, {P:Rui Costa} denied.",
        "{P:Ada Brill} is head of {O:Tellick}, and {P:Rui Costa} denied the charge.",
        "{P:Ada Brill} is head of {O:Tellick}, {P:Rui Costa} did not deny.",
        "{P:Ada Brill} is head of {O:Tellick}, {P:Rui Costa} confirmed.",
    ],
)
def test_a_denial_of_something_else_leaves_a_post_as_it_is(marked: str) -> None:
    assert told(marked) == {"has_role Ada Brill -> Tellick as head"}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "The attorney general of {L:Norland}, {P:Ada Brill}, agreed.",
            {"has_role Ada Brill -> Norland as attorney general"},
        ),
        (
            "{L:Norland}'s solicitor general, {P:Ada Brill}, agreed.",
            {"has_role Ada Brill -> Norland as solicitor general"},
        ),
        (
            "{P:Ada Brill}, {L:Norland}'s energy czar, agreed.",
            {"has_role Ada Brill -> Norland as energy czar"},
        ),
        (
            "{P:Ada Brill}, a systems engineer and vice-rector at {O:Tellick}, agreed.",
            {
                "has_role Ada Brill -> Tellick as systems engineer",
                "has_role Ada Brill -> Tellick as vice-rector",
            },
        ),
        (
            "{P:Ada Brill}, who once ran {O:Tellick}, agreed.",
            {"has_role Ada Brill -> Tellick as head, former"},
        ),
        (
            "{O:Tellick} was once led by {P:Ada Brill}.",
            {"has_role Ada Brill -> Tellick as head, former"},
        ),
        (
            "{P:Ada Brill} previously headed {O:Tellick}.",
            {"has_role Ada Brill -> Tellick as head, former"},
        ),
        (
            "{O:Tellick} is a company whose chair is playwright {P:Ada Brill}.",
            {"has_role Ada Brill -> Tellick as chair"},
        ),
        (
            "The owner of {O:Tellick}, billionaire {P:Ada Brill}, agreed.",
            {"owned_by Tellick -> Ada Brill"},
        ),
        (
            "{P:Ada Brill} of {O:Tellick}'s strategy department agreed.",
            {"has_role Ada Brill -> Tellick"},
        ),
        (
            "{P:Ada Brill} sits on the {O:Halden Planning Commission}.",
            {"has_role Ada Brill -> Halden Planning Commission as member"},
        ),
        (
            "{P:Ada Brill} joined the council of {O:Tellick}.",
            {"has_role Ada Brill -> Tellick as member"},
        ),
        (
            "{L:Oslo}-based chipmaker {O:Tellick}'s plan failed.",
            {"located_in Tellick -> Oslo"},
        ),
        (
            "{O:Vexley}-owned {O:Tellick}'s plan failed.",
            {"owned_by Tellick -> Vexley"},
        ),
        (
            "{O:Tellick} named {P:Ada Brill} to succeed {P:Rui Costa} as chairman.",
            {
                "has_role Ada Brill -> Tellick as chairman",
                "has_role Rui Costa -> Tellick as chairman, former",
            },
        ),
        (
            "{P:Ada Brill} assumed duty as the sixth executive secretary of {O:Tellick}.",
            {"has_role Ada Brill -> Tellick as sixth executive secretary"},
        ),
        (
            "{P:Ada Brill}, now second-in-command at {O:Tellick}, agreed.",
            {"has_role Ada Brill -> Tellick as second-in-command"},
        ),
        ("{P:Ada Brill} of the {O:Meret} party agreed.", {"member_of Ada Brill -> Meret"}),
        (
            "{P:Ada Brill} of {O:Halden University}, {L:Norwich}, agreed.",
            {
                "has_role Ada Brill -> Halden University",
                "located_in Halden University -> Norwich",
            },
        ),
    ],
)
def test_a_post_is_read(marked: str, expected: set[str]) -> None:
    assert told(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # "At" says where it is done, not where she works.
        ("The crew was greeted by {P:Ada Brill} at the {O:Halden Museum}.", set()),
        ("They met {P:Ada Brill} at the {O:Halden Museum}.", set()),
        (
            "Research by {P:Ada Brill} at the {O:Halden Museum} won.",
            {"has_role Ada Brill -> Halden Museum"},
        ),
        # A person's own people are none of the firm's.
        ("{O:Tellick} grew. His friend and spokesman {P:Rui Costa} agreed.", set()),
        ("{P:Ada Brill} then led {O:Tellick}.", {"has_role Ada Brill -> Tellick as head"}),
        ("{P:Ada Brill} named the duty as the burden of {O:Tellick}.", set()),
        ("{P:Ada Brill} served a writ on {O:Tellick}.", set()),
        ("{L:Oslo}-based {O:Tellick} bought {O:Vexley}'s plant.", {"located_in Tellick -> Oslo"}),
        # A list of places is no address.
        ("{P:Ada Brill} spoke at {O:Halden University}, {L:Norwich} and {L:Turin}.", set()),
    ],
)
def test_what_is_no_post_is_not_read(marked: str, expected: set[str]) -> None:
    assert told(marked) == expected
