"""Old tables and a delta give the new tables, and back; a broken or forged delta gives nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.release.versions.folders import write_contract, write_delta

from factpack.errors import FactpackError
from factpack.release.tables import file_info
from factpack.release.versions.apply import apply_delta
from factpack.release.versions.deltas import DELTA
from factpack_validators.folder import parquet_file

TEXT = "The harbour closed its gates at noon."


def article(name: str, text: str | None = TEXT, rights: str = "full") -> dict[str, Any]:
    return {
        "article_id": f"a-{name}",
        "source_id": name,
        "rights": rights,
        "text": text,
        "text_sha256": f"hash of {text}",
        "n_chars": len(text or ""),
    }


def mention(name: str, of: str, exact: str | None = "harbour") -> dict[str, Any]:
    return {"mention_id": f"m-{name}", "article_id": f"a-{of}", "entity_id": "e-1", "exact": exact}


def tables(folder: Path) -> dict[str, bytes]:
    files = [*folder.glob("data/*/*.parquet"), *folder.glob("csv/*.csv")]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def rows(delta: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(delta / f"{table}.parquet").to_pylist()
    return found


CELL = st.one_of(st.none(), st.sampled_from(["", "é", 'a"b', "x,\ny", "0"]))
CONFLICTS = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), st.tuples(CELL, st.booleans())
)
ALIASES = st.dictionaries(st.sampled_from(["Ärger", "B|c", "d"]), st.integers(0, 3))


@settings(max_examples=12, deadline=None)
@given(before=st.tuples(CONFLICTS, ALIASES), after=st.tuples(CONFLICTS, ALIASES))
def test_a_delta_restores_any_edit_and_undoes_it(before: Any, after: Any) -> None:
    def write(folder: Path, edit: Any, version: str) -> Path:
        conflicts, aliases = edit
        made = {
            "conflicts": [
                {"conflict_id": c, "fact_id": f, "reason": reason, "is_preferred": preferred}
                for (c, f), (reason, preferred) in conflicts.items()
            ],
            "aliases": [
                {"entity_id": "e-1", "alias": alias, "n_mentions": n}
                for alias, n in aliases.items()
            ],
        }
        return write_contract(folder, made, version)

    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        old, new = write(work / "a", before, "1.0.0"), write(work / "b", after, "2.0.0")
        delta = write_delta(old, new, work / "delta")
        assert apply_delta(old, delta, work / "forth").backward is False
        assert tables(work / "forth") == tables(new)
        if tables(old) != tables(new):
            assert apply_delta(new, delta, work / "back").backward is True
            assert tables(work / "back") == tables(old)
        assert len(list(delta.iterdir())) == 1 + sum(
            a != b for a, b in zip(before, after, strict=True)
        )


def test_what_is_not_published_any_more_stands_in_no_delta(tmp_path: Path) -> None:
    old = write_contract(
        tmp_path / "a",
        {
            "articles": [article("gone"), article("closed"), article("open")],
            "mentions": [mention("1", "gone"), mention("2", "closed"), mention("3", "open")],
            "entities": [{"entity_id": "e-1", "name": "Harbour Secret"}],
            "aliases": [{"entity_id": "e-1", "alias": "Secret", "n_mentions": 3}],
        },
        "1.0.0",
    )
    new = write_contract(
        tmp_path / "b",
        {
            "articles": [article("closed", None, "facts"), article("open", TEXT + " It rained.")],
            "mentions": [mention("2", "closed", None)],
        },
        "2.0.0",
    )
    delta = write_delta(old, new, tmp_path / "delta")
    kinds = [(r["article_id"], r["_change_type"], r["text"]) for r in rows(delta, "articles")]
    assert kinds == [
        ("a-closed", "update_preimage", None),
        ("a-closed", "update_postimage", None),
        ("a-gone", "delete", None),
        ("a-open", "update_preimage", TEXT),
        ("a-open", "update_postimage", TEXT + " It rained."),
    ]
    assert [(r["mention_id"], r["_change_type"], r["exact"]) for r in rows(delta, "mentions")] == [
        ("m-1", "delete", None),
        ("m-2", "update_preimage", None),
        ("m-2", "update_postimage", None),
        ("m-3", "delete", "harbour"),
    ]
    assert rows(delta, "mentions")[0]["_reason"] == ("The article is no longer in the corpus.")
    ((entity,), (alias,)) = rows(delta, "entities"), rows(delta, "aliases")
    assert entity["name"] is None and alias["alias"] is None and len(alias["_key_sha256"]) == 64
    for file in delta.iterdir():
        assert b"Secret" not in file.read_bytes(), file.name
    apply_delta(old, delta, tmp_path / "forth")
    assert tables(tmp_path / "forth") == tables(new)
    with pytest.raises(FactpackError, match="and not back: rows of"):
        apply_delta(new, delta, tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases and the delta between them; to copy."""
    folder = tmp_path_factory.mktemp("pair")
    old = write_contract(folder / "a", {"articles": [article("1"), article("2")]}, "1.0.0")
    new = write_contract(folder / "b", {"articles": [article("1"), article("3")]}, "2.0.0")
    write_delta(old, new, folder / "delta")
    return folder


@pytest.fixture
def pair(written: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A copy of them to change."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return tmp_path / "a", tmp_path / "b", tmp_path / "delta"


def _edit(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def edit(delta: Path) -> None:
        data = json.loads((delta / DELTA).read_text())
        change(data)
        (delta / DELTA).write_text(json.dumps(data))

    return edit


def _rows(change: Callable[[pa.Table], pa.Table]) -> Callable[[Path], None]:
    def edit(delta: Path) -> None:
        file = delta / "articles.parquet"
        pq.write_table(change(pq.read_table(file)), file)

    return edit


def _link(delta: Path) -> None:
    file = delta / "articles.parquet"
    file.rename(delta.parent / "elsewhere.parquet")
    file.symlink_to(delta.parent / "elsewhere.parquet")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda d: (d / DELTA).unlink(), "no delta"),
        (lambda d: (d / DELTA).write_text("[" * 100_000), "no delta"),
        (lambda d: (d / DELTA).write_text("[]"), "no delta"),
        (lambda d: (d / "articles.parquet").unlink(), "missing, or a link"),
        (lambda d: (d / "articles.parquet").write_bytes(b"PAR1"), "cannot be made"),
        (_link, "missing, or a link"),
        (_rows(lambda t: t.slice(0, 1)), "other bytes than it says"),
        (_rows(lambda t: t.drop_columns(["_change_type"])), "no column _change_type"),
        (_rows(lambda t: t.drop_columns(["text"])), "no column text"),
        (_edit(lambda d: d["tables"].update({"../x": d["tables"]["articles"]})), "no name of a"),
        (_edit(lambda d: d["tables"]["articles"].update(key=['a" or true'])), "no name of a"),
        (_edit(lambda d: d["tables"]["articles"].update(key=["nowhere"])), "a key is no column"),
        (_edit(lambda d: d["tables"]["articles"]["to"]["columns"].update(text="blob")), "no type"),
        (
            _edit(lambda d: d["tables"]["articles"]["from"]["parquet"].update(sha256="0" * 64)),
            "neither",
        ),
        (_edit(lambda d: d["to"].update(version="../../x")), "between no versions"),
    ],
)
def test_a_broken_delta_makes_nothing(
    pair: tuple[Path, Path, Path], tmp_path: Path, damage: Callable[[Path], object], said: str
) -> None:
    old, _, delta = pair
    damage(delta)
    with pytest.raises(FactpackError, match=said):
        apply_delta(old, delta, tmp_path / "out")
    assert not [p.name for p in tmp_path.iterdir() if "out" in p.name]


@pytest.mark.parametrize("place", ["csv/entities.csv", "csv", "data/entities", "data"])
def test_a_link_in_a_release_is_not_followed(
    pair: tuple[Path, Path, Path], tmp_path: Path, place: str
) -> None:
    """The table of entities is the same on both sides, so that its files would be copied."""
    old, _, delta = pair
    linked, elsewhere = old / place, tmp_path / "elsewhere"
    linked.rename(elsewhere)
    for target in (elsewhere, linked):  # Of two links, the other leads to itself.
        linked.symlink_to(target)
        with pytest.raises(FactpackError, match="is a link, or lies behind one"):
            apply_delta(old, delta, tmp_path / "out")
        linked.unlink()
    assert not [p.name for p in tmp_path.iterdir() if "out" in p.name]


def _long_cells(file: Path, into: Path) -> None:
    """Let a Parquet file have many rows whose cells stand once in it, and take much space."""
    have = pq.read_table(file)
    n = 400
    cells = [
        pa.DictionaryArray.from_arrays(pa.array([0] * n, pa.int32()), pa.array(["x" * 10**6]))
        if field.type == pa.string()
        else pa.nulls(n, field.type)
        for field in have.schema
    ]
    pq.write_table(pa.table(cells, names=have.schema.names), into)


def test_a_delta_that_unpacks_to_much_is_not_read(
    pair: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    old, _, delta = pair
    file = delta / "articles.parquet"
    _long_cells(file, file)
    with pytest.raises(FactpackError, match=r"articles\.parquet has .* unpacks to .* not read"):
        apply_delta(old, delta, tmp_path / "out")


def test_a_table_that_unpacks_to_much_is_not_read(
    pair: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """A forger gives the delta the hashes of the release."""
    old, _, delta = pair
    file = old / parquet_file("articles")
    _long_cells(file, file)
    said = file_info(old, parquet_file("articles")).sha256
    _edit(lambda d: d["tables"]["articles"]["from"]["parquet"].update(sha256=said))(delta)
    with pytest.raises(FactpackError, match=r"articles-.* unpacks to .* not read"):
        apply_delta(old, delta, tmp_path / "out")


def test_a_delta_belongs_to_its_releases_and_overwrites_nothing(
    pair: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    old, new, delta = pair
    with pytest.raises(FactpackError, match="exists"):
        apply_delta(old, delta, new)
    other = write_contract(tmp_path / "c", {"articles": [article("9")]}, "1.0.0")
    with pytest.raises(FactpackError, match=r"neither those of 1\.0\.0 nor those of 2\.0\.0"):
        apply_delta(other, delta, tmp_path / "out")
    shutil.rmtree(other)
