"""A dataset with predicates and rules of its own: the how-to, run; its release; what is refused."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from factpack.cli.app import app
from factpack.engine import local
from factpack.errors import FactpackError
from factpack.extract.given.llm.prompt import instructions
from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack.release.versions.diff import diff_releases
from factpack.reproduce import reproduce_release
from factpack.review.sample import draw
from factpack.vocabulary import load_vocabulary
from factpack_validators.checks import CHECKS, FAMILIES
from factpack_validators.release import validate_release

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "vocabulary.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([a-z/.]+)`\n\n```[a-z]+\n(.*?)^```$", PAGE, re.M | re.S))
PREDICATES, RULES = FILES["predicates.yaml"], FILES["rules/rulings.yaml"]
OWN = ("acquitted", "ordered_to_pay", "ruled_for")


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder / "dataset.yaml"


@pytest.fixture(scope="module")
def courts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Release]:
    """The folder of the how-to, and the release that its first command makes."""
    folder = tmp_path_factory.mktemp("how-to")
    result = build(write(folder / "courts", FILES), out=folder / "dist")
    assert result.published
    return folder, open_release(result.path)


def test_the_commands_of_the_how_to_succeed(
    courts: tuple[Path, Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(courts[0])
    lines = re.findall(r"^factpack (.*)$", PAGE, re.M)
    assert [line.split()[0] for line in lines] == ["build", "validate", "why", "reproduce"]
    for line in lines:
        result = CliRunner().invoke(app, line.split())
        assert result.exit_code == 0, (line, result.output)


def test_statements_say_how_a_relation_of_ones_own_is_stated(
    courts: tuple[Path, Release],
) -> None:
    shown = PAGE.rpartition("```text\n")[2].partition("```")[0].splitlines()
    rows = (
        courts[1]
        .sql("select statement, c.confidence, rule from statements join claims c using (claim_id)")
        .to_pylist()
    )
    assert set(shown) <= {row["statement"] for row in rows}
    own = set(re.findall(r"name: (court-\S+)", RULES))
    assert {row["rule"] for row in rows if row["confidence"] is None} == own
    assert "has_role" in {r["predicate"] for r in courts[1].table("claims").to_pylist()}


def test_the_release_tells_what_its_relations_are(courts: tuple[Path, Release]) -> None:
    _, release = courts
    rows = {row["predicate"]: row for row in release.table("predicates").to_pylist()}
    assert rows["acquitted"]["definition"] == "Found the person not guilty."
    assert set(OWN) < set(rows) and "has_role" in rows
    given = [release.manifest["vocabulary_yaml"], *release.manifest["rules_yaml"]]
    assert [file["path"] for file in given] == ["predicates.yaml", "rules/rulings.yaml"]
    assert [file["text"] for file in given] == [FILES[file["path"]] for file in given]
    for page in ("README.md", "DATASHEET.md"):
        assert "`ruled_for`, `acquitted` and `ordered_to_pay`" in (release.path / page).read_text()
    assert not load_vocabulary().predicates.keys() & set(OWN)


def test_a_review_reads_the_sentences_of_the_release(courts: tuple[Path, Release]) -> None:
    items = draw(courts[1], 50, 1)
    said = {item.statement for item in items if item.predicate == "ruled_for"}
    assert "Fenwick County Court did not rule for Tarn Haulage" in said


def test_worker_processes_know_the_vocabulary(
    courts: tuple[Path, Release], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "BATCH_ARTICLES", 3)
    result = build(courts[0] / "courts" / "dataset.yaml", out=tmp_path, workers=2)
    sums = [(path / "SHA256SUMS").read_bytes() for path in (result.path, courts[1].path)]
    assert sums[0] == sums[1]


def test_a_changed_vocabulary_is_told_as_the_cause(
    courts: tuple[Path, Release], tmp_path: Path
) -> None:
    shutil.copytree(courts[1].path, tmp_path / "dist" / "court-news" / "1.0.0")
    changed = FILES["predicates.yaml"].replace("not guilty", "not guilty after a trial")
    changed = changed.replace("asserted: acquitted", "asserted: cleared")
    files = FILES | {"predicates.yaml": changed}
    result = build(write(tmp_path / "courts", files), out=tmp_path / "dist")
    assert result.published and result.version != "1.0.0"
    diff = diff_releases(courts[1].path, result.path)
    assert diff.run == ("vocabulary_yaml",)
    assert set(diff.groups) == {"vocabulary"}
    told = {t.table: t.columns for t in diff.tables if t.total}
    assert told["predicates"] == {"definition": 1} and told["facts"] == {"statement": 1}


def replaced(file: str, old: str, new: str) -> Callable[[dict[str, str]], None]:
    def change(files: dict[str, str]) -> None:
        assert old in files[file]
        files[file] = files[file].replace(old, new, 1)

    return change


CONFLICT = """extends: factpack
conflicts:
  - {{name: mine, kind: relation, test: {}, explanation: Mine.,
     predicates: [{}]}}
"""
LIKE = CONFLICT.format("type_excludes", "acquitted").replace(
    "explanation", 'types_like: ["x\') or ("], explanation'
)


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (("dataset.yaml", "predicates.yaml", "other.yaml"), "line 9", "does not stand in"),
        (("dataset.yaml", "predicates.yaml", f"{'é' * 150}.yaml"), "line 9", "does not stand in"),
        (("dataset.yaml", "predicates.yaml", "../p.yaml"), "line 9", "leads out of the folder"),
        (("dataset.yaml", "predicates.yaml", "/etc/p.yaml"), "line 9", "is absolute"),
        (("dataset.yaml", "predicates.yaml", "p.json"), "line 9", "ends in .yaml"),
        (("dataset.yaml", "rules/*.yaml", "none/*.yaml"), "line 10", "no file matches"),
        (("dataset.yaml", "rules/*.yaml", "rules/**x.yaml"), "line 10", "no file matches"),
        (("dataset.yaml", "rules/*.yaml", f"{'é' * 150}/*.yaml"), "line 10", "no file matches"),
        (("dataset.yaml", "rules/*.yaml", "../*.yaml"), "line 10", "leads out of the folder"),
        (("predicates.yaml", "extends: factpack\n", ""), "line 1", "extends is missing"),
        (("predicates.yaml", "factpack", "wikidata"), "line 1", "extends cannot be"),
        (("predicates.yaml", "definition", "definitoin"), "line 4", "did you mean definition?"),
        (("predicates.yaml", "[Organization, Person]", "[Court]"), "line 5", 'cannot be "Court"'),
        (("predicates.yaml", "name: acquitted", "name: ruled_for"), "line 16", "twice"),
        (("predicates.yaml", "may rule for", "ruled for"), "line 13", "begin with may"),
        (("predicates.yaml", "did not rule", "did rule"), "line 14", "the word not"),
        (("predicates.yaml", "{object}[", "{objct}["), "line 15", "{objct}"),
        (("predicates.yaml", "[, {date}]", "[, {date}"), "line 15", "closed by a ]"),
        (("predicates.yaml", "[, {date}]", "[, {amount}]"), "line 15", "takes_amount: true"),
        (("predicates.yaml", "to pay[ {amount}]", "to pay"), "line 43", "has to name {amount}"),
        (
            ("predicates.yaml", "time: event", "time: event\n    kind_groups: [[a]]"),
            "10",
            "no kind",
        ),
        (("predicates.yaml", "name: ruled_for", "name: !!python/name:os.system x"), "3", "tag"),
        (("predicates.yaml", "[Organization, Person]", "&a [Person]"), "line 5", "anchors"),
        (("predicates.yaml", "ruled for", '"ruled\\u0007 for"'), "line 11", "U+0007"),
        (
            ("predicates.yaml", "extends: factpack\n", CONFLICT.format("disjoint", "ruled_for")),
            "line 4",
            "two predicates",
        ),
        (
            ("predicates.yaml", "extends: factpack\n", CONFLICT.format("once", "")),
            "line 4",
            "wants predicates",
        ),
        (
            ("predicates.yaml", "extends: factpack\n", CONFLICT.format("once", "ruled_four")),
            "line 4",
            "no predicate",
        ),
        (
            (
                "predicates.yaml",
                "extends: factpack\n",
                CONFLICT.format("type_excludes", "acquitted"),
            ),
            "line 4",
            "types_like",
        ),
        (("predicates.yaml", "extends: factpack\n", LIKE), "line 3", "lower-case words"),
        (("rules/rulings.yaml", "acquitted", "aquitted"), "line 13", "did you mean acquitted?"),
        (("rules/rulings.yaml", "verb: acquit", "verb: aquit"), "line 14", "no verb in its base"),
        (("rules/rulings.yaml", "court-order", "court-acquit"), "line 19", "another name"),
        (("rules/rulings.yaml", "rules:", "rule:"), "line 1", "did you mean rules?"),
        (("rules/rulings.yaml", "needs: money", "needs: gold"), "line 24", "gold is no role"),
        (("rules/rulings.yaml", "rule, decide, find", "decide"), "line 2", "reads nothing in"),
        (("rules/rulings.yaml", "ruled against", "ruled for"), "line 2", "it must not match"),
    ],
)
def test_a_mistake_is_refused_with_its_line(
    tmp_path: Path, change: tuple[str, str, str], place: str, message: str
) -> None:
    files = dict(FILES)
    replaced(*change)(files)
    with pytest.raises(FactpackError) as error:
        build(write(tmp_path / "courts", files), out=tmp_path / "dist")
    assert place in str(error.value) and message in str(error.value), str(error.value)
    assert not (tmp_path / "dist").exists() or not list((tmp_path / "dist").rglob("*.parquet"))


def test_files_that_are_too_large_or_lie_elsewhere_are_refused(tmp_path: Path) -> None:
    config = write(tmp_path / "courts", FILES)
    vocabulary = config.parent / "predicates.yaml"
    vocabulary.write_text(PREDICATES + "#" * 1_100_000)
    with pytest.raises(FactpackError, match="more than 1,024 KiB"):
        build(config, out=tmp_path / "dist")
    vocabulary.unlink()
    (tmp_path / "outside.yaml").write_text(PREDICATES)
    vocabulary.symlink_to(tmp_path / "outside.yaml")
    with pytest.raises(FactpackError, match="a link that leads out"):
        build(config, out=tmp_path / "dist")
    vocabulary.unlink()
    vocabulary.write_bytes(PREDICATES.encode("utf-16"))
    with pytest.raises(FactpackError, match="not UTF-8"):
        build(config, out=tmp_path / "dist")


def test_facts_from_elsewhere_use_a_vocabulary_that_extends_nothing(tmp_path: Path) -> None:
    text = "The Voss study found that Calmexin eases migraine. Calmexin does not ease gout.\n"
    predicate = """
      name: treats
      definition: Eases or cures the condition.
      subject_types: [Product]
      object_types: [Other, Text]
      symmetric: false
      functional: "no"
      time: none
      verbs: {asserted: treats, planned: is to treat, possible: may treat, negated: does not treat}
      statement: "{subject} {verb} {object}"
    """.strip()
    claims = [
        {"predicate": "treats", "subject": "Calmexin", "object": "migraine",
         "evidence": "Calmexin eases migraine", "trigger": "eases"},
        {"predicate": "treats", "subject": "Calmexin", "object": "gout", "modality": "negated",
         "evidence": "Calmexin does not ease gout"},
        {"predicate": "has_type", "subject": "Calmexin", "object": "study",
         "evidence": "The Voss study found that Calmexin eases migraine"},
    ]  # fmt: skip
    for claim in claims:
        claim["evidence"] = {"text": claim["evidence"]}  # type: ignore[assignment]
    entities = [{"name": "Calmexin", "type": "Product"}]
    line = {"source": "a.txt", "entities": entities, "claims": claims}
    files = {
        "a.txt": text,
        "facts.jsonl": json.dumps(line),
        "words/medicine.yaml": f"extends: nothing\npredicates:\n    - {predicate}\n",
        "dataset.yaml": FILES["dataset.yaml"]
        .replace("rules: rules/*.yaml\n", "extractor: {name: jsonl, jsonl: {path: facts.jsonl}}\n")
        .replace("predicates.yaml", "words/medicine.yaml")
        .replace("articles/*.md", "a.txt"),
    }
    result = build(write(tmp_path / "clinic", files), out=tmp_path / "dist")
    release = open_release(result.path)
    said = [row["statement"] for row in release.table("statements").to_pylist()]
    assert sorted(said) == ["Calmexin does not treat gout", "Calmexin treats migraine"]
    assert [row["predicate"] for row in release.table("predicates").to_pylist()] == ["treats"]
    assert {r["check_code"] for r in release.table("rejected").to_pylist()} == {"predicate-unknown"}
    assert not [f for f in validate_release(release.path).findings if f.severity == "error"]


def test_a_language_model_is_told_the_relations(
    courts: tuple[Path, Release], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    class Stop(Exception):
        pass

    def choose(dataset: Any, known: Any) -> Any:
        del dataset, known
        told.append(instructions())
        raise Stop

    with pytest.raises(Stop):
        build(courts[0] / "courts" / "dataset.yaml", out=tmp_path, choose=choose)
    line = "- acquitted (Organization or Person -> Person): Found the person not guilty."
    assert line in told[0] and line not in instructions()


def tampered(release: Release, folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    shutil.copytree(release.path, folder)
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    change(manifest)
    file.write_text(json.dumps(manifest))
    return folder


def hides_a_denial(manifest: dict[str, Any]) -> None:
    manifest["vocabulary_yaml"]["data"]["predicates"][0]["verbs"]["negated"] = "ruled for"


def other_words(manifest: dict[str, Any]) -> None:
    manifest["rules_yaml"][0]["text"] += "# more\n"


def leads_out(manifest: dict[str, Any]) -> None:
    manifest["rules_yaml"][0]["path"] = "../outside.yaml"


def overwrites(manifest: dict[str, Any]) -> None:
    manifest["rules_yaml"][0]["path"] = "Dataset.yaml"


def no_vocabulary(manifest: dict[str, Any]) -> None:
    del manifest["vocabulary_yaml"]


def without_predicates(manifest: dict[str, Any]) -> None:
    manifest["vocabulary_yaml"]["data"] = {"extends": "nothing", "predicates": []}


def of_another_kind(manifest: dict[str, Any]) -> None:
    manifest["vocabulary_yaml"] = [{}]


@pytest.mark.parametrize(
    ("change", "codes", "refused"),
    [
        (hides_a_denial, {"manifest-mismatch", "predicate-changed"}, None),
        (other_words, {"manifest-mismatch"}, "the hash of"),
        (leads_out, set(), "is no path"),
        (overwrites, set(), "is no path"),
        (no_vocabulary, {"manifest-mismatch", "predicate-changed"}, "does not stand in"),
        (without_predicates, {"manifest-mismatch", "predicate-changed"}, None),
        (of_another_kind, {"manifest-mismatch", "predicate-changed"}, "broken release"),
    ],
)
def test_hostile_manifests_are_refused(
    courts: tuple[Path, Release],
    tmp_path: Path,
    change: Callable[[dict[str, Any]], None],
    codes: set[str],
    refused: str | None,
) -> None:
    folder = tampered(courts[1], tmp_path / "1.0.0", change)
    asked = {"metadata", *(CHECKS[code].family for code in codes)}
    found = {f.code for f in validate_release(folder, skip=set(FAMILIES) - asked).findings}
    assert codes <= found
    if refused is not None:
        with pytest.raises(FactpackError, match=refused):
            reproduce_release(folder, courts[0] / "courts")
    assert not (tmp_path / "outside.yaml").exists()
