"""The front matter of README.md: what the Hub shows and what `load_dataset` fetches and reads.

It is compared with what a release has as a whole: a list with an entry too many could name another
file, on another machine too, and readers differ about which of two entries they take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from factpack_validators.context import Context
from factpack_validators.folder import parquet_file
from factpack_validators.identity import Identity
from factpack_validators.schemas import arrow_schema
from factpack_validators.shown import shown

Differs = Callable[..., None]

KEYS = frozenset(
    "pretty_name language multilinguality license license_name license_link annotations_creators "
    "size_categories source_datasets task_categories task_ids tags configs dataset_info".split()
)
"""Keys that the front matter of a card has; others could make a reader do more than read."""

_FEATURES = {
    "string": "string",
    "int64": "int64",
    "double": "float64",
    "bool": "bool",
    "date32[day]": "date32",
}
_SIZES = ("K", 10**3), ("M", 10**6), ("B", 10**9), ("T", 10**12)


def check_front(
    context: Context, data: Mapping[str, Any], filled: Sequence[str], first: str, identity: Identity
) -> None:
    """Compare the front matter with the release.

    Args:
        context: the release.
        data: the front matter.
        filled: tables with rows, in the order of the contract.
        first: the one that opens where none is named.
        identity: what the release is.
    """

    def differs(message: str, table: str | None = None) -> None:
        context.found.add("card-mismatch", message, table=table, file="README.md")

    for key in sorted(data.keys() - KEYS):
        differs(f"the metadata have {shown(key)}, which no card has")
    licence = str(data.get("license")).casefold()
    if licence not in (identity.licence, "other"):
        differs(f"license is {shown(licence)}, that of datapackage.json {identity.licence}")
    if data.get("pretty_name") != identity.title:
        differs("pretty_name is not the title that datapackage.json gives")
    languages = sorted(
        code
        for (code,) in context.database.all(
            "SELECT DISTINCT language FROM articles WHERE language IS NOT NULL"
        )
    )
    if sorted(map(str, _list(data.get("language")))) != languages:
        differs(f"language is not {', '.join(languages) or 'empty'}")
    if _list(data.get("size_categories")) != [size_category(identity.rows[first])]:
        differs(f"size_categories is not {size_category(identity.rows[first])}")
    for key in ("multilinguality", "annotations_creators", "source_datasets", "task_categories",
                "task_ids", "tags"):  # fmt: skip
        if key in data and not _is_words(data[key]):
            differs(f"{key} is no list of words")
    _check_configs(data.get("configs"), filled, first, identity, differs)
    _check_info(context, data.get("dataset_info"), filled, identity, differs)


def _check_configs(
    given: Any, filled: Sequence[str], first: str, identity: Identity, differs: Differs
) -> None:
    configs = _by_table(given, filled, "config", differs)
    for table, config in configs.items():
        wanted: dict[str, Any] = {
            "config_name": table,
            "version": identity.version,
            "data_files": [{"split": "train", "path": parquet_file(table)}],
        }
        if table == first:
            wanted["default"] = True
        _compare(f"config {table}", config, wanted, table, differs)


def _check_info(
    context: Context, given: Any, filled: Sequence[str], identity: Identity, differs: Differs
) -> None:
    for table, info in _by_table(given, filled, "dataset_info", differs).items():
        size = info.get("dataset_size")
        wanted: dict[str, Any] = {
            "config_name": table,
            "features": [
                {"name": c.name, "dtype": _FEATURES[str(c.type)]} for c in arrow_schema(table)
            ],
            "splits": [{"name": "train", "num_bytes": size, "num_examples": identity.rows[table]}],
            "download_size": info.get("download_size"),
            "dataset_size": size if isinstance(size, int) and size >= 0 else 0,
        }
        if parquet_file(table) in context.folder.files:
            wanted["download_size"] = context.folder.path(parquet_file(table)).stat().st_size
        _compare(f"dataset_info {table}", info, wanted, table, differs)


def _by_table(
    given: Any, filled: Sequence[str], what: str, differs: Differs
) -> dict[str, Mapping[str, Any]]:
    """Entries of a list by table: one for each table with rows, and no other."""
    entries: dict[str, Mapping[str, Any]] = {}
    for entry in _list(given):
        name = entry.get("config_name") if isinstance(entry, dict) else None
        if not isinstance(name, str) or name not in filled:
            differs(f"a {what} {shown(name)} stands for no table with rows")
        elif name in entries:
            differs(f"two entries of {what} are of {name}", name)
        else:
            entries[name] = entry
    for table in filled:
        if table not in entries:
            differs(f"no {what} of {table}", table)
    return entries


def _compare(
    what: str, given: Mapping[str, Any], wanted: Mapping[str, Any], table: str, differs: Differs
) -> None:
    for key in sorted(given.keys() | wanted.keys()):
        if key not in wanted:
            differs(f"{what}: {shown(key)} would change what load_dataset reads", table)
        elif not _same(given.get(key), wanted[key]):
            said = given.get(key)
            shape = "" if isinstance(said, list | dict) else f" {shown(said)}"
            differs(f"{what}: {key} is{shape} not that of the release", table)


def _same(given: Any, wanted: Any) -> bool:
    """Equal, and of one type: true is no 1."""
    if isinstance(wanted, dict):
        return (
            isinstance(given, dict)
            and given.keys() == wanted.keys()
            and all(_same(given[key], wanted[key]) for key in wanted)
        )
    if isinstance(wanted, list):
        return (
            isinstance(given, list) and len(given) == len(wanted) and all(map(_same, given, wanted))
        )
    return type(given) is type(wanted) and bool(given == wanted)


def size_category(rows: int) -> str:
    """The Hub's name for so many rows.

    >>> size_category(999), size_category(25_000), size_category(10**12)
    ('n<1K', '10K<n<100K', 'n>1T')
    """
    if rows < 1000:
        return "n<1K"
    if rows >= 10**12:
        return "n>1T"
    low = 10 ** (len(str(rows)) - 1)
    return f"{_short(low)}<n<{_short(10 * low)}"


def _short(number: int) -> str:
    letter, unit = next((x, u) for x, u in reversed(_SIZES) if number >= u)
    return f"{number // unit}{letter}"


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
