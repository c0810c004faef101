"""The folder that a new dataset starts from."""

from __future__ import annotations

import os
import re
import unicodedata
from importlib.resources import files
from pathlib import Path
from string import Template

from factpack.errors import FactpackError
from factpack.read.source_files import describe_os_error

_MAX_NAME = 80


def write_starter(folder: Path, name: str) -> list[Path]:
    """Make a dataset folder: dataset.yaml, and one example article where none stands there yet.

    It builds once the publisher has described it and chosen a licence; until then it publishes no
    words of the articles, and a build names the lines to fill in.

    Args:
        folder: made where it does not exist; other files in it stay as they are.
        name: of the dataset; brought to a slug where it is none.

    Returns:
        The files written.

    Raises:
        FactpackError: one of the files exists already, the folder cannot be written, or no slug can
            be made of the name; then nothing is written.
    """
    slug = make_slug(name)
    if not slug:
        raise FactpackError(
            f"no name for a dataset can be made of {name!r}: give one of small letters, digits and "
            "dashes with --name"
        )
    title = slug.replace("-", " ").capitalize()
    config, example = folder / "dataset.yaml", folder / "articles" / "example.md"
    for path in (config, example):
        if os.path.lexists(path):
            raise FactpackError(f"{path} exists already, nothing is overwritten: name a new folder")
    words = {"name": slug, "title": title}
    written = [config]
    try:
        example.parent.mkdir(parents=True, exist_ok=True)
        _write(config, Template(_template("dataset.yaml")).substitute(words))
        # Among somebody's own articles an invented one would be published with them.
        if not any(example.parent.iterdir()):
            _write(example, _template("example.md"))
            written.append(example)
    except OSError as error:
        raise FactpackError(f"{folder} cannot be written: {describe_os_error(error)}") from None
    return written


def make_slug(name: str) -> str:
    """A name as small letters, digits and single dashes; empty where nothing is left.

    >>> make_slug("Café News, 2021")
    'cafe-news-2021'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_MAX_NAME].strip("-")


def _template(name: str) -> str:
    return (files("factpack.read") / "template" / name).read_text("utf-8")


def _write(path: Path, text: str) -> None:
    # Never over a file that appeared meanwhile.
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
