"""The wordings: marks are read, the halves stay apart, and what is read in them is counted."""

from __future__ import annotations

from collections import Counter

from benchmarks.wordings.reading import FOLDER, read, read_line, sentences
from factpack.evaluate.measure import SOFT
from factpack.vocabulary import load_vocabulary

WORDINGS, NEAR_MISSES = 40, 12


def test_marks_are_read() -> None:
    sentence = read_line("owned_by", "~planned <P:Ada Orrin> will own [Acme] and [Beta].")
    assert sentence.text == "Ada Orrin will own Acme and Beta."
    assert [sentence.text[slice(*span)] for span in sentence.subjects] == ["Acme", "Beta"]
    assert [sentence.text[slice(*span)] for span in sentence.objects] == ["Ada Orrin"]
    assert [(name.name, name.type) for name in sentence.names] == [
        ("Ada Orrin", "Person"),
        ("Acme", "Organization"),
        ("Beta", "Organization"),
    ]
    assert sentence.holds == "planned"


def test_each_predicate_has_its_wordings_in_two_halves() -> None:
    rows = list(sentences())
    assert {row.predicate for row in rows} <= set(load_vocabulary().predicates) - SOFT
    assert set(Counter(row.predicate for row in rows).values()) == {WORDINGS + NEAR_MISSES}
    misses = Counter(row.predicate for row in rows if not row.subjects)
    assert set(misses.values()) == {NEAR_MISSES}
    assert len({row.text for row in rows}) == len(rows)
    halves = Counter((row.predicate, row.held) for row in rows if row.subjects)
    assert min(halves.values()) >= WORDINGS // 4
    assert (FOLDER / "README.md").is_file()


def test_what_is_read_is_counted() -> None:
    def outcome(line: str) -> tuple[int, int, int]:
        result = read(read_line("acquired", line), given=True)
        return result.found, result.wanted, result.wrong

    assert outcome("[Acme Corp.] bought <Beta Ltd>.") == (1, 1, 0)
    assert outcome("<Acme Corp.> bought [Beta Ltd].") == (0, 1, 1)
    assert outcome("~planned [Acme Corp.] bought <Beta Ltd>.") == (0, 1, 0)
    assert outcome("~planned [Acme Corp.] will buy <Beta Ltd>.") == (1, 1, 0)
    assert outcome("- Acme Corp. paid Beta Ltd.") == (0, 0, 0)
