"""The instrument that scores annotated news: stand-off records, names of the gold, verdicts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.news.__main__ import FIGURES
from benchmarks.news.entity_types import Judged, Named, draw, judge_types, most_named, type_table
from benchmarks.news.material import ANNOTATIONS, YOUNGER, Document, set_names
from benchmarks.news.scoring import annotated, by_rule, core, with_any_name, with_gold_names
from benchmarks.news.standoff import agreement, to_standoff
from factpack.confidence.unseen import unseen
from factpack.evaluate.measure import judge_claims
from factpack.evaluate.records import Annotation, ClaimRecord
from factpack.extract.rules_extractor import VERSION
from factpack.vocabulary import load_vocabulary

TEXT = "Quern opens\n\nQuern Ltd opened a mill in  Bolton. Quern employs 40 people.\nShare\n"
DOCUMENTS = {"a.txt": Document("a.txt", TEXT, None, None)}


def test_claims_that_no_annotator_looked_for_are_not_judged() -> None:
    known, younger = (
        ClaimRecord("a.txt", predicate, "Quern", "Bolton", {}, "article", "asserted", ((0, 5),))
        for predicate in ("located_in", "sued")
    )
    predicted = Annotation(claims=(known, younger))
    assert annotated(predicted, Annotation(claims=(known,))).claims == (known,)
    assert annotated(predicted, Annotation(claims=(younger,))) == predicted


def test_younger_predicates_are_in_the_vocabulary_and_in_young_annotations_alone() -> None:
    assert load_vocabulary().predicates.keys() >= YOUNGER
    young = {
        path.stem
        for path in ANNOTATIONS.glob("*.jsonl")
        for record in map(json.loads, path.read_text("utf-8").splitlines())
        if record["kind"] == "claim" and record["predicate"] in YOUNGER
    }
    assert young == {"batch-07"}


def _draft(**values: Any) -> dict[str, Any]:
    return {"doc": "a.txt", **values}


def test_an_annotation_keeps_offsets_and_names_but_no_sentence() -> None:
    drafts = [
        _draft(
            kind="entity", canonical="Quern Ltd", type="Organization", names=["Quern", "Quern Ltd"]
        ),
        _draft(
            kind="claim",
            subject="Quern Ltd",
            predicate="located_in",
            object="Bolton",
            evidence="opened a mill in Bolton",
        ),
        _draft(kind="boilerplate", text="Share"),
    ]
    records = [record for record in to_standoff(drafts, DOCUMENTS) if isinstance(record, dict)]
    whole, entity, claim = records
    assert entity["mentions"] == [[0, 5], [13, 22], [49, 54]]
    assert TEXT[claim["start"] : claim["end"]] == "opened a mill in  Bolton"
    assert (claim["attribution"], claim["modality"]) == ("article", "asserted")
    assert [TEXT[s["start"] : s["end"]] for s in whole["boilerplate"]] == ["Share"]
    assert TEXT[whole["body_start"] :].startswith("Quern Ltd opened")
    assert "opened a mill" not in json.dumps(records)


def test_offsets_that_an_annotator_gives_are_taken_as_they_are() -> None:
    drafts = [
        _draft(kind="normalisation", boilerplate=[{"start": 75, "end": 80}]),
        _draft(kind="entity", canonical="Quern", type="Organization", mentions=[[49, 54]]),
        _draft(
            kind="claim",
            subject="Quern",
            predicate="has_metric",
            object="40",
            evidence="employs 40 people",
            start=55,
            end=72,
            also=[{"evidence": "Quern", "start": 0, "end": 5}],
        ),
    ]
    whole, entity, claim = (r for r in to_standoff(drafts, DOCUMENTS) if isinstance(r, dict))
    assert whole["boilerplate"] == [{"start": 75, "end": 80}]
    assert entity["mentions"] == [[49, 54]]
    assert (claim["start"], claim["end"]) == (55, 72)
    assert claim["also"] == [{"start": 0, "end": 5}]
    assert "employs" not in json.dumps(claim)


def test_words_that_are_not_in_the_document_are_told() -> None:
    drafts = [_draft(kind="quote", speaker=None, quote_kind="direct", text="never said")]
    assert [r for r in to_standoff(drafts, DOCUMENTS) if isinstance(r, str)] == [
        "a.txt: not in the text: 'never said'"
    ]


def _claim(subject: str, object: str, start: int, rule: str | None = None) -> ClaimRecord:
    return ClaimRecord(
        "a.txt",
        "located_in",
        subject,
        object,
        {},
        "article",
        "asserted",
        ((start, start + 20),),
        rule=rule,
    )


def test_names_of_the_gold_take_the_place_of_those_whose_mentions_overlap() -> None:
    gold = Annotation(mentions={("a.txt", 13, 22): "Quern Ltd", ("a.txt", 42, 48): "Bolton"})
    said = Annotation(
        claims=(_claim("Quern", "Bolton", 13),),
        mentions={("a.txt", 13, 18): "Quern", ("a.txt", 60, 66): "Share"},
    )
    (claim,) = with_gold_names(said, gold).claims
    assert (claim.subject, claim.object) == ("Quern Ltd", "Bolton")


def test_a_name_that_the_release_lists_for_the_entity_is_that_of_the_annotation() -> None:
    gold = Annotation(mentions={("a.txt", 13, 22): "Quern Milling Group"})
    said = Annotation(
        claims=(_claim("Quern Milling", "Bolton", 13), _claim("Share", "Bolton", 13)),
        mentions={("a.txt", 13, 18): "Quern Milling"},
    )
    listed = {"Quern Milling": frozenset(["quern milling", "quern milling group"])}
    claims = with_any_name(said, gold, listed).claims
    assert [claim.subject for claim in claims] == ["Quern Milling Group", "Share"]


@pytest.mark.parametrize(
    ("mentions", "named"),
    [
        pytest.param({("a.txt", 13, 18): "Quern"}, "Quern Mills", id="those of the one"),
        pytest.param({("a.txt", 60, 65): "Quern"}, "Quern Foods", id="those of the other"),
        pytest.param({("a.txt", 90, 95): "Quern"}, "Quern", id="those of neither"),
    ],
)
def test_of_two_things_that_a_release_merged_its_mentions_say_which_it_is(
    mentions: dict[tuple[str, int, int], str], named: str
) -> None:
    gold = Annotation(mentions={("a.txt", 13, 24): "Quern Mills", ("a.txt", 60, 71): "Quern Foods"})
    said = Annotation(claims=(_claim("Quern", "Bolton", 13),), mentions=mentions)
    listed = {"Quern": frozenset(["quern", "quern mills", "quern foods"])}
    (claim,) = with_any_name(said, gold, listed).claims
    assert claim.subject == named


def test_every_claim_gets_one_verdict_and_rules_are_counted() -> None:
    true = _claim("Quern", "Bolton", 13)
    said = [
        _claim("Quern", "Bolton", 15, "based"),
        _claim("Quern", "Bolton", 200, "based"),
        _claim("Quern", "Leeds", 15, "opened"),
    ]
    verdicts = judge_claims(said, [true], frozenset())
    assert [verdict.kind for verdict in verdicts] == ["right", "repeat", "wrong"]
    assert by_rule(verdicts) == {"based": {"right": 1, "repeat": 1}, "opened": {"wrong": 1}}
    counts = core(verdicts, Annotation(claims=(true,)))
    assert (counts.found, counts.wrong, counts.missed) == (1, 1, 0)


def test_two_annotations_are_compared(tmp_path: Path) -> None:
    drafts = [
        _draft(
            kind="claim",
            subject="Quern Ltd",
            predicate="located_in",
            object=place,
            evidence="opened a mill in Bolton",
        )
        for place in ("Bolton", "Leeds")
    ]
    files = []
    for number, rows in enumerate(([drafts[0]], drafts)):
        file = tmp_path / f"{number}.jsonl"
        records = to_standoff(rows, DOCUMENTS)
        file.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
        files.append(file)
    assert next(iter(agreement(*files))) == "1 documents: claims P 1.000 R 0.500 F1 0.667"


def test_an_entity_is_right_where_most_of_its_mentions_are_of_one_thing_of_its_type() -> None:
    quern = Named("a.txt", "Quern Ltd", "Organization", ((0, 5), (13, 22)))
    bolton = Named("a.txt", "Bolton", "Place", ((42, 48),))
    said = [
        Named("a.txt", "Quern Ltd", "Organization", ((0, 5), (13, 22), (30, 35))),
        Named("a.txt", "Bolton", "Organization", ((42, 48),)),
        Named("a.txt", "Share", "Organization", ((76, 81),)),
        Named("b.txt", "Quern Ltd", "Organization", ((0, 5),)),
    ]
    judged = judge_types(said, [quern, bolton])
    assert [one.true for one in judged] == [quern, bolton, None, None]
    table = "\n".join(type_table(judged, [quern, bolton]))
    assert "4 published      1 right     1 other type     2 no name  P 0.250 R 1.000" in table
    assert "named as the annotation names them: 2 of 2" in table
    assert judged[2] == Judged(said[2], None)


def test_a_sample_of_entities_is_seeded_and_has_each_once() -> None:
    listed = [Named(doc, name, "Person", ((0, 1),)) for doc in "ab" for name in ("X", "Y", "Z")]
    assert draw(listed, "Person", 2, 1) == draw(listed[::-1][::-1], "Person", 2, 1)
    assert len({one.name for one in draw(listed, None, 9, 1)}) == 3
    assert draw(listed, "Place", 9, 1) == []
    assert most_named(listed, 1) == [("X", "Person", 2, 2)]


def test_what_cards_say_of_unseen_news_is_the_newest_recorded_figure_of_this_extractor() -> None:
    rows = map(json.loads, FIGURES.read_text("utf-8").splitlines())
    newest = max(each for each in set_names() if each.startswith("batch-"))
    row = [row for row in rows if row["set"] == newest][-1]
    shipped = unseen()
    assert row["unseen"] and shipped.extractor == f"rules/{VERSION}"
    assert (shipped.name, shipped.articles) == (newest, row["articles"])
    assert [shipped.right, shipped.wrong, shipped.missed] == row["all"]
