"""Which organisation an article is about: asked in any order, the answer is the same."""

from __future__ import annotations

from factpack.extract.claims.examples import ExampleSentence, read_marked
from factpack.extract.coreference.discourse import Discourse
from factpack.extract.text.sentences import split_text

TEXT = (
    "{O:Norvane} cuts costs. {O:Norvane}'s plant will close. It rained. "
    "{O:Tellick} was late. {O:Tellick}'s trucks broke down. {O:Tellick} met {O:Ostrea}. "
    "{O:Tellick} gave up. The talks went on at {O:Ostrea}. {O:Ostrea} won. {O:Ostrea} is glad."
)


def answers(marked: ExampleSentence, order: list[int]) -> dict[int, str | None]:
    """The organisation in play in each sentence."""
    sentences = split_text(marked.text)
    discourse = Discourse(marked.text, sentences, marked.entities, marked.mentions)
    found = {}
    for number in order:
        mention = discourse.in_play(sentences[number].start)
        entity = marked.mentions[mention].entity if mention >= 0 else -1
        found[number] = marked.entities[entity].name if entity >= 0 else None
    return found


def test_the_organisation_in_play_changes_with_the_subject() -> None:
    found = answers(read_marked(TEXT), list(range(10)))
    assert found[0] is None
    assert found[1] == found[2] == found[3] == "Norvane"
    assert found[4] is None  # one sentence does not make another the subject of the article
    assert found[7] == "Tellick"


def test_the_order_of_questions_changes_no_answer() -> None:
    marked = read_marked(TEXT)
    forward = answers(marked, list(range(10)))
    assert answers(marked, list(range(9, -1, -1))) == forward
    assert answers(marked, [5, 2, 9, 2, 0, 7, 1, 3, 8, 4, 6]) == forward


def test_nothing_is_in_play_where_nothing_is_named() -> None:
    assert answers(read_marked("It rained. Sales rose."), [0, 1]) == {0: None, 1: None}
