"""What somebody said, in the marks of other languages, and by whom where a name stands there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factpack.extract.names import KnownNames
from factpack.extract.names.known import KnownName
from factpack.extract.quotes import find_marked_quotes
from factpack.extract.rules_extractor import extract
from factpack.model import Article, Block, Metadata, RawArticle

SAID = [
    ("de", "„Wir bauen im Herbst zwei Werke“, sagte Quillfeder am Montag.", "sagte"),
    ("de", "Quillfeder erklärte auf Nachfrage: »Das Werk bleibt offen.« Mehr nicht.", "erklärte"),
    ("de", "„Das Werk bleibt offen“, so der Vorstand.", "so"),
    ("fr", "« Nous ouvrons deux usines à l’automne », a déclaré la directrice.", "déclaré"),
    ("fr", "La directrice l’affirme : « Nous restons ici. » Rien de plus.", "affirme"),
    ("fr", "“L’usine reste ouverte”, selon la direction.", "selon"),
    ("es", "«Abrimos dos fábricas en otoño», dijo la directora.", "dijo"),
    ("es", "La directora ha señalado: “¿Quién lo iba a pensar hoy?”", "señalado"),
    ("it", "«Apriamo due fabbriche in autunno», ha detto la direttrice.", "detto"),
    ("it", '"Lo stabilimento resta aperto" – spiega la direttrice.', "spiega"),
    ("nl", "“We openen in de herfst twee fabrieken”, zei de directeur.", "zei"),
    ("nl", "‘De fabriek blijft gewoon open’, aldus de directeur.", "aldus"),
    ("pt", "“Abrimos duas fábricas no outono”, disse a diretora.", "disse"),
    ("pt", "A diretora afirmou: «A fábrica continua aberta.»", "afirmou"),
    ("de", '„Das Werk bleibt noch offen", sagte sie.', "sagte"),
    ("fr", "« La patronne m’a dit : « Partez », et c’est tout », raconte un ouvrier.", "raconte"),
    ("fr", "« L’usine reste ouverte », m’a dit un ouvrier.", "dit"),
    ("fr", "« L’usine reste ouverte », a-t-elle ajouté.", "ajouté"),
    ("es", "«La fábrica sigue abierta», me ha dicho un obrero.", "dicho"),
    ("it", "‘L’officina dell’auto resta aperta’, ha detto un operaio.", "detto"),
    ("nl", "‘Zijn collega’s blijven. ’t Was al laat’, zei de directeur.", "zei"),
    ("nl", "“Blijft de fabriek nu open?” vertelt ze dan. Niet meer.", "vertelt"),
    ("ja", "社長はこう述べた。「来年、三つの工場を建設する予定です。」", None),
    ("xx", "“Ten fabryka zostaje otwarta.” I tyle.", None),
]  # fmt: skip

NOT_SAID = [
    ("de", "Der Film „Das Lange Boot“ läuft wieder."),
    ("de", "Die „sehr alte neue Welt“ kehrt zurück."),
    ("de", "„Ja“, sagte sie."),
    ("de", "Ein Bildschirm von 15\" und einer von 17\" stehen hier."),
    ("fr", "Le roman « La Maison Bleue » sort lundi."),
    ("es", "La película «El Barco Grande» llega hoy."),
    ("it", "Il film «La Nave Grande» esce oggi."),
    ("nl", "De film ‘Het Grote Schip’ draait weer."),
    ("pt", "O filme “O Grande Barco” estreia hoje."),
    ("de", "„Wir bauen zwei Werke, sagte sie, und ging."),
    ("de", "Wie die „Hullener Neue Zeitung“ berichtete, schließt das Werk."),
    ("de", "Die Sendung „Wer baut den Turm?“ endet."),
    ("de", "Die „Große Öffnung der Häfen“ so der Titel des Buchs."),
    ("fr", "« Le Courrier du soir » rappelle ce jour."),
    ("fr", "L’émission « Ne quittez pas le port ! » sera arrêtée."),
    ("es", "«La Hora de Puerto» señala otra cosa."),
    ("it", "«La nave è bella» racconta una storia."),
    ("nl", "‘De Stem van Hul’ meldt iets anders."),
    ("pt", "“Cidade de Sal” conta a vida no porto."),
    ("xx", ""),
]  # fmt: skip


def article(language: str, text: str) -> Article:
    blocks = (Block("paragraph", 0, len(text)),) if text else ()
    raw = RawArticle("t.txt", "t", text, 0, "0" * 64, "utf-8", "valid", Metadata())
    return Article("a-t", raw, text, blocks, (), None, language, "given")


@pytest.mark.parametrize(("language", "text", "cue"), SAID)
def test_an_utterance_in_marks_is_a_quote(language: str, text: str, cue: str | None) -> None:
    (quote,) = find_marked_quotes(article(language, text), (), ())
    words = text[quote.start : quote.end]
    assert (quote.kind, quote.cue, quote.speaker) == ("direct", cue, None)
    assert not words[0].isalnum() and not words[-1].isalnum() and len(words) > 15
    assert extract(article(language, text)).quotes == (quote,)


@pytest.mark.parametrize(("language", "text"), NOT_SAID)
def test_names_titles_and_single_words_in_marks_are_none(language: str, text: str) -> None:
    assert find_marked_quotes(article(language, text), (), ()) == ()


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("„Wir bauen zwei Werke“, sagte Ada Quillfeder am Montag.", True),
        ("Ada Quillfeder sagte: „Wir bauen zwei Werke.“", True),
        ("„Wir bauen zwei Werke“, sagte der Chef von Ada Quillfeder.", False),
        ("„Wir bauen zwei Werke“, sagte sie. Ada Quillfeder schwieg.", False),
        ("„Wir bauen zwei Werke“, sagte Ada Quillfeder-Roth am Montag.", False),
        ("„Wir bauen zwei Werke“, so Ada Quillfeder-Chef Max Pohl.", False),
        ("Max Pohl, den Ada Quillfeder lobte: „Wir bauen zwei Werke.“", False),
        ("Er ging. Ada Quillfeder sagte: „Wir bauen zwei Werke.“", True),
    ],
)
def test_a_name_next_to_the_verb_speaks(text: str, speaks: bool) -> None:
    known = KnownNames([KnownName("Ada Quillfeder", "Person", ())])
    found = extract(article("de", text), known)
    (quote,) = found.quotes
    assert (quote.speaker is not None) is speaks
    if quote.speaker is not None and quote.speaker_span is not None:
        assert found.entities[quote.speaker].name == "Ada Quillfeder"
        assert text[quote.speaker_span.start : quote.speaker_span.end] == "Ada Quillfeder"


def test_english_reads_quotes_by_its_own_grammar() -> None:
    text = "“We will build two plants,” said the chief on Monday."
    (quote,) = extract(article("en", text)).quotes
    assert extract(replace(article("en", text), language="en-GB")).quotes == (quote,)
    assert quote.cue == "said"


def test_many_marks_take_time_that_grows_with_them() -> None:
    for unit in (
        "„",
        "“",
        ".",
        "\u00a0",
        " -,",
        "« ",
        "«a»",
        "‘",
        "l’",
        "« «a» ",
        "„a“ ",
        '" ',
        "«»",
        "„Wir bauen zwei Werke“, sagte ",
        ": „",
    ):
        text = (unit * 40_000).strip()
        for language in ("de", "fr"):
            found = find_marked_quotes(article(language, text), (), ())
            assert all(text[q.start] in '„“«"' for q in found)
