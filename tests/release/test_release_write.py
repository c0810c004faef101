"""What a release folder holds, and that nothing but its content decides its bytes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from tests.release.conftest import DAY, RUN, Write
from tests.release.sample_tables import (
    ARTICLES,
    many_articles,
    sample_dataset,
    sample_rows,
    write_sample_tables,
    write_tables,
)

from factpack.config import ExtractorOptions, JsonlOptions
from factpack.errors import FactpackError
from factpack.release.libraries import WRITING
from factpack.release.write import finish_release, write_release
from factpack_validators.findings import Finding, Severity
from factpack_validators.schemas import arrow_schema, table_names

FINDING = Finding("encoding-detected", Severity.WARNING, "The encoding was guessed.", file="a.txt")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_every_file_is_there(release: Path) -> None:
    tables = table_names()
    assert set(contents(release)) == {
        *(f"data/{table}/{table}-00000-of-00001.parquet" for table in tables),
        *(f"csv/{table}.csv" for table in tables),
        *"README.md RECIPES.md DATASHEET.md DATASHEET.html CHANGELOG.md LICENSE".split(),
        *"CITATION.cff SHA256SUMS".split(),
        *"datapackage.json croissant.json manifest.json validation.json".split(),
        *(
            f"plots/{plot}.svg"
            for plot in (
                "articles-by-year",
                "claims-by-modality",
                "claims-by-predicate",
                "facts-by-origins",
            )
        ),
    }


def test_a_store_without_folders_keeps_every_file(release: Path) -> None:
    names = [Path(file).name.casefold() for file in contents(release)]
    assert sorted(names) == sorted(set(names))


def test_sums_are_those_that_sha256sum_reads(release: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=release, check=False
    )
    assert done.returncode == 0
    names = [line[66:] for line in (release / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert names == sorted(names)
    assert set(names) == set(contents(release)) - {"SHA256SUMS"}


@pytest.mark.parametrize("rows_per_group", [1, 7, 1000])
def test_bytes_do_not_depend_on_how_the_tables_were_cut(
    release: Path, write: Write, rows_per_group: int
) -> None:
    again, _ = write(rows_per_group=rows_per_group)
    assert contents(again) == contents(release)


def test_bytes_of_large_tables_do_not_depend_on_how_they_were_cut(tmp_path: Path) -> None:
    rows = sample_rows(many_articles(600))
    first, second = (
        write_release(
            write_tables(tmp_path / f"tables{size}", rows, size),
            sample_dataset(tmp_path),
            _folder(tmp_path / f"release{size}"),
            version="1.0.0",
            released=DAY,
            run=RUN,
        )
        for size in (97, 100_000)
    )
    assert first.tables == second.tables
    assert contents(tmp_path / "release97") == contents(tmp_path / "release100000")


def test_bytes_do_not_depend_on_the_environment(tmp_path: Path, release: Path) -> None:
    write_sample_tables(tmp_path / "tables")
    script = (
        "import sys; from pathlib import Path; from tests.release.conftest import DAY, RUN\n"
        "from tests.release.sample_tables import sample_dataset\n"
        "from factpack.release.write import write_release\n"
        "work = Path(sys.argv[1]); staging = work / 'other'; staging.mkdir()\n"
        "write_release(work / 'tables', sample_dataset(work), staging, version='1.0.0',\n"
        "    released=DAY, run=RUN)\n"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env={"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "HOME": "/"},
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert contents(tmp_path / "other") == contents(release)


def test_no_file_names_the_place_or_the_person_that_built_it(release: Path) -> None:
    here = str(release.parents[2]).encode()
    assert not [name for name, content in contents(release).items() if here in content]


def test_a_changed_row_changes_the_card_so_that_no_cache_is_stale(write: Write) -> None:
    cards = []
    for year, name in ((2001, "one"), (2003, "two")):
        from tests.release.sample_tables import SampleArticle, founded

        folder, _ = write((SampleArticle("a", (founded("Alder Labs", year),)),), name=name)
        cards.append(yaml.safe_load((folder / "README.md").read_text("utf-8").split("---\n")[1]))
    assert cards[0] != cards[1]


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _set(table: str, column: str, value: Any, row: int = 1) -> Any:
    def change(rows: dict[str, list[dict[str, Any]]]) -> None:
        rows[table][row][column] = value

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_set("entities", "name", ""), "table entities, column name, row 1: empty text"),
        (_set("entities", "name", "a\rb"), "a carriage return"),
        (_set("entities", "name", "a\0b"), "a NUL character"),
        (_set("entities", "name", " a"), "white space at an edge"),
        (_set("entities", "name", "a\u00a0"), "white space at an edge"),
        (_set("entities", "name", "a\n"), "white space at an edge"),
        (_set("entities", "name", "\u2028a"), "white space at an edge"),
        (_set("facts", "amount", float("nan"), 3), "table facts, column amount, row 3: NaN"),
        (_set("facts", "amount", float("inf"), 0), "table facts, column amount, row 0: NaN"),
        (_set("articles", "rights", "some"), "'some' is none of full, excerpt, facts"),
    ],
)
def test_cells_that_break_a_rule_are_refused(tmp_path: Path, change: Any, says: str) -> None:
    rows = sample_rows(replace(article, rights="full") for article in ARTICLES)
    change(rows)
    with pytest.raises(FactpackError, match=says.replace("(", r"\(")):
        write_release(
            write_tables(tmp_path / "tables", rows),
            sample_dataset(tmp_path),
            _folder(tmp_path / "release"),
            version="1.0.0",
            released=DAY,
            run=RUN,
        )


def test_a_missing_table_or_column_is_named(tmp_path: Path) -> None:
    tables = write_sample_tables(tmp_path / "tables")
    quotes = tables / "quotes.parquet"
    pq.write_table(pq.ParquetFile(quotes).read().drop_columns(["cue"]), quotes)

    def write(name: str) -> None:
        write_release(
            tables,
            sample_dataset(tmp_path),
            _folder(tmp_path / name),
            version="1.0.0",
            released=DAY,
            run=RUN,
        )

    with pytest.raises(FactpackError, match="table quotes: no column cue"):
        write("one")
    quotes.unlink()
    with pytest.raises(FactpackError, match="the table quotes was not made"):
        write("two")


def test_tables_out_of_order_are_refused(tmp_path: Path) -> None:
    rows = sample_rows()
    rows["articles"].reverse()
    with pytest.raises(FactpackError, match="not sorted by article_id"):
        write_release(
            write_tables(tmp_path / "tables", rows),
            sample_dataset(tmp_path),
            _folder(tmp_path / "release"),
            version="1.0.0",
            released=DAY,
            run=RUN,
        )


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    staging = _folder(tmp_path / "release")
    (staging / "thesis.txt").write_text("mine")
    with pytest.raises(FactpackError, match="not empty"):
        write_release(
            write_sample_tables(tmp_path / "tables"),
            sample_dataset(tmp_path),
            staging,
            version="1.0.0",
            released=DAY,
            run=RUN,
        )
    assert contents(staging) == {"thesis.txt": b"mine"}


def test_findings_are_published_in_their_order_and_the_sums_follow(write: Write) -> None:
    folder, info = write()
    note = Finding("dated-by-year", Severity.INFO, "Only a year is known.")
    finish_release(folder, info, [note, FINDING])
    report = json.loads((folder / "validation.json").read_text("utf-8"))
    assert report["counts"] == {"error": 0, "warning": 1, "info": 1}
    assert [f["code"] for f in report["findings"]] == ["encoding-detected", "dated-by-year"]
    assert "| `encoding-detected` | warning | 1 |" in (folder / "DATASHEET.md").read_text("utf-8")
    test_sums_are_those_that_sha256sum_reads(folder)
    again, _ = write(name="again", run=replace(RUN, findings=(FINDING, note)))
    assert contents(again) == contents(folder)


def test_package_lists_every_file_with_its_size_and_hash(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    assert package["created"] == "2026-11-21T00:00:00Z"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert {s["title"]: s.get("path") for s in package["sources"]} == {
        "Harbour Wire": "https://harbour.example/",
        "Millbrook Courier": "https://millbrook.example/",
        "Evening Gazette": None,
        "Quarterly Review": None,
    }
    listed = {r["path"]: (r["bytes"], r["hash"]) for r in package["resources"]}
    data = {n: c for n, c in contents(release).items() if n.startswith(("csv/", "data/"))}
    assert listed == {
        name: (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        for name, content in data.items()
    }
    for resource in package["resources"]:
        assert ("schema" in resource) == ("type" in resource) == (resource["format"] == "csv")


def test_front_matter_follows_from_the_tables(release: Path) -> None:
    front = yaml.safe_load((release / "README.md").read_text("utf-8").split("---\n")[1])
    assert [c["config_name"] for c in front["configs"]] == list(table_names())
    assert [c["config_name"] for c in front["configs"] if c.get("default")] == ["statements"]
    for config, info in zip(front["configs"], front["dataset_info"], strict=True):
        file = release / config["data_files"][0]["path"]
        rows = pq.ParquetFile(file).metadata.num_rows
        assert config["version"] == "1.0.0"
        assert info["splits"][0]["num_examples"] == rows
        assert info["download_size"] == file.stat().st_size
        assert [f["name"] for f in info["features"]] == arrow_schema(config["config_name"]).names


def test_card_front_matter_holds_only_values_that_the_hub_knows(release: Path) -> None:
    front = yaml.safe_load((release / "README.md").read_text("utf-8").split("---\n")[1])
    schema = {
        "type": "object",
        "required": ["license", "language", "size_categories", "annotations_creators", "configs"],
        "properties": {
            "license": {"enum": ["cc-by-4.0"]},
            "language": {"items": {"pattern": "^[a-z]{2}$"}},
            "size_categories": {"items": {"pattern": "^(n<1K|n>1T|[0-9]+[KMBT]<n<[0-9]+[KMBT])$"}},
            "annotations_creators": {
                "items": {
                    "enum": ["found", "crowdsourced", "expert-generated", "machine-generated"]
                }
            },
            "multilinguality": {"items": {"enum": ["monolingual", "multilingual"]}},
        },
    }
    jsonschema.validate(front, schema)


@pytest.mark.parametrize(
    ("changes", "front", "cff"),
    [
        ({"license": "CC0-1.0"}, {"license": "cc0-1.0"}, {"license": "CC0-1.0"}),
        (
            {
                "license": "other",
                "license_name": "House rules",
                "license_url": "https://a.example/l",
            },
            {
                "license": "other",
                "license_name": "House rules",
                "license_link": "https://a.example/l",
            },
            {"license-url": "https://a.example/l"},
        ),
        ({"license": "Proprietary-1"}, {"license": "other", "license_name": "Proprietary-1"}, {}),
    ],
)
def test_licences_are_named_as_each_reader_expects(
    write: Write, changes: dict[str, str], front: dict[str, str], cff: dict[str, str]
) -> None:
    folder, _ = write(**changes)
    card = yaml.safe_load((folder / "README.md").read_text("utf-8").split("---\n")[1])
    citation = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert {k: v for k, v in card.items() if k.startswith("license")} == front
    assert {k: v for k, v in citation.items() if k.startswith("license")} == cff


def test_citation_has_what_the_format_requires(write: Write) -> None:
    folder, _ = write(creators=(), homepage=None, keywords=())
    citation = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "dataset"
    assert citation["authors"] == [{"name": "Publishers of alder-and-birch"}]
    assert citation["date-released"] == date(2026, 11, 21)
    assert "url" not in citation and "keywords" not in citation


def test_manifest_has_what_a_rebuild_needs(write: Write, tmp_path: Path) -> None:
    (tmp_path / "entities.csv").write_text('name,type\n"Alder, Labs",Organization\n', "utf-8")
    judged = "c-1,ann,acquired,buy,cell,role,role=chair,,2024-01-01"
    heads = "claim_id,reviewer,predicate,rule,verdict,cells,mended,words_sha256,reviewed_on"
    (tmp_path / "reviews.csv").write_text(f"{heads},note\n{judged},between us\n", "utf-8")
    folder, _ = write()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    articles = {row["source"]: row["raw_sha256"] for row in sample_rows()["articles"]}
    listed = {i["source"]: i["raw_sha256"] for i in manifest["inputs"]["articles"]}
    assert listed == articles
    assert manifest["inputs"]["complete"]
    assert manifest["dataset_yaml"]["released"] == "2026-11-21"
    assert manifest["entities_csv"] == [["name", "type"], ["Alder, Labs", "Organization"]]
    assert manifest["reviews_csv"] == [heads.split(","), judged.split(",")]
    assert manifest["confidence"]["min"] == 0.7
    assert all(s["right"] <= s["judged"] for s in manifest["confidence"]["shares"])
    assert manifest["libraries"] == {name: metadata.version(name) for name in sorted(WRITING)}
    assert manifest["libraries"]["pyarrow"] == pa.__version__
    assert (manifest["version"], manifest["released"]) == ("1.0.0", "2026-11-21")
    assert manifest["factpack"] == "0.1.0" and manifest["extractor"] == "rules 0.1.0"


def test_manifest_names_the_facts_from_elsewhere_by_their_hash(
    write: Write, tmp_path: Path
) -> None:
    (tmp_path / "articles").mkdir(exist_ok=True)
    (tmp_path / "articles" / "facts.jsonl").write_bytes(b"{}\n")
    folder, _ = write(extractor=ExtractorOptions("jsonl", JsonlOptions("facts.jsonl")))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["facts_sha256"] == hashlib.sha256(b"{}\n").hexdigest()


def test_datasheet_states_the_figures_of_the_tables(release: Path) -> None:
    sheet = (release / "DATASHEET.md").read_text("utf-8")
    for line in (
        "| Harbour Wire | 1 | 20.0% |",
        "| not known | 1 | 20.0% |",
        "4 March 2021 to 30 January 2022 (publication); 1 article without a date.",
        "**Facts.** 8 facts. 3 (37.5%) rest on two independent origins or more",
        "| claim | `no-subject` | 5 | The subject of a claim is not known. |",
        "| share | 5 |",
        "2 articles of 5 withhold words.",
        "| `founded_on` | 3 | 3 | 0 | 2 |",
    ):
        assert line in sheet
    for section in (
        "1. Motivation",
        "2. Composition",
        "3. Collection process",
        "4. Preprocessing, cleaning, labelling",
        "5. Uses",
        "6. Distribution",
        "7. Maintenance",
    ):
        assert f"\n## {section}\n" in sheet


def test_plots_named_in_the_datasheet_are_there(release: Path) -> None:
    import re

    sheet = (release / "DATASHEET.md").read_text("utf-8")
    shown = set(re.findall(r"\]\((plots/[^)]+)\)", sheet))
    assert shown == {n for n in contents(release) if n.startswith("plots/")}
