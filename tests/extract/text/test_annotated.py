"""What later steps look up in an annotated text."""

from __future__ import annotations

from factpack.extract.text.annotated import AnnotatedText
from factpack.extract.text.doc import Doc
from factpack.model import LocalEntity, Mention, Span

TEXT = "Acme bought Orbit. Jane Roe left."
KNOWN = AnnotatedText(
    Doc(TEXT, (Span(0, 18), Span(19, 33))),
    (LocalEntity("Acme", "Organization"), LocalEntity("Jane Roe", "Person")),
    (Mention(0, 4, 0, "name"), Mention(19, 27, 1, "name")),
)


def test_an_offset_belongs_to_the_sentence_that_it_is_in_or_behind() -> None:
    assert [KNOWN.sentence_at(offset) for offset in (0, 17, 18, 19, 32)] == [0, 0, 0, 1, 1]


def test_mentions_within_a_span_lie_in_it_whole() -> None:
    assert [KNOWN.type_of(mention) for mention in KNOWN.mentions_in(0, 27)] == [
        "Organization",
        "Person",
    ]
    assert KNOWN.mentions_in(1, 26) == []
    assert KNOWN.first_mention_from(4) == 1


def test_a_sentence_is_found_by_what_it_holds() -> None:
    assert [KNOWN.sentence_start(offset) for offset in (0, 18, 19, 32)] == [0, 0, 19, 19]
