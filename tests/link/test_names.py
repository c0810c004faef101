"""Keys of names: what is one name in several spellings, and what never is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack.link.names import (
    acronyms,
    compact,
    digits,
    legal_form,
    name_key,
    person_key,
    person_name,
    without_legal_form,
    words_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Orbit Foods", "ORBIT  FOODS"),
        ("Orbit Foods", "The Orbit Foods"),
        ("Orbit Foods", "Orbit Foods’s"),
        ("O'Brien & Sons", "OBrien and Sons"),
        ("Café Noir", "Cafe\u0301 Noir"),
        ("Café Noir", "cafe noir"),
        ("N.O.V.A.", "NOVA"),
        ("Straße", "STRASSE"),
        ("Orbit\u00a0Foods", "Orbit Foods"),
        ("Yes!", "Yes"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Engine 3.5", "Engine 35"),
        ("C", "C++"),
        ("Orbit Foods", "Orbit Food"),
        ("Nova LP", "Nova"),
        ("???", "!!!"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Orbit Foods Inc.", "orbit foods"),
        ("Orbit Foods, Incorporated", "orbit foods"),
        ("Orbit Foods S.A.", "orbit foods"),
        ("Orbit A/S", "orbit"),
        ("Gray & Co. KG", "gray"),
        ("AB Norrland", "norrland"),
        ("Orbit Pty Ltd", "orbit"),
        ("Orbit Co., Ltd.", "orbit"),
        ("Inc.", "inc"),
        ("Orbit LP", "orbit lp"),
        ("Orbit Holdings", "orbit holdings"),
    ],
)
def test_legal_forms_fall_away(name: str, bare: str) -> None:
    assert without_legal_form(name_key(name)) == bare


def test_variants_of_a_form_are_one() -> None:
    assert legal_form("orbit corporation") == legal_form("orbit corp") != legal_form("orbit ltd")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Dr. Ada Lindqvist", "ada lindqvist"),
        ("Lindqvist, Ada", "ada lindqvist"),
        ("Ada Lindqvist, PhD", "ada lindqvist"),
        ("Ada Lindqvist, Jr.", "ada lindqvist jr"),
        ("Mr Lindqvist", "lindqvist"),
        ("Dr.", "dr"),
    ],
)
def test_titles_and_degrees_do_not_name_a_person(name: str, key: str) -> None:
    assert person_key(name) == key


def test_a_suffix_is_part_of_who_a_person_is() -> None:
    assert person_name("ada lindqvist junior").suffix == "jr"
    assert person_name("jr").last == "jr"


def test_acronyms_need_three_words() -> None:
    assert acronyms("northern light works") == {"nlw"}
    assert acronyms("northern light") == frozenset()
    assert acronyms("northern light works inc") == {"nlw"}


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name: str) -> None:
    key = name_key(name)
    assert key
    assert key == key.strip()
    assert name_key(key) in (key, name_key(key.removeprefix("the ")))


@given(st.text(max_size=60))
def test_composition_does_not_count(name: str) -> None:
    assert words_of(unicodedata.normalize("NFD", name)) == words_of(
        unicodedata.normalize("NFC", name)
    )


@given(st.text(max_size=60))
def test_any_text_has_every_key(name: str) -> None:
    key = person_key(name)
    assert person_name(key).last
    assert without_legal_form(key)
    assert digits(key) == digits(compact(key))


def test_a_hostile_name_is_cut(  # a megabyte of one letter is no name
) -> None:
    assert len(name_key("a" * 1_000_000)) <= 200
    assert len(name_key("A." * 500_000)) <= 200
