"""Languages: given, detected, or honestly unknown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factpack.model import Article
from factpack.normalise import language
from factpack.normalise.language import detect_language

SENTENCES = [
    ("en", "The company builds tractors that drive themselves, and it has sold many of them."),
    ("de", "Das Unternehmen baut Traktoren, die selbst fahren, und hat viele davon verkauft."),
    ("fr", "L’entreprise construit des tracteurs qui roulent seuls et en a vendu beaucoup."),
    ("es", "La empresa construye tractores que se conducen solos y ha vendido muchos de ellos."),
    ("it", "L’azienda costruisce trattori che si guidano da soli e ne ha venduti molti."),
    ("nl", "Het bedrijf bouwt tractoren die zelf rijden en heeft er dit jaar al veel verkocht."),
    ("pl", "Firma buduje traktory, które jeżdżą same, i sprzedała ich w tym roku bardzo wiele."),
    ("ru", "Компания строит тракторы, которые ездят сами, и продала их в этом году очень много."),
    ("ja", "この会社は自動で走るトラクターを作っていて、今年はたくさん売れたと社長は述べた。"),
    ("zh", "该公司制造能够自动驾驶的拖拉机，今年已经卖出了很多台，公司董事长星期一这样说道。" * 2),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_a_sentence_is_enough(language: str, sentence: str) -> None:
    assert detect_language(sentence) == language
    assert detect_language(sentence.upper()) == language


@pytest.mark.parametrize("text", ["", "Harrow Robotics", "2019 " * 50, "!?" * 100, "a" * 500])
def test_no_answer_without_evidence(text: str) -> None:
    assert detect_language(text) is None


def test_metadata_wins(normalised: Callable[..., Article]) -> None:
    text = "\n\n".join(sentence for _, sentence in SENTENCES[1:2] * 3)
    given = normalised(text, language="fr")
    assert (given.language, given.language_basis) == ("fr", "given")
    detected = normalised(text, language=None)
    assert (detected.language, detected.language_basis) == ("de", "detected")
    unknown = normalised("Harrow", language=None)
    assert (unknown.language, unknown.language_basis) == (None, None)


def test_the_body_decides_not_the_title(normalised: Callable[..., Article]) -> None:
    german = SENTENCES[1][1]
    title = "The company builds tractors that drive themselves and has sold many"
    article = normalised(f"{title}\n\n{german}\n\n{german}", language=None)
    assert article.title == title
    assert article.language == "de"


def test_plain_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "The mill on the river was sold by its owner, who said that the price had been fair. It "
        "has two wheels and a store from which the town is fed, and the council wants to buy both."
    )
    model = detect_language(f"{text[:90]} ...")
    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("the model was asked"))
    assert detect_language(text) == model == "en"
