"""Forged and broken deltas of a release are found, with and without the release before."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.once import once
from tests.pipeline.harbour import ARTICLES, CONFIG, Corpus, changed_harbour

from factpack_validators.checks import FAMILIES
from factpack_validators.release import validate_release

SKIP = [f for f in FAMILIES if f not in ("metadata", "previous")]
DELTA = "deltas/1.0.0..2.0.0"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two releases; the second has an article more and one less."""
    return both(changed_harbour(tmp_path_factory))


def both(corpus: Path) -> tuple[Path, Path]:
    old, new = (corpus / "dist" / "harbour" / version for version in ("1.0.0", "2.0.0"))
    return old, new


WEATHER = " ".join(["The boats went out in the rain, as they do on any day of the week."] * 14)


@pytest.fixture(scope="module")
def excerpts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two releases of excerpts, and of one article in full; names are linked in another way.

    Of the excerpts, an article is gone and a sentence of another; of the one in full, a sentence.
    """

    def make(folder: Path) -> None:
        corpus = Corpus(folder)
        config = CONFIG.replace("rights: full", "rights: excerpt")
        whole = "articles: {articles/open.txt: {rights: full}}\n"
        (corpus.folder / "dataset.yaml").write_text(config + whole, "utf-8")
        for name in ARTICLES:
            corpus.remove(name)
        founded, based = "Orbit Foods was founded in 2004.", "Tarn Optics is based in Lund."
        goal = "Velmar Corp. aims to teach every seal to read charts."
        corpus.add(
            "kept", f"{founded} {WEATHER} Ofoods invested $5 million in Kestrel Motors in 2020."
        )
        corpus.add("cut", f"{based} {goal} {WEATHER}")
        corpus.add("gone", f"Brackla Ltd. aims to become the largest port in the north. {WEATHER}")
        corpus.add("open", f"{WEATHER} Pemberly Ltd. aims to cut waste at every quay.")
        corpus.run("1.0.0")
        corpus.curate("Orbit Foods,Organization,Ofoods,,,")
        corpus.add("cut", f"{based} {WEATHER}")
        corpus.remove("gone")
        corpus.add("open", WEATHER)
        corpus.run("2.0.0")

    return both(once(tmp_path_factory, "harbour-excerpts", make))


def found(release: Path, previous: Path | None) -> set[str]:
    report = validate_release(release, previous=previous, skip=SKIP)
    return {f.message for f in report.findings if f.code == "delta-mismatch"}


def _rows(table: str, change: Callable[[list[Row]], object]) -> Callable[[Path], None]:
    def edit(release: Path) -> None:
        file = release / DELTA / f"{table}.parquet"
        read = pq.read_table(file)
        listed = read.to_pylist()
        change(listed)
        pq.write_table(pa.Table.from_pylist(listed, schema=read.schema), file)

    return edit


def _json(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def edit(release: Path) -> None:
        file = release / DELTA / "delta.json"
        data = json.loads(file.read_text())
        change(data)
        file.write_text(json.dumps(data))

    return edit


def _column(release: Path) -> None:
    file = release / DELTA / "claims.parquet"
    table = pq.read_table(file)
    pq.write_table(table.append_column("secret", pa.array(["words"] * len(table))), file)


def _first(kind: str, rows: list[Row]) -> Row:
    return next(row for row in rows if row["_change_type"] == kind)


def test_the_delta_of_a_build_is_true(releases: tuple[Path, Path]) -> None:
    old, new = releases
    assert found(new, None) == found(new, old) == set()


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (_rows("claims", lambda r: _first("insert", r).update(rule="other")), "no rows of"),
        (_rows("claims", lambda r: r.append({**_first("delete", r), "_reason": None})), "reason"),
        (_rows("claims", lambda r: r.remove(_first("insert", r))), "other changes than"),
        (
            _rows("claims", lambda r: _first("delete", r).update(_change_type="gone")),
            "other changes",
        ),
        (
            _rows("articles", lambda r: _first("delete", r).update(text="Withdrawn words.")),
            "not published in full",
        ),
        (
            _rows("claims", lambda r: r.append({**_first("insert", r), "_change_type": "delete"})),
            "deleted rows that the release has",
        ),
        (_column, "of neither release"),
        (lambda p: (p / DELTA / "claims.parquet").unlink(), "is missing"),
        (lambda p: (p / DELTA / "claims.parquet").write_bytes(b"PAR1"), "claims.parquet: "),
        (lambda p: (p / DELTA / "delta.json").unlink(), "holds no delta.json"),
        (lambda p: (p / DELTA).rename(p / "deltas/0.9.0..2.0.0"), "does not lead from"),
        (_json(lambda d: d["from"].update(sha256sums_sha256="0" * 64)), "other releases"),
        (_json(lambda d: d["tables"]["claims"]["to"]["csv"].update(sha256="0" * 64)), "hashes"),
        (_json(lambda d: d["tables"].update(claims=7)), "hashes"),
    ],
)
def test_a_forged_delta_is_found_without_the_release_before(
    releases: tuple[Path, Path], tmp_path: Path, forge: Callable[[Path], object], said: str
) -> None:
    copy = tmp_path / "2.0.0"
    shutil.copytree(releases[1], copy)
    forge(copy)
    assert any(said in message for message in found(copy, None)), found(copy, None)


def test_a_delta_of_excerpts_has_the_words_that_are_still_published(
    excerpts: tuple[Path, Path],
) -> None:
    old, new = excerpts
    assert found(new, None) == found(new, old) == set()

    def words(table: str, column: str, *kinds: str) -> set[str]:
        rows = pq.read_table(new / DELTA / f"{table}.parquet").to_pylist()
        return {r[column] for r in rows if r["_change_type"] in kinds and r[column]}

    gone = ("update_preimage", "delete")
    assert {"Orbit Foods was founded in 2004"} <= words("claims", "exact", *gone)
    # What was deleted has words where the article is in full, and nowhere else.
    waste = "cut waste at every quay"
    assert words("facts", "object_value", "delete") == {waste}
    assert waste in words("evidence", "exact", "delete")
    said = " ".join(
        str(pq.read_table(file).to_pylist()) for file in (new / DELTA).glob("*.parquet")
    )
    assert waste in said and "every seal" not in said and "largest port" not in said


def _put_back(table: str, kind: str, **cells: Any) -> Callable[[Path], None]:
    """Give the first row of a kind that has the key alone cells again."""

    def change(rows: list[Row]) -> None:
        (column, *_) = cells
        row = next(r for r in rows if r["_change_type"] == kind and r[column] is None)
        row.update(cells)

    return _rows(table, change)


@pytest.mark.parametrize(
    ("table", "forge"),
    [
        ("claims", _put_back("claims", "delete", exact="become the largest port")),
        ("evidence", _put_back("evidence", "delete", exact="become the largest port")),
        ("facts", _put_back("facts", "delete", object_value="become the largest port")),
        ("statements", _put_back("statements", "delete", sentence="Brackla grows.")),
        ("mentions", _put_back("mentions", "delete", exact="Brackla Ltd.")),
        ("articles", _put_back("articles", "delete", title="The largest port")),
        (
            "claims",
            _rows("claims", lambda r: _first("update_preimage", r).update(exact="Other words")),
        ),
    ],
)
def test_withheld_words_that_are_put_back_are_found(
    excerpts: tuple[Path, Path], tmp_path: Path, table: str, forge: Callable[[Path], object]
) -> None:
    copy = tmp_path / "2.0.0"
    shutil.copytree(excerpts[1], copy)
    forge(copy)
    said = "old rows with words of articles that are not published in full"
    assert found(copy, None) == {f"{DELTA}/{table}.parquet has 1 {said}"}


def _silent(table: str, kind: str) -> Callable[[Path], None]:
    """Leave out a change, in the rows and in delta.json alike."""

    def forge(release: Path) -> None:
        _rows(table, lambda rows: rows.remove(_first(kind, rows)))(release)
        counts = ["tables", table, "changes"]

        def fewer(data: Any) -> None:
            for part in counts:
                data = data[part]
            data[kind] -= 1
            if not data[kind]:
                del data[kind]

        _json(fewer)(release)

    return forge


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (_silent("claims", "insert"), "do not make those of this one"),
        (_silent("claims", "delete"), "do not make those of this one"),
        (
            _rows("entities", lambda r: _first("delete", r).update(name="Another")),
            "old rows that the release before does not have",
        ),
    ],
)
def test_a_delta_that_lies_about_the_past_is_found_beside_it(
    releases: tuple[Path, Path], tmp_path: Path, forge: Callable[[Path], object], said: str
) -> None:
    old, new = releases
    copy = tmp_path / "2.0.0"
    shutil.copytree(new, copy)
    forge(copy)
    assert not found(copy, None)
    assert any(said in message for message in found(copy, old)), found(copy, old)
