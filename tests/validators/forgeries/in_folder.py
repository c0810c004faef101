"""Files that a release does not have, and files that are not what they seem."""

from __future__ import annotations

from pathlib import Path

from tests.validators.editing import parquet_path
from tests.validators.forgeries.forgery import Forgery, write

HOOK = b"#!/bin/sh\ntouch owned\n"


def linked(name: str, target: str) -> Forgery:
    def forge(release: Path) -> None:
        path = release / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    return Forgery(f"a link {name} to {target}", forge, "link-outside")


def sparse(release: Path) -> None:
    with parquet_path(release, "facts").open("r+b") as file:
        file.truncate(200 * 2**20)


def executable(release: Path) -> None:
    (release / "csv" / "facts.csv").chmod(0o755)


FORGERIES = (
    Forgery("a hook of git", write(".git/hooks/post-checkout", HOOK, 0o755), "active-content"),
    Forgery(
        "a hook of git that no one may run yet", write(".git/hooks/pre-push"), "active-content"
    ),
    Forgery(
        "a setting of git that runs a program",
        write(".git/config", b"[core]\n\tfsmonitor = ./run.sh\n"),
        "active-content",
    ),
    Forgery(
        "a filter of git", write(".git/config", b'[filter "x"]\n\tsmudge = sh\n'), "active-content"
    ),
    Forgery("a clone of git", write(".git/HEAD"), "file-beside"),
    Forgery("attributes of git", write(".gitattributes", b"* filter=x\n"), "file-beside"),
    Forgery("a cache", write(".cache/huggingface/x.py"), "file-beside"),
    Forgery("a folder of the Hub", write(".huggingface/token"), "file-beside"),
    Forgery("a file of a file manager", write(".DS_Store"), "file-beside"),
    Forgery("a hidden folder", write(".hidden/x"), "file-unexpected"),
    Forgery("git below a folder", write("data/.git/hooks/post-merge", HOOK), "file-unexpected"),
    Forgery("a script of datasets", write("alder-and-birch.py"), "file-unexpected"),
    Forgery("a file that is not listed", write("NOTES.md"), "file-unlisted", sealed=False),
    Forgery(
        "a delta that is not listed",
        write("deltas/0.9.0..1.0.0/facts.parquet"),
        "file-unlisted",
        sealed=False,
    ),
    Forgery("a second shard", write("data/facts/facts-00001-of-00002.parquet"), "file-unexpected"),
    Forgery(
        "a file of another split",
        write("data/facts/test-00000-of-00001.parquet"),
        "file-unexpected",
    ),
    Forgery("a table as a folder", write("csv/facts/part.csv"), "file-unexpected"),
    Forgery("a name that differs in its case", write("readme.md"), "file-unexpected"),
    Forgery("a file that is mostly holes", sparse, "file-sparse"),
    Forgery("a table that is a program", executable, "file-executable"),
    linked("plots/more.svg", "../../../secret.svg"),
    linked("data/facts/more", "/etc"),
)
