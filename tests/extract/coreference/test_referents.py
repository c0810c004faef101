"""Which organisation an article speaks of: what weighs, and that the order of asking does not."""

from __future__ import annotations

from factpack.extract.claims.examples import ExampleSentence, read_marked
from factpack.extract.coreference.referents import LIKELY, SURE, Referents
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text

TEXT = (
    "{O:Norvane} cuts costs. {O:Norvane}'s plant will close. It rained. "
    "{O:Tellick} was late. {O:Tellick}'s trucks broke down. {O:Tellick} met {O:Ostrea}. "
    "{O:Tellick} gave up. The talks went on at {O:Ostrea}. {O:Ostrea} won. {O:Ostrea} is glad."
)


def referents_of(marked: ExampleSentence) -> tuple[Referents, list[int]]:
    """The referents of a marked text, and where its sentences start."""
    sentences = split_text(marked.text)
    found = Referents(Doc(marked.text, sentences), marked.entities, marked.mentions)
    return found, [sentence.start for sentence in sentences]


def answers(marked: ExampleSentence, order: list[int]) -> dict[int, str | None]:
    """The organisation that each sentence likely speaks of."""
    referents, starts = referents_of(marked)
    found = {}
    for number in order:
        mention = referents.at(starts[number]).given(LIKELY)
        entity = marked.mentions[mention].entity if mention >= 0 else -1
        found[number] = marked.entities[entity].name if entity >= 0 else None
    return found


def test_what_is_spoken_of_changes_with_the_subject() -> None:
    found = answers(read_marked(TEXT), list(range(10)))
    assert found[0] is None
    assert found[1] == found[2] == found[3] == "Norvane"
    assert found[7] == "Tellick"


def test_the_order_of_questions_changes_no_answer() -> None:
    marked = read_marked(TEXT)
    forward = answers(marked, list(range(10)))
    assert answers(marked, list(range(9, -1, -1))) == forward
    assert answers(marked, [5, 2, 9, 2, 0, 7, 1, 3, 8, 4, 6]) == forward


def test_nothing_is_spoken_of_where_nothing_is_named() -> None:
    assert answers(read_marked("It rained. Sales rose."), [0, 1]) == {0: None, 1: None}


def test_shares_are_those_of_all_candidates() -> None:
    marked = read_marked(TEXT)
    referents, starts = referents_of(marked)
    assert [marked.entities[e].name for e in referents.candidates(starts[6])] == [
        "Norvane", "Tellick", "Ostrea",
    ]  # fmt: skip
    whole = referents.at(starts[6])
    assert 0 < whole.share < 1
    tellick = marked.mentions[whole.mention].entity
    other = referents.at(starts[6], {tellick})
    assert marked.mentions[other.mention].entity != tellick
    assert other.score < whole.score


def test_of_many_that_were_named_long_ago_the_likeliest_is_found() -> None:
    names = [f"Ostrea{chr(ord('a') + i)}" for i in range(20)]
    often = " ".join(f"{{O:{name}}} grew." for name in [*names, names[7], names[7]]) + " "
    marked = read_marked(often + "It rained. " * 12 + "Sales rose.")
    referents, starts = referents_of(marked)
    answer = referents.at(starts[-1])
    assert marked.entities[marked.mentions[answer.mention].entity].name == "Ostreah"
    assert answer.given(SURE) < 0
