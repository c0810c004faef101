"""README.md: the card that the Hugging Face Hub shows and `load_dataset` reads."""

from __future__ import annotations

from functools import cache
from textwrap import indent
from typing import Any

import pyarrow as pa
import yaml

from factpack.confidence.unseen import unseen
from factpack.release.citation import bibtex, plain_citation
from factpack.release.info import ReleaseInfo, TableInfo
from factpack.release.licences import Licence
from factpack.release.markdown import Markdown, code, one_line, table
from factpack.release.quality import bands, quality_table
from factpack.release.templates import render
from factpack.release.weights import weights_table
from factpack_validators import project
from factpack_validators.card_form import known_commands
from factpack_validators.keyed_words import GUESSABLE_CHARS
from factpack_validators.schemas import arrow_schema, default_table, table_schema

_FEATURES = {
    pa.string(): "string",
    pa.int64(): "int64",
    pa.float64(): "float64",
    pa.bool_(): "bool",
    pa.date32(): "date32",
}
_SIZES = (
    (10**3, "n<1K"),
    (10**4, "1K<n<10K"),
    (10**5, "10K<n<100K"),
    (10**6, "100K<n<1M"),
    (10**7, "1M<n<10M"),
    (10**8, "10M<n<100M"),
    (10**9, "100M<n<1B"),
    (10**10, "1B<n<10B"),
    (10**11, "10B<n<100B"),
    (10**12, "100B<n<1T"),
)
_PUBLISHED = {
    "full": "text, title and every span",
    "excerpt": "title and short spans, no text",
    "facts": "facts, names, offsets and hashes, no words",
}
_FILES = {
    "data/": "Parquet, one file a table",
    "csv/": "the same cells as CSV",
    "datapackage.json": "every file and column (Data Package v2)",
    "croissant.json": "the same for programs that read Croissant 1.1 or schema.org",
    "RECIPES.md": "how to read it with DuckDB, Polars, R, a spreadsheet, from CSV",
    "DATASHEET.md": "how the data came to be, with figures, plots and a dictionary",
    "DATASHEET.html": "the same as one page, to read or print",
    "CHANGELOG.md": "what this version holds",
    "CITATION.cff": "the citation for machines",
    "LICENSE": "the licence and what it covers",
    "validation.json": "what the checks had to say",
    "manifest.json": "what it was built from and with",
    "SHA256SUMS": "the hash of every other file",
}
_TAGS = ("facts", "news", "provenance", "corroboration", "factpack")


def card(info: ReleaseInfo, licence: Licence) -> str:
    """The card: YAML front matter for machines, then Markdown for people."""
    described = "".join(map(_dataset_info, info.filled))
    front = f"{_yaml(card_data(info, licence))}dataset_info:{described or ' []'}\n"
    body = render(
        "README.md.j2",
        info=info,
        figures=info.figures,
        licence=licence,
        default=first_table(info),
        commands=known_commands(release_name(info), first_table(info)),
        picture="; ".join(
            f"{row['name']}{' and more' if row['name'] == 10 else ''}: {row['n']}"
            for row in info.figures.by_origins
        ),
        judged=sum(band.tally.judged for band in bands()),
        unseen=unseen(),
        tables=_tables(info),
        guessable_chars=GUESSABLE_CHARS,
        citation=plain_citation(info),
        bibtex=bibtex(info),
        empty=[code(t.name) for t in info.tables if not t.rows],
        homepage=project.HOMEPAGE,
    )
    return f"---\n{front}---\n\n{body}"


def card_data(info: ReleaseInfo, licence: Licence) -> dict[str, Any]:
    """Front matter of the card, but for `dataset_info`, which is its end.

    Tables without rows have no config: `load_dataset` cannot open them. Sizes are exact, because
    `datasets` keeps what it once read of a folder under a key made of this text alone.
    """
    languages = list(info.figures.languages)
    data: dict[str, Any] = {"pretty_name": one_line(info.dataset.title)}
    if languages:
        data["language"] = languages
        data["multilinguality"] = ["monolingual" if len(languages) == 1 else "multilingual"]
    data["license"] = licence.hub or "other"
    if licence.hub is None:
        data["license_name"] = one_line(licence.title)
        if licence.url:
            data["license_link"] = licence.url
    default = first_table(info)
    return data | {
        "annotations_creators": ["machine-generated"],
        "size_categories": [size_category(info.rows[default])],
        "source_datasets": ["original"],
        "task_categories": ["token-classification", "text-classification"],
        "task_ids": ["named-entity-recognition", "fact-checking"],
        "tags": _tags(info),
        "configs": [_config(filled, info.version, default) for filled in info.filled],
    }


def first_table(info: ReleaseInfo) -> str:
    """The table that opens where none is named: the contract's, or the first that has rows."""
    names = [filled.name for filled in info.filled]
    return default_table() if default_table() in names or not names else names[0]


def release_name(info: ReleaseInfo) -> str:
    """Name and version as commands name the folder."""
    return f"{info.dataset.name}/{info.version}"


def size_category(rows: int) -> str:
    """The Hub's name for so many rows.

    >>> size_category(999), size_category(1000)
    ('n<1K', '1K<n<10K')
    """
    return next((name for bound, name in _SIZES if rows < bound), "n>1T")


def _tables(info: ReleaseInfo) -> dict[str, Markdown]:
    figures = info.figures
    return {
        "quality": quality_table(figures.quality) or Markdown(),
        "tables": table(
            ["table", "rows", "one row is"],
            ([code(t.name), t.rows, _one_row(t.name)] for t in info.tables),
        ),
        "rights": table(
            ["rights", "articles", "published"],
            (
                [rights, figures.count("articles_by_rights", rights), what]
                for rights, what in _PUBLISHED.items()
            ),
        ),
        "weights": weights_table(info.dataset),
        "files": table(["file", "what it is"], ([code(f), what] for f, what in _FILES.items())),
    }


def _one_row(name: str) -> str:
    """What a row of a table is."""
    description: str = table_schema(name)["description"]
    return description.removeprefix("One row is ")


def _tags(info: ReleaseInfo) -> list[str]:
    words = (one_line(word).lower().replace(" ", "-") for word in info.dataset.keywords)
    return list(dict.fromkeys([*_TAGS, *words]))


def _config(filled: TableInfo, version: str, default: str) -> dict[str, Any]:
    return {
        "config_name": filled.name,
        **({"default": True} if filled.name == default else {}),
        "version": version,
        "data_files": [{"split": "train", "path": filled.parquet.path}],
    }


def _dataset_info(filled: TableInfo) -> str:
    """What the Hub shows of a table without reading it, as an entry of a YAML list."""
    sizes = {
        "splits": [
            {"name": "train", "num_bytes": filled.memory_bytes, "num_examples": filled.rows}
        ],
        "download_size": filled.parquet.bytes,
        "dataset_size": filled.memory_bytes,
    }
    return (
        "\n" + indent(_features(filled.name) + _yaml(sizes), "  ").replace("  ", "- ", 1).rstrip()
    )


@cache
def _features(table: str) -> str:
    """Name and columns of a table as YAML; most of the card, and the same in every release."""
    columns = [{"name": c.name, "dtype": _FEATURES[c.type]} for c in arrow_schema(table)]
    return _yaml({"config_name": table, "features": columns})


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=2**31)
