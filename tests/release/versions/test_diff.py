"""What differs between two releases, whatever contract each is of."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command import factpack
from tests.release.sample_tables import ARTICLES, SampleArticle, Tables, founded, said
from tests.release.versions.folders import table_schema, write_folder
from tests.why.conftest import Make, make, written  # noqa: F401

from factpack.errors import FactpackError
from factpack.release.versions.diff import Diff, diff_releases
from factpack.release.versions.report import markdown, text_lines
from factpack.release.versions.rows import TableChanges
from factpack.release.versions.schemas import DESCRIBED
from factpack_validators.folder import parquet_file
from factpack_validators.schemas import read_json

PORTS = table_schema("id", id="string", name="string", depth="integer")
ROWS: list[dict[str, Any]] = [{"id": f"p{i}", "name": f"Port {i}", "depth": i} for i in range(6)]


def ports(folder: Path, rows: list[dict[str, Any]], schema: Any = PORTS, **more: Any) -> Path:
    return write_folder(folder, {"ports": (schema, rows)}, **more)


def only(diff: Diff) -> TableChanges:
    (table,) = (t for t in diff.tables if t.total)
    return table


def test_rows_by_key_with_their_cells(tmp_path: Path) -> None:
    rows = [*ROWS[1:], {"id": "p9", "name": None, "depth": 9}]
    rows[1] = {**rows[1], "depth": 40}
    diff = diff_releases(ports(tmp_path / "a", ROWS), ports(tmp_path / "b", rows[::-1]))
    table = only(diff)
    assert dict(table.counts) == {"delete": 1, "insert": 1, "update": 1}
    assert dict(table.columns) == {"depth": 1}
    assert [(r.key, r.change, dict(r.cells)) for r in table.rows] == [
        ("p0", "delete", {}),
        ("p2", "update", {"depth": (2, 40)}),
        ("p9", "insert", {}),
    ]
    assert (table.old_rows, table.new_rows) == (6, 6)


def test_keys_that_read_alike_are_told_apart(tmp_path: Path) -> None:
    schema = table_schema(["a", "b"], a="string", b="string", n="integer")
    keys = [("x|y", "z"), ("x", "y|z")]
    old, new = (
        ports(
            tmp_path / side, [{"a": a, "b": b, "n": n + i} for i, (a, b) in enumerate(keys)], schema
        )
        for side, n in (("a", 1), ("b", 5))
    )
    assert [dict(r.cells) for r in only(diff_releases(old, new)).rows] == [
        {"n": (2, 6)},
        {"n": (1, 5)},
    ]


def test_a_table_and_columns_that_the_contract_does_not_know(tmp_path: Path) -> None:
    wider = table_schema("id", id="string", depth="string", name="string", lit="boolean")
    rows = [{**row, "depth": str(row["depth"]), "lit": None} for row in ROWS]
    rows[0]["lit"] = True
    old = ports(tmp_path / "a", ROWS)
    new = write_folder(
        tmp_path / "b", {"ports": (wider, rows), "tugs": (table_schema("id", id="string"), [])}
    )
    diff = diff_releases(old, new)
    assert {(c.kind, c.table, c.column) for c in diff.schema} == {
        ("column-added", "ports", "lit"),
        ("columns-reordered", "ports", None),
        ("type-changed", "ports", "depth"),
        ("table-added", "tugs", None),
    }
    # The same numbers in another type are no other cells.
    assert dict(only(diff).columns) == {"lit": 1}
    back = diff_releases(new, old)
    assert {c.kind for c in back.schema} >= {"column-removed", "table-removed"}
    assert dict(only(back).columns) == {"lit": 1}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({"enum": ["a", "b"]}, {"enum": ["a", "b", "c"]}, "constraint-loosened"),
        ({"enum": ["a", "b"]}, {"enum": ["a"]}, "constraint-tightened"),
        ({"minimum": 1}, {"minimum": 0}, "constraint-loosened"),
        ({"maximum": 5}, {"maximum": 4}, "constraint-tightened"),
        ({"required": True}, {}, "constraint-loosened"),
        ({}, {"required": True}, "constraint-tightened"),
        ({"pattern": "a+"}, {"pattern": "a*"}, "constraint-tightened"),
        ({"minimum": 1}, {"minimum": "one"}, "constraint-tightened"),
    ],
)
def test_constraints(tmp_path: Path, before: Any, after: Any, kind: str) -> None:
    folders = []
    for name, constraints in (("a", before), ("b", after)):
        schema = table_schema("id", id="string")
        schema["fields"][0]["constraints"] = constraints
        folders.append(ports(tmp_path / name, [], schema))
    (change,) = diff_releases(folders[0], folders[1]).schema
    assert (change.kind, change.table, change.column) == (kind, "ports", "id")


def test_keys_that_stand_twice_are_refused(tmp_path: Path) -> None:
    """A downloaded release may hold one key a million times: they are never joined."""
    twice = ports(tmp_path / "b", [*ROWS, *ROWS[:2]])
    with pytest.raises(FactpackError, match=r"b: ports has 2 keys that stand in more than one row"):
        diff_releases(ports(tmp_path / "a", ROWS), twice)


def test_rows_without_a_common_key_are_not_compared(tmp_path: Path) -> None:
    other = table_schema("code", code="string")
    diff = diff_releases(ports(tmp_path / "a", ROWS), ports(tmp_path / "b", [], other))
    assert diff.unmatched == ("ports",)
    assert not diff.empty


@pytest.mark.parametrize("name", ["../escape", "ports\n", "x" * 80, "Ports"])
def test_a_descriptor_leads_nowhere(tmp_path: Path, name: str) -> None:
    old, new = (ports(tmp_path / side, ROWS) for side in "ab")
    (tmp_path / "escape").mkdir()
    (new / "datapackage.json").write_text(
        json.dumps({"resources": [{"name": name, "schema": PORTS, "path": "/etc/passwd"}, 7, {}]})
    )
    diff = diff_releases(old, new)
    assert {t.table for t in diff.tables} == {"ports"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    old, new = (ports(tmp_path / side, ROWS) for side in "ab")
    file = new / parquet_file("ports")
    file.rename(tmp_path / "elsewhere.parquet")
    file.symlink_to(tmp_path / "elsewhere.parquet")
    diff = diff_releases(old, new)
    assert only(diff).new_rows is None


def test_the_command_line(tmp_path: Path) -> None:
    hostile = "<script>x</script>|\x1b[31m"
    old = ports(tmp_path / "a", ROWS)
    new = ports(tmp_path / "b", [{**ROWS[0], "name": hostile}, *ROWS[1:]], version="1.0.1")
    done = factpack("diff", old, new)
    assert done.returncode == 1
    assert "1 changed (6 → 6)" in done.stdout and "\x1b" not in done.stdout
    page = factpack("diff", old, new, "--markdown").stdout
    assert "<script>" not in page and page.startswith("# tides 1.0.0 → 1.0.1")
    data = json.loads(factpack("diff", old, new, "--json").stdout)
    assert data["tables"]["ports"]["rows"][0]["cells"] == {"name": ["Port 0", hostile]}
    same = factpack("diff", old, old)
    assert same.returncode == 0 and "agree" in same.stdout
    assert factpack("diff", old, tmp_path / "none").returncode == 2


def test_a_release_says_nothing_to_a_terminal(tmp_path: Path) -> None:
    said = {"dataset": "tides\x1b]0;x\x07", "version": "1.0.0\x1b[31m"}
    old = ports(tmp_path / "a", ROWS, **said)
    new = ports(tmp_path / "b", ROWS[1:], **said)
    for other in (old, new):
        lines = "\n".join(text_lines(diff_releases(old, other)))
        assert lines.count(r"\x1b]0;x\x07") == 1 and lines.count(r"1.0.0\x1b[31m") == 2
        assert lines.replace("\n", "").isprintable()


NOT_DESCRIBED = {
    "name": "a release of another name follows none of this one",
    "version": "is the number itself",
    "versioning": "says how the number follows from the differences, not what differs",
    "released": "is the day of a release, not a reason for one",
    "excerpt_share": "shows in the rows whose words it withholds",
    "sources": "shows in the rows of articles",
    "select": "shows in the rows of articles and rejected",
    "vocabulary": "shows in the rows of predicates, and in `run` of the difference",
    "rules": "shows in the rows, and in `run` of the difference",
    "extractor": "shows in the rows, and in `run` of the difference",
    "publish": "shows in the rows that are claims or rejected",
    "doi": "names one version, for which it is reserved before it is built",
    "drift": "says what is a warning between two releases, and counts from the next one",
    "articles": "shows in the cells of articles",
    "withdrawn": "shows in the rows that are gone, and in withdrawals.json",
}
"""Keys of dataset.yaml that alone make no release, and why."""


def test_every_key_of_dataset_yaml_is_described_or_has_a_reason() -> None:
    keys = [*DESCRIBED, *NOT_DESCRIBED]
    assert sorted(keys) == sorted(read_json("dataset.schema.json")["properties"])


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("contact", None, "https://tides.example/ask"),
        ("contact", "https://tides.example/ask", "https://tides.example/form"),
        ("checks", [{"code": "name-long", "severity": "info", "reason": "Ships."}], None),
    ],
)
def test_what_a_card_says_is_a_difference(
    tmp_path: Path, key: str, before: Any, after: Any
) -> None:
    old, new = (
        ports(tmp_path / side, ROWS, dataset_yaml={key: value} if value else {})
        for side, value in (("a", before), ("b", after))
    )
    diff = diff_releases(old, new)
    assert [(c.kind, c.column, c.old, c.new) for c in diff.metadata] == [
        ("metadata-changed", key, before, after)
    ]
    assert not diff.empty


VALUES = st.one_of(st.none(), st.integers(0, 3))
TABLES = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(VALUES, VALUES), max_size=8)


@settings(max_examples=25, deadline=None)
@given(before=TABLES, after=TABLES, order=st.randoms(use_true_random=False))
def test_any_edit_is_found_whatever_the_order_of_rows(before: Any, after: Any, order: Any) -> None:
    schema = table_schema(["id"], id="string", x="integer", y="integer")

    def write(folder: Path, table: dict[str, Any]) -> Path:
        rows = [{"id": k, "x": x, "y": y} for k, (x, y) in table.items()]
        order.shuffle(rows)
        return ports(folder, rows, schema)

    with tempfile.TemporaryDirectory() as work:
        old, new = (write(Path(work) / n, t) for n, t in (("a", before), ("b", after)))
        (table,) = diff_releases(old, new).tables
        assert diff_releases(new, new).empty
    changed = {k for k in before if k in after and before[k] != after[k]}
    assert {(r.key, r.change) for r in table.rows} == {
        *((k, "insert") for k in after if k not in before),
        *((k, "delete") for k in before if k not in after),
        *((k, "update") for k in changed),
    }
    for row in table.rows:
        if row.change == "update":
            pairs = zip("xy", before[row.key], after[row.key], strict=True)
            assert dict(row.cells) == {c: (a, b) for c, a, b in pairs if a != b}


LATER = SampleArticle("later-6", (founded("Alder Labs", 2001),), title="Twenty years of Alder")


@pytest.fixture
def old(make: Make) -> Path:  # noqa: F811
    return make().path


def causes(diff: Diff, table: str) -> set[str]:
    (rows,) = (t for t in diff.tables if t.table == table)
    return set(rows.causes)


def test_news_is_told_apart(old: Path, make: Make) -> None:  # noqa: F811
    new = make((*ARTICLES[1:], LATER), version="1.1.0").path
    diff = diff_releases(old, new)
    assert causes(diff, "articles") == {"article-new", "article-gone"}
    assert causes(diff, "claims") == {"article-new", "article-gone"}
    assert set(diff.groups) <= {"articles", "linking"}
    assert diff.groups["articles"] > diff.groups.get("linking", 0)
    first = replace(ARTICLES[0], sentences=(*ARTICLES[0].sentences, said("We rest now", "Ann Ho")))
    new = make((first, *ARTICLES[1:]), version="1.2.0").path
    assert causes(diff_releases(old, new), "quotes") == {"article-text"}


def _drop_claim(tables: Tables) -> None:
    gone = tables["claims"].pop(0)
    tables["evidence"] = [r for r in tables["evidence"] if r["claim_id"] != gone["claim_id"]]


def _raise_confidence(tables: Tables) -> None:
    for claim in tables["claims"]:
        claim["confidence"] = 0.25


def _relink(tables: Tables) -> None:
    claim = tables["claims"][0]
    claim["subject_id"] = next(
        e["entity_id"] for e in tables["entities"] if e["entity_id"] != claim["subject_id"]
    )


def _define(tables: Tables) -> None:
    tables["predicates"][0]["definition"] = "Something else."


@pytest.mark.parametrize(
    ("change", "extractor", "table", "group"),
    [
        (_drop_claim, "rules 0.2.0", "claims", "extractor"),
        (_drop_claim, "rules 0.2.0", "evidence", "extractor"),
        (_relink, "rules 0.1.0", "claims", "linking"),
        (_define, "rules 0.1.0", "predicates", "vocabulary"),
    ],
)
def test_what_the_publisher_did_is_told_apart(
    old: Path,
    make: Make,  # noqa: F811
    change: Callable[[Tables], None],
    extractor: str,
    table: str,
    group: str,
) -> None:
    new = make(version="1.0.1", change=change, extractor=extractor).path
    diff = diff_releases(old, new)
    assert causes(diff, table) == {group}
    text = "\n".join(text_lines(diff))
    assert f"{group} " in text and f"| {group} |" in markdown(diff)


def test_reviews_are_told_apart(old: Path, make: Make) -> None:  # noqa: F811
    new = make(version="1.0.1", change=_raise_confidence).path
    manifest = json.loads((new / "manifest.json").read_text())
    manifest["reviews_csv"] = [["claim_id"], ["c-1"]]
    (new / "manifest.json").write_text(json.dumps(manifest))
    diff = diff_releases(old, new)
    assert causes(diff, "claims") == {"review"}
    assert "reviews_csv" in diff.run


@pytest.mark.parametrize("table", ["literals", "statements"])
def test_a_release_without_a_table(old: Path, tmp_path: Path, table: str) -> None:
    less = tmp_path / "less"
    shutil.copytree(old, less)
    shutil.rmtree(less / "data" / table)
    for sides, kind, change in (
        ((less, old), "table-added", "insert"),
        ((old, less), "table-removed", "delete"),
    ):
        diff = diff_releases(*sides)
        assert [(c.kind, c.table) for c in diff.schema] == [(kind, table)]
        assert set(only(diff).counts) == {change}
