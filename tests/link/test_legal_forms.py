"""A firm is one with and without its legal form, in whatever country it is registered."""

from __future__ import annotations

import pytest
from tests.link.legal_forms import FORMS, LEADING

from factpack.link.clusters import Name, find_links, join_names
from factpack.link.names import name_key, without_legal_form


def test_there_are_forms_of_forty_countries() -> None:
    assert len(FORMS) >= 40


@pytest.mark.parametrize("country", FORMS)
def test_a_form_at_the_end_tells_no_firms_apart(country: str) -> None:
    for form in FORMS[country]:
        assert without_legal_form(name_key(f"Velmar Tools {form}")) == "velmar tools", form


@pytest.mark.parametrize("country", LEADING)
def test_a_form_before_the_name_tells_no_firms_apart(country: str) -> None:
    for form in LEADING[country]:
        assert without_legal_form(name_key(f"{form} Velmar Tools")) == "velmar tools", form


@pytest.mark.parametrize("name", ["Velmar Tools", "Velmar PC", "AS Velmar", "Velmar Group"])
def test_what_is_no_form_stays(name: str) -> None:
    assert without_legal_form(name_key(name)) == name.lower()


def test_a_product_has_no_legal_form() -> None:
    names = [
        Name("velmar", "thing", "Velmar", "Organization", 3),
        Name("velmar sl", "thing", "Velmar SL", "Product", 2),
        Name("velmar ab", "thing", "Velmar AB", "Organization", 2),
    ]
    clusters = join_names(names, find_links(names, ()), {})
    assert list(clusters.of) == [0, 1, 0]
