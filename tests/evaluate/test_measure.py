"""The measure of `factpack evaluate`: its rules as a table, and equal figures to the gold's own."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factpack.errors import FactpackError
from factpack.evaluate.measure import Score, evaluate
from factpack.evaluate.records import (
    Annotation,
    ClaimRecord,
    QuoteRecord,
    ValueRecord,
    read_annotation,
)

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"


def claim(predicate: str, subject: str, object_: str | None, **more: Any) -> ClaimRecord:
    record = ClaimRecord(
        "a.txt", predicate, subject, object_, {}, "article", "asserted", ((0, 50),)
    )
    return replace(record, **more)


TRUE = claim("acquired", "Nordlicht GmbH", "Tern Robotics")


@pytest.mark.parametrize(
    ("said", "found", "wrong"),
    [
        (claim("acquired", "Nordlicht", "TERN ROBOTICS"), 1, 0),
        (claim("acquired", "Tern Robotics", "Nordlicht"), 0, 1),
        (claim("invested_in", "Nordlicht", "Tern Robotics"), 0, 1),
        (claim("acquired", "Nordlicht", "Tern Robotics", modality="negated"), 0, 1),
        (claim("acquired", "Nordlicht", "Tern Robotics", doc="b.txt"), 0, 0),
        # Elsewhere it is neither found nor wrong, unless the words are too few to say anything.
        (claim("acquired", "Nordlicht", "Tern Robotics", spans=((60, 90),)), 0, 0),
        (claim("acquired", "Nordlicht", "Tern Robotics", spans=((60, 65),)), 0, 1),
    ],
)
def test_when_a_claim_counts(said: ClaimRecord, found: int, wrong: int) -> None:
    score = evaluate(Annotation(claims=(said,)), Annotation(claims=(TRUE,))).claims
    assert (score.found, score.wrong, score.missed) == (found, wrong, 1 - found)


@pytest.mark.parametrize(
    ("predicate", "said", "meant", "same"),
    [
        ("develops", "a robot for orchards", "orchard robots", False),
        ("develops", "robots for large orchards", "large orchards robots", True),
        ("partners_with", "Tern", "Tern Robotics", False),
        ("founded_on", "in March 2004", "2004", True),
        ("founded_on", "2005", "2004", False),
    ],
)
def test_when_an_object_counts(predicate: str, said: str, meant: str, same: bool) -> None:
    score = evaluate(
        Annotation(claims=(claim(predicate, "Nordlicht", said),)),
        Annotation(claims=(claim(predicate, "Nordlicht", meant),)),
    ).claims
    assert score.found == same


def test_symmetric_predicates_match_either_way_round() -> None:
    said = claim("partners_with", "Tern Robotics", "Nordlicht")
    true = claim("partners_with", "Nordlicht", "Tern Robotics")
    assert evaluate(Annotation(claims=(said,)), Annotation(claims=(true,))).claims.f1 == 1


def test_optional_claims_neither_reward_nor_punish() -> None:
    true = replace(TRUE, optional=True)
    assert evaluate(Annotation(claims=(TRUE,)), Annotation(claims=(true,))).claims == Score(0, 0, 0)
    assert evaluate(Annotation(), Annotation(claims=(true,))).claims == Score(0, 0, 0)


def test_quotes_match_at_most_of_their_length_and_by_kind() -> None:
    true = Annotation(quotes=(QuoteRecord("a.txt", "direct", "Mara Voss", (100, 200)),))
    for kind, span, found in [
        ("direct", (100, 180), 1),
        ("direct", (100, 179), 0),
        ("mixed", (100, 200), 0),
    ]:
        said = Annotation(quotes=(QuoteRecord("a.txt", kind, "mara voss", span),))
        result = evaluate(said, true)
        assert result.quotes["direct"].found == found
        assert result.speakers["direct"] == (1.0 if found else None)


def test_values_count_by_overlap_and_compare_where_the_value_is_known() -> None:
    true = Annotation(
        values=(
            ValueRecord("a.txt", "date", "2015", (0, 9)),
            ValueRecord("a.txt", "date", None, (20, 29)),
        )
    )
    said = Annotation(
        values=(
            ValueRecord("a.txt", "date", "2016", (2, 9)),
            ValueRecord("a.txt", "date", "2016", (20, 29)),
        )
    )
    result = evaluate(said, true)
    assert result.values["date"] == Score(2, 0, 0)
    assert result.values_right["date"] == (0, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{not json}\n", "line 1 is not JSON"),
        ("\n[]\n", "line 2 is not a JSON object"),
        ('{"kind": "claim", "doc": "a"}\n', "line 1 is not a gold record: it has no '"),
    ],
)
def test_a_broken_gold_file_is_named_with_its_line(
    tmp_path: Path, content: str, message: str
) -> None:
    (tmp_path / "gold.jsonl").write_text(content)
    with pytest.raises(FactpackError, match=message):
        read_annotation(tmp_path / "gold.jsonl")
    with pytest.raises(FactpackError, match="cannot be read"):
        read_annotation(tmp_path / "absent.jsonl")


@pytest.mark.skipif(not (GOLD / "score.py").is_file(), reason="the gold annotation is not here")
@pytest.mark.parametrize("seed", range(6))
def test_figures_equal_those_of_the_gold_measure(tmp_path: Path, seed: int) -> None:
    gold = GOLD / "articles_001_003.jsonl"
    records = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    spoilt = [spoil(record, random.Random(f"{seed} {n}")) for n, record in enumerate(records)]
    said = tmp_path / "said.jsonl"
    said.write_text("".join(json.dumps(r) + "\n" for r in spoilt if r), "utf-8")
    done = subprocess.run(
        [sys.executable, GOLD / "score.py", said, gold], capture_output=True, check=True, text=True
    )
    theirs = json.loads(done.stdout)
    ours = evaluate(read_annotation(said), read_annotation(gold))

    def counts(score: Score) -> dict[str, int]:
        return {"tp": score.found, "fp": score.wrong, "fn": score.missed}

    def same(score: Score, other: dict[str, float]) -> bool:
        return counts(score).items() <= other.items() and round(score.f1, 3) == other["F1"]

    assert same(ours.claims, theirs["claims"])
    assert same(ours.claims_core, theirs["claims_core"])
    assert all(same(ours.by_predicate[p], score) for p, score in theirs["by_predicate"].items())
    for kind in ("direct", "mixed", "indirect"):
        assert same(ours.quotes[kind], theirs[f"quotes_{kind}"])
        share = ours.speakers[kind]
        assert (share and round(share, 3)) == theirs[f"quotes_{kind}"]["speaker"]
    assert same(ours.mentions, theirs["mentions"])
    assert ours.links is not None and round(ours.links, 3) == theirs["mentions"]["link"]
    assert same(ours.kept_text, theirs["kept_text"])
    assert "{}/{}".format(*ours.titles) == theirs["kept_text"]["titles"]
    assert ours.attribution is not None
    assert round(ours.attribution, 3) == theirs["on_matched"]["attribution"]
    assert "{}/{}".format(*ours.amounts) == theirs["on_matched"].get("amount", "0/0")


def spoil(record: dict[str, Any], chance: random.Random) -> dict[str, Any] | None:
    """A record as an extractor might get it wrong, or None where it missed it."""
    if chance.random() < 0.15:
        return None
    record = json.loads(json.dumps(record))
    for name in ("start", "end"):
        if name in record and chance.random() < 0.3:
            record[name] += chance.randint(-6, 6)
    for name in ("subject", "object", "speaker", "canonical", "attribution", "title"):
        if name in record and chance.random() < 0.2:
            record[name] = chance.choice(["Tern Robotics Inc.", "the large robots", "2015", None])
    record["subject"] = record.get("subject") or "Nobody"
    record.pop("also", None)
    record.pop("optional", None)
    return record
