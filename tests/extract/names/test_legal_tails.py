"""A name is read with the whole of its legal form, however that is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extract.conftest import Found
from tests.link.legal_forms import FORMS


@pytest.mark.parametrize("country", FORMS)
def test_the_form_belongs_to_the_name_and_the_bare_name_is_the_same_firm(
    finder: Callable[..., Found], country: str
) -> None:
    for form in FORMS[country]:
        text = f"Velmar {form} bought Tarn Mills in 2014. Velmar said that it would hire."
        entities, mentions = finder(text)
        assert [entity.name for entity in entities] == [f"Velmar {form}", "Tarn Mills"]
        bare = [m for m in mentions if text[m.start : m.end] == "Velmar"]
        assert [m.entity for m in bare] == [0], form


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tarn Mills was sold to Velmar d.o.o. on Monday.", ["Tarn Mills", "Velmar d.o.o."]),
        ("The buyer is Velmar Sp. z o.o., a maker of oars.", ["Velmar Sp. z o.o."]),
        ("Velmar Sdn Bhd and Orrin (Pty) Ltd merged.", ["Velmar Sdn Bhd", "Orrin (Pty) Ltd"]),
        ("Jane Orrin came to Velmar as a. s. o. cadet.", ["Jane Orrin", "Velmar"]),
        ("Velmar hf bought Orrin ehf. in May.", ["Velmar", "Orrin ehf."]),
        ("A form such as d.o.o. has no owner.", []),
    ],
)
def test_a_form_joins_the_name_before_it_alone(
    finder: Callable[..., Found], text: str, names: list[str]
) -> None:
    assert [entity.name for entity in finder(text)[0]] == names
