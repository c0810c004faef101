"""A folder that changes as a whole, and what runs that were killed leave behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from factpack.errors import FactpackError
from factpack.release.exchange import change_places


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dist" / "tides" / "1.0.0").mkdir(parents=True)
    (tmp_path / "dist" / "tides" / "1.0.0" / "words.txt").write_text("old", "utf-8")
    return tmp_path / "dist" / "tides"


def change(folder: Path) -> None:
    with change_places(folder) as draft:
        file = draft / "1.0.0" / "words.txt"
        file.unlink()
        file.write_text("new", "utf-8")


def read(folder: Path) -> str:
    assert [f.name for f in folder.parent.iterdir()] == [folder.name]
    return (folder / "1.0.0" / "words.txt").read_text("utf-8")


def test_the_new_folder_takes_the_place_and_nothing_is_left_of_the_old(folder: Path) -> None:
    change(folder)
    assert read(folder) == "new"


def test_nothing_changes_where_the_work_fails(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), change_places(folder) as draft:
        (draft / "1.0.0" / "words.txt").unlink()
        raise ZeroDivisionError
    assert read(folder) == "old"


def test_a_draft_that_nobody_changed_replaces_nothing(folder: Path) -> None:
    before = (folder / "1.0.0").stat().st_ino
    with change_places(folder):
        pass
    assert read(folder) == "old" and (folder / "1.0.0").stat().st_ino == before


@pytest.mark.parametrize("killed", ["before", "between", "after"])
def test_a_killed_run_is_cleared_away(folder: Path, killed: str) -> None:
    draft, old = folder.with_name(".tides.new"), folder.with_name(".tides.old")
    if killed == "before":
        shutil.copytree(folder, draft)
    elif killed == "between":
        shutil.copytree(folder, draft)
        folder.rename(old)
    else:
        shutil.copytree(folder, old)
    change(folder)
    assert read(folder) == "new"


def test_releases_that_were_made_meanwhile_are_not_thrown_away(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name(".tides.new"))
    shutil.copytree(folder, folder.with_name(".tides.old"))
    with pytest.raises(FactpackError, match="others stand there now"):
        change(folder)
    assert folder.with_name(".tides.old").is_dir()
