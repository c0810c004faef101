"""A sentence as columns: phrases, verb groups, marks taken out, and whose words a claim is."""

import pytest

import factpack.extract.claims.syntax.phrases.parsing as chunks
from factpack.extract.claims.examples import ExampleSentence, read_marked
from factpack.extract.claims.resolve.speakers import Speakers
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.claims.syntax.claim_context import ONLY, Arg, ClaimContext
from factpack.extract.claims.syntax.modality import (
    NEGATED,
    PLANNED,
    POSSIBLE,
    WOULD,
    modality_of,
)
from factpack.extract.claims.syntax.phrases.parsing import parse
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.tokens.sentence_tokens import ArticleTokens
from factpack.extract.text.doc import Doc
from factpack.model import LocalEntity, Mention, Quote, Span


def parsed(marked: str | ExampleSentence, sentences: list[Span] | None = None) -> Sentence:
    sentence = read_marked(marked) if isinstance(marked, str) else marked
    whole = [Span(0, len(sentence.text))]
    tokens = ArticleTokens(
        Doc(sentence.text, sentences or whole),
        sentence.entities,
        sentence.mentions,
        sentence.literals,
    )
    known = ClaimContext(sentence.entities, sentence.mentions)
    return parse(tokens.sentence(0, len(sentence.text)), known)


def phrases(s: Sentence) -> list[tuple[str, str]]:
    return [
        (kind, " ".join(s.words[i:j])) for kind, i, j in zip(s.kinds, s.first, s.stop, strict=True)
    ]


def test_governing_verbs_and_particles_are_one_group() -> None:
    s = parsed("{O:Acme} plans to take over {O:Beta Labs} quickly.")
    assert phrases(s) == [
        ("N", "acme"), ("V", "to take over"), ("N", "beta labs"), ("R", "quickly"), (";", "."),
    ]  # fmt: skip
    verb = s.verb_at(1)
    assert (verb.lemma, verb.form, verb.subject, verb.hints) == ("take over", "finite", 0, PLANNED)
    assert [lemma for lemma, _ in verb.chain] == ["plan"]
    assert s.verbs == [1]


def test_neighbours_skip_adverbs() -> None:
    s = parsed("{O:Acme} reportedly then also bought {O:Beta}.")
    assert s.kinds == "NRRRVN;"
    assert [s.left[4], s.right[0]] == [0, 4]
    assert [s.left[0], s.right[6], s.left[-1]] == [-1, 7, -1]
    assert s.verb_at(4).hints == POSSIBLE


@pytest.mark.parametrize(
    ("marked", "tags"),
    [
        ("{O:Acme} is “the best” of {O:Beta}.", "EBDNIE;"),
        ("“We run it,” said {P:Jane Roe}.", "OVO;pP;"),
        ("{O:Acme}-backed {O:Beta} grew.", "EKEp;"),
        ("The workers' deal (with {O:Acme}) ended.", "DN'Np;"),
        ("It is worth {$:$3 million}.", "OBI$;"),
    ],
)
def test_marks_are_taken_out(marked: str, tags: str) -> None:
    assert parsed(marked).tags == tags


def test_a_name_that_runs_over_the_end_of_a_sentence_is_plain_words() -> None:
    sentence = read_marked("We like {O:Acme Ltd}. It grew.")
    cut = sentence.text.index("Ltd")
    assert "E" in parsed(sentence).tags
    assert "E" not in parsed(sentence, [Span(0, cut), Span(cut, len(sentence.text))]).tags


def test_full_tables_give_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The {O:Acme} zorbling of quixly brimmed gadgets will not have been vexing {O:Beta}."
    with monkeypatch.context() as empty:
        empty.setattr(chunks, "_MAX_KNOWN", 0)
        empty.setattr(chunks, "_groups", {})
        first = parsed(text)
        assert not chunks._groups
    again = parsed(text)
    for s in (again, parsed(text)):
        assert (s.tags, phrases(s)) == (first.tags, phrases(first))
        assert s.verb_at(s.verbs[-1]).hints == NEGATED | PLANNED


def test_modality_takes_the_first_hint_that_holds() -> None:
    assert [modality_of(h, False) for h in (0, PLANNED, WOULD, PLANNED | POSSIBLE)] == [
        "asserted", "planned", "possible", "possible",
    ]  # fmt: skip
    assert modality_of(WOULD, True) == "planned"
    assert modality_of(NEGATED | POSSIBLE, True) == "negated"


def test_the_inner_quotation_speaks() -> None:
    rule = load_rules().all[0]
    entities = [LocalEntity("Acme", "Organization"), LocalEntity("Jane Roe", "Person")]
    mentions = [Mention(0, 4, 0, "name"), Mention(5, 13, 1, "name")]
    quotes = [
        Quote("direct", 20, 100, 0, None, None),
        Quote("direct", 40, 60, 1, None, None),
        Quote("direct", 110, 120, None, None, None),
    ]
    speakers = Speakers(quotes, entities, mentions)
    arg = Arg(0, 0, 4, 0, ONLY["Organization"], True)
    said = {at: speakers.of(Candidate(rule, arg, None, (at, at + 3))) for at in (10, 30, 50, 70)}
    assert {at: speaker for at, (speaker, _) in said.items()} == {10: None, 30: 0, 50: 1, 70: 0}
    assert said[50][1] is quotes[1] and said[10][1] is None
    assert speakers.of(Candidate(rule, arg, None, (112, 115))) == (None, quotes[2])
    reported = Candidate(rule, arg, None, (10, 13))
    reported.reporter = Arg(1, 5, 13, 0, ONLY["Person"], True)
    speaker, quote = speakers.of(reported)
    assert speaker == 1 and quote is not None and quote.kind == "indirect"
