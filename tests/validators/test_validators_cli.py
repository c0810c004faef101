"""`python -m factpack_validators`: what it prints, and with which status it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import jsonschema
import pytest
from tests.tiers import one_of_each
from tests.validators.conftest import Copy, articles_of
from tests.validators.editing import edit, reseal

import factpack_validators
from factpack_validators.__main__ import main
from factpack_validators.checks import CHECKS, FAMILIES
from factpack_validators.findings import Severity
from factpack_validators.schemas import read_json, schema_dir

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "properties": {
                                                "shortDescription": _TEXT,
                                                "help": _TEXT,
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "ruleIndex"],
                            "properties": {
                                "message": _TEXT,
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What SARIF 2.1.0 requires of the parts that a report has (OASIS, sections 3.13 to 3.49)."""


@pytest.fixture
def bad(good: Path, copy_of: Copy) -> Path:
    """A release with a few errors of several kinds, one of them many times."""
    release = copy_of(good)
    edit(release, "facts", lambda rows: [r.update(n_claims=r["n_claims"] + 1) for r in rows])
    edit(release, "entities", lambda rows: rows[0].update(name="=1+1"))
    edit(release, "articles", lambda rows: rows[0].update(author="mara@alder.example"))
    reseal(release)
    return release


def test_a_good_release(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(good), "--articles", str(articles_of(good))]) == 0
    out = capsys.readouterr().out
    assert out.startswith("alder-and-birch 1.0.0: valid, no findings\n")
    assert "118 spans proved" in out


def test_notes_are_findings_too(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(good), *(a for f in FAMILIES[1:] for a in ("--skip", f))]) == 0
    lines = capsys.readouterr().out.splitlines()
    notes = len(FAMILIES) - 1
    assert lines[0] == f"alder-and-birch 1.0.0: valid, {notes} notes"


def test_a_bad_release_is_told_in_groups(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(bad), "--skip", "referee"]) == 1
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("error  count-mismatch (9 times): A count is not what the rows give.")
    assert len([x for x in lines[start:] if x.startswith("  facts row")]) >= 5
    assert lines[start + 6] == "  … and 4 more"
    assert lines[start + 7] == f"  → {CHECKS['count-mismatch'].advice}"


def test_json_keeps_its_schema_and_its_order(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        assert main([str(bad), "--json", "--skip", "referee"]) == 1
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    report = json.loads(outputs[0])
    jsonschema.validate(report, read_json("report.schema.json"))
    assert report["totals"]["count-mismatch"] == 9
    severities = [f["severity"] for f in report["findings"]]
    assert severities == sorted(severities, key=list(Severity).index)


def test_sarif_names_rules_places_and_levels(bad: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.sarif"
    assert main([str(bad), "--sarif", str(target), "--skip", "referee"]) == 1
    log = json.loads(target.read_text("utf-8"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    jsonschema.validate(log, SARIF)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        for place in result.get("locations", []):
            uri = place.get("physicalLocation", {}).get("artifactLocation", {}).get("uri", "")
            assert not uri.startswith(("/", ".."))
    formula = next(r for r in run["results"] if r["ruleId"] == "formula-name")
    assert formula["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].startswith(
        "entities/e-"
    )


@pytest.mark.parametrize("path", [".", "nothing", "file"])
def test_nothing_to_read(tmp_path: Path, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    assert main([str(tmp_path / path)]) == 2
    assert "cannot be read" in "".join(capsys.readouterr())
    assert main([str(tmp_path / path), "--json"]) == 2
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, read_json("report.schema.json"))
    assert report["readable"] is False


@pytest.mark.parametrize("arguments", [[], ["x", "--articles", "none"], ["x", "--skip", "none"]])
def test_misuse(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "error" in capsys.readouterr().err


def test_the_list_of_checks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(CHECKS)


def test_a_reader_may_leave_early() -> None:
    # As `| head -0` does: it is gone before the first line.
    with subprocess.Popen(
        [sys.executable, "-m", "factpack_validators", "--list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as listing:
        assert listing.stdout is not None and listing.stderr is not None
        listing.stdout.close()
        assert listing.stderr.read() == ""
    assert listing.returncode == 0


def bare_site(folder: Path) -> Path:
    """A folder to import from that holds the validators, DuckDB and pyarrow, and nothing else."""
    site = folder / "site"
    site.mkdir()
    for distribution in map(metadata.distribution, ("duckdb", "pyarrow")):
        for top in {file.parts[0] for file in distribution.files or ()} - {".."}:
            (site / top).symlink_to(Path(str(distribution.locate_file(top))))
    (site / "factpack_validators").symlink_to(Path(factpack_validators.__file__).parent)
    (folder / "schema").symlink_to(Path(str(schema_dir())))
    return site


ALONE = """
import sys
sys.path.append(sys.argv.pop(1))
from importlib.util import find_spec
for name in ("factpack", "frictionless", "jsonschema", "yaml", "numpy", "pandas", "pytest"):
    assert find_spec(name) is None, name
from factpack_validators.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("with_articles", [False, True])
def test_it_works_where_nothing_but_pyarrow_and_duckdb_is_installed(
    withheld: Path, tmp_path: Path, with_articles: bool
) -> None:
    """What else is missing is said, and is no error."""
    arguments = [str(bare_site(tmp_path)), str(withheld), "--json"]
    if with_articles:
        arguments += ["--articles", str(articles_of(withheld))]
    # Isolated and without site, Python imports from its own library alone.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", ALONE, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["ok"] is True
    skipped = {
        f["message"].partition(" ")[0] for f in report["findings"] if f["code"] == "check-skipped"
    }
    # Only where texts are at hand, their words are looked for.
    wanted = {"Frictionless", "jsonschema", "PyYAML", *(["numpy"] if with_articles else [])}
    assert skipped == wanted


PROGRAM = "import sys; from factpack_validators.__main__ import main; sys.exit(main(sys.argv[1:]))"


def test_the_same_findings_whatever_the_hash_seed_and_the_number_of_processors(
    bad: Path, tmp_path: Path
) -> None:
    def report(seed: str, cores: set[int] | None) -> tuple[str, str]:
        log = tmp_path / "report.sarif"
        program = PROGRAM
        if cores:
            # DuckDB takes as many threads as there are processors for it.
            program = f"import os; os.sched_setaffinity(0, {cores}); {PROGRAM}"
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                program,
                str(bad),
                "--json",
                "--sarif",
                str(log),
                "--skip",
                "referee",
            ],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=False,
        )
        assert done.returncode == 1, done.stderr
        return done.stdout, log.read_text("utf-8")

    first = report("1", None)
    assert report("2", None) == first
    if hasattr(os, "sched_getaffinity"):
        assert report("3", {min(os.sched_getaffinity(0))}) == first


JUNK = ["", "null", "[]", "3", '"x"', '{"resources": {"a": [1]}, "tables": [], "licenses": [3]}']
ODD = {
    "dataset_yaml": {"rights": ["full"], "creators": [1, {"name": 2}], "checks": {"a": 1},
                     "sources": [{"columns": 3}, 4], "articles": {"a": [1]}, "description": 3},
    "tables": {"facts": 3, "x": None},
    "inputs": [],
    "rights": {"articles": 3, "excerpt": []},
    "id_scheme": [1],
}  # fmt: skip


@pytest.mark.parametrize(
    "content", one_of_each([json.dumps(ODD), *JUNK], lambda text: len(text) > 2)
)
def test_junk_for_descriptions_is_reported_and_never_a_traceback(
    good: Path, copy_of: Copy, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release = copy_of(good)
    for file in ("datapackage.json", "manifest.json", "validation.json", "croissant.json"):
        (release / file).write_text(content, "utf-8")
    card = "---\n1: 2\nconfigs: [{config_name: facts, 3: 4}, 5]\ndataset_info: x\n---\n"
    (release / "README.md").write_text(card, "utf-8")
    (release / "CITATION.cff").write_text("- a\n", "utf-8")
    assert main([str(release), "--json", "--skip", "referee"]) == 1
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, read_json("report.schema.json"))
    assert "check-failed" not in report["totals"]


def test_every_check_has_a_family_and_words() -> None:
    for check in CHECKS.values():
        assert check.family in FAMILIES
        assert check.title.endswith(".")
        assert check.advice.endswith(".") or (not check.advice and check.severity == "info")
