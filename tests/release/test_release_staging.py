"""A release is published whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.release.conftest import Write

from factpack.errors import FactpackError
from factpack.release import staging as staging_module
from factpack.release.previous import find_previous
from factpack.release.staging import publish_folder, staging_folder

REPOSITORY = Path(__file__).parents[2]


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder: bytes of files, None for folders."""
    return {
        place.relative_to(folder).as_posix(): place.read_bytes() if place.is_file() else None
        for place in sorted(folder.rglob("*"))
    }


def publish(release: Path, destination: Path) -> bool:
    with staging_folder(destination) as work:
        staging = work / "release"
        shutil.copytree(release, staging)
        return publish_folder(staging, destination)


def test_a_release_is_moved_into_place_and_listed(release: Path, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    destination = dist / "alder-and-birch" / "1.0.0"
    assert publish(release, destination) is False
    assert tree(destination) == tree(release)
    index = json.loads((dist / "alder-and-birch" / "index.json").read_text("utf-8"))
    assert index["latest"] == "1.0.0"
    assert index["versions"][0]["released"] == "2026-11-21"
    assert index["versions"][0]["rows"]["facts"] == 8
    assert [place.name for place in tmp_path.iterdir()] == ["dist"]


def test_the_same_bytes_are_unchanged(release: Path, tmp_path: Path) -> None:
    destination = tmp_path / "dist" / "alder-and-birch" / "1.0.0"
    publish(release, destination)
    before = tree(tmp_path)
    assert publish(release, destination) is True
    assert tree(tmp_path) == before


def test_the_same_bytes_published_meanwhile_are_unchanged(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two equal builds at once: the other one is done while this one writes to the disk."""
    destination = tmp_path / "dist" / "alder-and-birch" / "1.0.0"
    sync = staging_module.sync_tree

    def meanwhile(folder: Path) -> None:
        sync(folder)
        monkeypatch.setattr(staging_module, "sync_tree", sync)
        assert publish(release, destination) is False

    monkeypatch.setattr(staging_module, "sync_tree", meanwhile)
    assert publish(release, destination) is True
    assert tree(destination) == tree(release)


def test_builds_publish_one_after_the_other(release: Path, tmp_path: Path) -> None:
    """Each rewrites index.json from the folders there, and must not forget what another adds."""
    releases = tmp_path / "dist" / "alder-and-birch"
    releases.mkdir(parents=True)
    lock = os.open(releases, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(publish, release, releases / "1.0.0")
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.5)
        assert list(releases.iterdir()) == []
        os.close(lock)
        assert waiting.result() is False
    assert (releases / "index.json").is_file()


def test_a_folder_that_another_build_removes_is_made_again(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that fails takes the folder away that it made, maybe before this one holds it."""
    destination = tmp_path / "dist" / "alder-and-birch" / "1.0.0"
    make = staging_module._make_folders

    def meanwhile(folder: Path) -> list[Path]:
        made = make(folder)
        monkeypatch.setattr(staging_module, "_make_folders", make)
        folder.rmdir()
        return made

    monkeypatch.setattr(staging_module, "_make_folders", meanwhile)
    assert publish(release, destination) is False
    assert tree(destination) == tree(release)


def test_other_bytes_are_refused_and_named(release: Path, write: Write, tmp_path: Path) -> None:
    destination = tmp_path / "dist" / "alder-and-birch" / "1.0.0"
    publish(release, destination)
    other, _ = write(title="Another title")
    before = tree(destination)
    with pytest.raises(FactpackError, match=r"exists with other bytes .*CITATION\.cff") as raised:
        publish(other, destination)
    assert "--version" in str(raised.value)
    assert tree(destination) == before


def test_a_rebuild_on_another_day_says_that_only_the_day_differs(
    release: Path, write: Write, tmp_path: Path
) -> None:
    destination = tmp_path / "dist" / "alder-and-birch" / "1.0.0"
    publish(release, destination)
    again, _ = write(name="again")
    manifest = json.loads((again / "manifest.json").read_text("utf-8"))
    day = manifest["released"]
    manifest["released"] = "2031-01-02"
    (again / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(FactpackError, match=f"released on {day}, and nothing else differs"):
        publish(again, destination)
    manifest["extractor"] = "other/1"
    again, _ = write(name="third")
    (again / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(FactpackError, match="exists with other bytes"):
        publish(again, destination)


def test_an_extra_file_in_a_published_version_is_other_bytes(release: Path, tmp_path: Path) -> None:
    destination = tmp_path / "dist" / "alder-and-birch" / "1.0.0"
    publish(release, destination)
    (destination / "notes.txt").write_text("added later")
    with pytest.raises(FactpackError, match=r"notes\.txt"):
        publish(release, destination)


def test_versions_are_listed_in_their_order(release: Path, tmp_path: Path) -> None:
    releases = tmp_path / "dist" / "alder-and-birch"
    for version in ("1.10.0", "1.2.0", "1.9.1"):
        publish(release, releases / version)
    (releases / "drafts").mkdir()
    publish(release, releases / "0.1.0")
    index = json.loads((releases / "index.json").read_text("utf-8"))
    assert [v["version"] for v in index["versions"]] == ["0.1.0", "1.2.0", "1.9.1", "1.10.0"]
    assert index["latest"] == "1.10.0"


def test_a_failing_index_takes_the_release_back(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(releases: Path, published: str | None) -> str:
        raise OSError(28, "No space left on device", str(releases))

    monkeypatch.setattr(staging_module, "index_text", fail)
    with pytest.raises(FactpackError, match=r"No space left on device\. Nothing was published"):
        publish(release, tmp_path / "dist" / "alder-and-birch" / "1.0.0")
    assert tree(tmp_path) == {}


def test_an_index_lost_by_a_killed_build_is_mended(release: Path, tmp_path: Path) -> None:
    destination = tmp_path / "dist" / "alder-and-birch" / "1.0.0"
    publish(release, destination)
    index = destination.parent / "index.json"
    whole = index.read_text("utf-8")
    index.unlink()
    assert publish(release, destination) is True
    assert index.read_text("utf-8") == whole


def forge(release: Path) -> None:
    """Change a release and make its sums fit, as a careful forger would."""
    with (release / "LICENSE").open("a") as file:
        file.write("and no other.\n")
    files = sorted(p for p in release.rglob("*") if p.is_file() and p.name != "SHA256SUMS")
    lines = (
        f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(release).as_posix()}\n"
        for p in files
    )
    (release / "SHA256SUMS").write_text("".join(lines))


def test_a_forged_version_is_neither_listed_nor_built_on(release: Path, tmp_path: Path) -> None:
    releases = tmp_path / "dist" / "alder-and-birch"
    publish(release, releases / "1.0.0")
    forge(releases / "1.0.0")
    before = tree(tmp_path)
    with pytest.raises(FactpackError, match=r"1\.0\.0 is not the release that was published"):
        find_previous(releases, "alder-and-birch", "1.1.0")
    with pytest.raises(FactpackError, match=r"1\.0\.0 is not the release that was published"):
        publish(release, releases / "1.1.0")
    assert tree(tmp_path) == before


def test_a_forged_version_elsewhere_is_held_against_its_own_index(
    release: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "downloads" / "alder-and-birch" / "1.0.0"
    publish(release, elsewhere)
    ours = tmp_path / "dist" / "alder-and-birch"
    assert find_previous(ours, "alder-and-birch", "1.1.0", elsewhere)
    forge(elsewhere)
    with pytest.raises(FactpackError, match="not the release that was published"):
        find_previous(ours, "alder-and-birch", "1.1.0", elsewhere)


def test_a_version_that_was_moved_away_keeps_its_hash(release: Path, tmp_path: Path) -> None:
    releases = tmp_path / "dist" / "alder-and-birch"
    publish(release, releases / "1.0.0")
    publish(release, releases / "1.1.0")
    recorded = json.loads((releases / "index.json").read_text("utf-8"))["versions"]
    (releases / "1.1.0").rename(tmp_path / "away")
    publish(release, releases / "1.0.1")
    index = json.loads((releases / "index.json").read_text("utf-8"))
    assert [v["version"] for v in index["versions"]] == ["1.0.0", "1.0.1", "1.1.0"]
    assert index["latest"] == "1.0.1"
    assert index["versions"][2] == recorded[1]
    # It comes back as another: that is seen.
    (tmp_path / "away").rename(releases / "1.1.0")
    publish(release, releases / "1.0.2")
    forge(releases / "1.1.0")
    with pytest.raises(FactpackError, match=r"1\.1\.0 is not the release that was published"):
        publish(release, releases / "1.0.3")


def test_a_version_whose_folder_was_removed_may_be_published_anew(
    release: Path, write: Write, tmp_path: Path
) -> None:
    destination = tmp_path / "dist" / "alder-and-birch" / "1.0.0"
    publish(release, destination)
    shutil.rmtree(destination)
    other, _ = write(title="Another title")
    assert publish(other, destination) is False
    assert publish(other, destination) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"versions": 1}',
        '{"versions": [{}]}',
        '{"versions": [{"version": "../1", "sha256sums_sha256": "0"}]}',
        '{"versions": [{"version": "1.0.0", "sha256sums_sha256": null}]}',
        "[" * 100_000,
    ],
)
def test_a_broken_index_is_not_written_over(release: Path, tmp_path: Path, text: str) -> None:
    releases = tmp_path / "dist" / "alder-and-birch"
    publish(release, releases / "1.0.0")
    (releases / "index.json").write_text(text)
    before = tree(tmp_path)
    with pytest.raises(FactpackError, match=r"index\.json cannot be read.*restore it"):
        publish(release, releases / "1.1.0")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["../../private", "/etc/hostname", "pipe"])
def test_sums_lead_nowhere(release: Path, tmp_path: Path, name: str) -> None:
    releases = tmp_path / "dist" / "alder-and-birch"
    shutil.copytree(release, releases / "1.0.0")
    (tmp_path / "dist" / "private").write_text("x")
    os.mkfifo(releases / "1.0.0" / "pipe")
    with (releases / "1.0.0" / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  {name}\n")
    with pytest.raises(FactpackError, match="is not as its SHA256SUMS says"):
        find_previous(releases, "alder-and-birch", "1.1.0")


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        staging_folder(tmp_path / "dist" / "alder" / "1.0.0") as work,
    ):
        (work / "half").write_text("half a table")
        raise ZeroDivisionError
    assert tree(tmp_path) == {}


KILLED = """
import os, signal, sys
from pathlib import Path
from factpack.release.staging import staging_folder
with staging_folder(Path(sys.argv[1])) as work:
    (work / "half").write_text("half a table")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_build_leaves_dist_alone_and_the_next_one_tidies_up(
    release: Path, tmp_path: Path
) -> None:
    dist = tmp_path / "dist"
    publish(release, dist / "alder-and-birch" / "1.0.0")
    before = tree(dist)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(dist / "alder-and-birch" / "1.1.0")], check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert tree(dist) == before
    assert len(list(tmp_path.iterdir())) == 2
    with staging_folder(dist / "alder-and-birch" / "1.1.0"):
        pass
    assert list(tmp_path.iterdir()) == [dist]


def test_a_build_under_way_is_not_tidied_away(tmp_path: Path) -> None:
    with staging_folder(tmp_path / "dist" / "a" / "1.0.0") as first:
        (first / "half").write_text("half a table")
        with staging_folder(tmp_path / "dist" / "b" / "1.0.0") as second:
            assert (first / "half").is_file()
            assert first != second
    assert tree(tmp_path) == {}


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tests.release.conftest import DAY, RUN
from tests.release.sample_tables import sample_dataset, write_sample_tables
from factpack.errors import FactpackError
from factpack.release.staging import staging_folder
from factpack.release.write import write_release
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
destination = Path(sys.argv[1])
try:
    with staging_folder(destination) as work:
        tables = write_sample_tables(work / "tables")
        (work / "release").mkdir()
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        write_release(tables, sample_dataset(work), work / "release", version="1.0.0",
            released=DAY, run=RUN)
except FactpackError as problem:
    print(problem)
    sys.exit(2)
"""


def test_a_full_disk_is_a_message_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "dist" / "alder-and-birch" / "1.0.0")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "File too large. Nothing was published" in done.stdout
    assert tree(tmp_path) == {}


def test_a_file_in_place_of_dist_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("not a folder")
    with (
        pytest.raises(FactpackError, match="dist is a file, not a folder"),
        staging_folder(tmp_path / "dist" / "alder" / "1.0.0"),
    ):
        pass
    assert tree(tmp_path) == {"dist": b"not a folder"}


@pytest.mark.parametrize("closed", ["dist", "dist/alder"])
def test_a_folder_without_the_right_to_write_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    (tmp_path / "dist" / "alder").mkdir(parents=True)
    real = os.access

    def access(path: Path, mode: int) -> bool:
        # Root may write everywhere, whatever the folder says: the answer of others is played.
        return Path(path) != tmp_path / closed and real(path, mode)

    monkeypatch.setattr(os, "access", access)
    destination = tmp_path / "dist" / ("alder" if closed != "dist" else "new") / "1.0.0"
    with pytest.raises(FactpackError, match="cannot be written"), staging_folder(destination):
        pass


def test_staging_moves_into_dist_where_the_place_beside_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, release: Path
) -> None:
    (tmp_path / "dist").mkdir()
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path) != tmp_path and real(path, mode)
    )
    with staging_folder(tmp_path / "dist" / "alder" / "1.0.0") as work:
        assert work.parent == tmp_path / "dist"
    publish(release, tmp_path / "dist" / "alder" / "1.0.0")
    assert [place.name for place in (tmp_path / "dist").iterdir()] == ["alder"]


def test_a_relative_dist_works(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert publish(release, Path("dist") / "alder" / "1.0.0") is False
    assert [place.name for place in tmp_path.iterdir()] == ["dist"]
    assert tree(Path("dist/alder/1.0.0")) == tree(release)
