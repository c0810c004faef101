"""Articles that a dataset.yaml takes back: what it may say, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from factpack.config.dataset import Kind, Withdrawn
from factpack.config.problems import Problems, name_of
from factpack.config.show import shown

_KINDS: tuple[Kind, ...] = get_args(Kind)


def check_withdrawn(entries: Any, problems: Problems) -> None:
    """Note entries that do not name one thing, or a day that no calendar has."""
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            continue
        path = ("withdrawn", number)
        named = [kind for kind in _KINDS if kind in entry]
        if len(named) != 1:
            problems.add(
                path,
                f"{name_of(path)} has to name one of {', '.join(_KINDS)}, and names "
                f"{' and '.join(named) or 'none'}",
            )
        day, where = entry.get("date"), (*path, "date")
        if isinstance(day, str) and not problems.is_blamed(where):
            try:
                date.fromisoformat(day)
            except ValueError:
                problems.add(where, f"{name_of(where)} is {shown(day)}: no calendar has that day")


def read_withdrawn(entries: Sequence[Mapping[str, Any]]) -> tuple[Withdrawn, ...]:
    """What entries say that `check_withdrawn` and the schema found right."""
    return tuple(
        Withdrawn(
            kind,
            " ".join(entry[kind].split()),
            date.fromisoformat(entry["date"]),
            " ".join(entry["reason"].split()) if "reason" in entry else None,
        )
        for entry in entries
        for kind in _KINDS
        if kind in entry
    )
