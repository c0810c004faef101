"""Floors of the scores of extraction: they rise with a flag and fall only with a reason."""

from pathlib import Path

import pytest

from benchmarks.extraction import __main__ as command
from benchmarks.extraction.floors import (
    Floors,
    Lowered,
    LoweringError,
    find_falls,
    lower_floor,
    raise_floors,
    read_floors,
    write_floors,
)
from benchmarks.extraction.tally import Measure, Tally, match

FLOORS = Floors({"news/claims P": 0.9, "news/claims R": 0.5, "web/facts F1": 0.4})


def test_a_score_below_its_floor_is_named_with_both() -> None:
    reached = {"news/claims P": 0.8999, "news/claims R": 0.5, "web/facts F1": 0.41}
    assert find_falls(FLOORS, reached) == ["news: claims P: floor 0.9000, reached 0.8999"]


def test_a_set_that_is_not_here_says_nothing() -> None:
    reached = {"news/claims P": 0.9, "news/claims R": 0.5}
    assert not find_falls(FLOORS, reached, skipped=["web"])


def test_a_measure_that_is_gone_or_new_is_no_way_round_its_floor() -> None:
    reached = {"news/claims P": 0.9, "news/claims recall": 0.5, "web/facts F1": 0.4}
    assert find_falls(FLOORS, reached) == [
        "news: claims R: floor 0.5000, not measured any more",
        "news: claims recall: no floor yet, reached 0.5000; use --raise",
    ]


def test_raising_lets_none_fall() -> None:
    raised = raise_floors(FLOORS, {"news/claims P": 0.95, "news/claims R": 0.1, "new/x": 0.3})
    assert raised.scores == {
        "news/claims P": 0.95,
        "news/claims R": 0.5,
        "web/facts F1": 0.4,
        "new/x": 0.3,
    }


def test_lowering_keeps_the_reason_in_the_file(tmp_path: Path) -> None:
    lowered = lower_floor(FLOORS, "web/facts F1", {"web/facts F1": 0.35}, "the set was corrected")
    write_floors(lowered, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == lowered
    assert lowered.scores["web/facts F1"] == 0.35
    assert lowered.lowered == (Lowered("web/facts F1", 0.4, 0.35, "the set was corrected"),)


@pytest.mark.parametrize(
    ("key", "score", "reason", "message"),
    [
        ("web/facts F1", 0.35, " ", "--reason"),
        ("web/facts", 0.35, "because", "no such floor"),
        ("web/facts F1", 0.4, "because", "holds the floor"),
    ],
)
def test_lowering_is_refused(key: str, score: float, reason: str, message: str) -> None:
    with pytest.raises(LoweringError, match=message):
        lower_floor(FLOORS, key, {key: score}, reason)


class Run:
    """The command with one made-up set, whose score a test chooses."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.right = 9
        self.folder = folder
        (folder / "made-up").touch()

        def score(shared: Path) -> list[Measure]:
            return [Measure("gold", "made-up facts", "P", Tally(self.right, 10, 10))]

        monkeypatch.setattr(command, "SETS", {"gold": (("made-up",), (score,))})
        monkeypatch.setattr(command, "articles_a_second", lambda shared: 1.0)

    def __call__(self, *arguments: str) -> int:
        places = {"shared": "", "floors": "floors.json", "page": "page.md"}
        given = [
            part for name, path in places.items() for part in (f"--{name}", str(self.folder / path))
        ]
        return command.main([*given, *arguments])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(tmp_path, monkeypatch)


def test_the_check_fails_where_a_score_falls(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--raise") == 0
    assert run("--check") == 0
    run.right = 8
    assert run("--check") == 1
    said = capsys.readouterr().err
    assert "below the floor: gold: made-up facts P: floor 0.9000, reached 0.8000" in said
    assert "stale: page.md" in said


def test_the_check_passes_again_after_lowering_with_a_reason(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--raise")
    before = (run.folder / "floors.json").read_bytes()
    run.right = 8
    assert run("--lower", "gold/made-up facts P") == 2
    assert "--reason" in capsys.readouterr().err
    assert (run.folder / "floors.json").read_bytes() == before
    assert run("--lower", "gold/made-up facts P", "--reason", "one fact was no fact") == 0
    assert run("--check") == 0
    assert "one fact was no fact" in (run.folder / "floors.json").read_text("utf-8")


def test_the_check_is_skipped_without_the_sets(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--raise")
    (run.folder / "made-up").unlink()
    assert run("--check") == 0
    assert "skipped: gold needs made-up" in capsys.readouterr().out


def test_a_prediction_counts_once() -> None:
    tally = Tally()
    match(tally, "one two", [(0, 7, 1)], [(0, 3, 1), (4, 7, 1)])
    assert (tally.right, tally.found, tally.wanted) == (1, 1, 2)
    assert (tally.rate("P"), tally.rate("R"), tally.rate("F1")) == (1.0, 0.5, 2 / 3)
    assert tally.errors == ["missed 'two' = 1 in 'one two'"]
