"""A dataset.yaml that weighs checks differently, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.command import factpack
from tests.starter import fill_in

METADATA = """
articles:
  example.md: {publisher: "=Orchard Post", author: desk@orchard-post.com}
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A dataset with an error (a publisher like a formula) and a warning (an e-mail address)."""
    assert factpack("init", "orchard", cwd=tmp_path).returncode == 0
    fill_in(tmp_path / "orchard" / "dataset.yaml")
    add(tmp_path, METADATA)
    return tmp_path


def add(folder: Path, text: str) -> None:
    path = folder / "orchard" / "dataset.yaml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


LOWERED = """
checks:
  - {code: formula-name, severity: warning, reason: "The paper | has that *name*."}
drift: {rows: 0.75}
"""


def test_an_error_that_was_lowered_is_published_and_says_so(corpus: Path) -> None:
    before = factpack("build", "orchard/dataset.yaml", "--out", "before", cwd=corpus)
    # The name stands in dataset.yaml: its publisher can mend it, and is told how.
    assert before.returncode == 1
    assert "articles/example.md: publisher is a formula to a spreadsheet" in before.stdout
    assert "checks: [{code: formula-name" in before.stdout
    add(corpus, LOWERED)
    built = factpack("build", "orchard/dataset.yaml", cwd=corpus)
    assert built.returncode == 0, built.stdout
    assert "formula-name weighs warning here, error elsewhere" in built.stdout
    release = corpus / "dist" / "orchard" / "1.0.0"
    row = r"| `formula-name` | warning | error | The paper \| has that \*name\*. |"
    for page in ("README.md", "DATASHEET.md"):
        assert row in (release / page).read_text("utf-8")
    assert "| `rows` | 0.75 |" in (release / "DATASHEET.md").read_text("utf-8")
    report = json.loads((release / "validation.json").read_text("utf-8"))
    assert report["counts"]["error"] == 0
    said = {f["code"]: f for f in report["findings"]}
    assert said["formula-name"]["severity"] == "warning"
    assert "The paper | has that *name*." in said["check-reweighed"]["message"]
    # A downloader is shown what the publisher says, and follows it only on request.
    judged = factpack("validate", "dist/orchard/1.0.0", cwd=corpus)
    assert judged.returncode == 1
    assert "error  formula-name" in judged.stdout and "--as-published" in judged.stdout
    assert factpack("validate", "dist/orchard/1.0.0", "--as-published", cwd=corpus).returncode == 0
    again = factpack("reproduce", "dist/orchard/1.0.0", "--articles", "orchard", cwd=corpus)
    assert again.returncode == 0, again.stdout


def test_a_warning_that_was_raised_stops_the_build(corpus: Path) -> None:
    add(corpus, LOWERED)
    assert factpack("build", "orchard/dataset.yaml", "--out", "a", cwd=corpus).returncode == 0
    path = corpus / "orchard" / "dataset.yaml"
    raised = "  - {code: privacy-email, severity: error, reason: No address leaves the house.}\n"
    path.write_text(path.read_text("utf-8").replace("drift:", raised + "drift:"), "utf-8")
    built = factpack("build", "orchard/dataset.yaml", "--out", "b", cwd=corpus)
    assert built.returncode == 1
    assert "was not published" in built.stdout
    assert "error privacy-email (" in built.stdout
    assert not list(corpus.glob("b/orchard/1.0.0"))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{code: formula-nam, severity: info, reason: x}", "the nearest is formula-name"),
        ("{code: words-leaked, severity: info, reason: x}", "words-leaked cannot be lowered"),
        ("{code: formula-name, severity: info}", "reason is missing"),
    ],
)
def test_what_may_not_be_is_one_clear_message(corpus: Path, entry: str, said: str) -> None:
    add(corpus, f"checks: [{entry}]\n")
    built = factpack("build", "orchard/dataset.yaml", cwd=corpus)
    assert built.returncode == 2
    assert said in built.stderr
    assert built.stderr.startswith("error: orchard/dataset.yaml, line ")
    assert len(built.stderr.splitlines()) == 1
    assert not (corpus / "dist").exists()
