"""Where an organisation was, and is no more: no claim says it."""

from __future__ import annotations

import pytest

from factpack.extract.claims.examples import read_marked, stated


@pytest.mark.parametrize(
    "marked",
    [
        "{O:Tellick} closed its former {L:Oslo} headquarters.",
        "{O:Tellick}'s former headquarters in {L:Oslo} burned.",
        "{O:Tellick}, formerly headquartered in {L:Oslo}, makes pumps.",
        "{O:Tellick} vacated its {L:Oslo} headquarters.",
        "{O:Tellick}, then based in {L:Oslo}, grew.",
        "{O:Tellick} was previously based in {L:Oslo}.",
        "{O:Tellick} used to be based in {L:Oslo}.",
        "{O:Tellick} was based in {L:Oslo} until {T:2010}.",
        "Until {T:2010}, {O:Tellick} was based in {L:Oslo}.",
        "{O:Tellick} had its headquarters in {L:Oslo} until {T:2010}.",
        "{O:Tellick} was based in {L:Oslo} before it moved.",
        "The former {L:Oslo}-based firm {O:Tellick} makes pumps.",
        "{L:Oslo} is the former home of {O:Tellick}.",
    ],
)
def test_a_seat_of_the_past_is_not_stated(marked: str) -> None:
    assert "located_in" not in {s.predicate for s in stated(read_marked(marked))}


@pytest.mark.parametrize(
    "marked",
    [
        "{O:Tellick} was based in {L:Oslo}.",
        "{O:Tellick} is based in {L:Oslo} until {T:2030}.",
        "{O:Tellick}, formerly known as {O:Vexley}, is headquartered in {L:Oslo}.",
        "{O:Tellick}, once a bank, is based in {L:Oslo}.",
        "{O:Tellick} met its former chief at its {L:Oslo} headquarters.",
        "{O:Tellick} had talks at its {L:Oslo} headquarters until {T:2010}.",
        "{P:Ada Brill}, a former head of {L:Oslo}-based {O:Tellick}, agreed.",
        "{O:Tellick} was founded by a former banker and is based in {L:Oslo}.",
    ],
)
def test_a_seat_beside_what_is_former_is_stated(marked: str) -> None:
    assert "located_in" in {s.predicate for s in stated(read_marked(marked))}
