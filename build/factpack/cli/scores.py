"""Show an evaluation to a person, or as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from factpack.cli.console import stdout_console
from factpack.evaluate.measure import Evaluation, Score

_PIPE_WIDTH = 120


def scores_dict(result: Evaluation) -> dict[str, Any]:
    """All scores as plain data, with rates rounded to three digits beside the counts."""
    data = asdict(result)
    for name in ("claims", "claims_core", "mentions", "kept_text"):
        data[name] = _rates(getattr(result, name))
    for name in ("by_predicate", "quotes", "values"):
        data[name] = {key: _rates(score) for key, score in getattr(result, name).items()}
    return data


def _rates(score: Score) -> dict[str, Any]:
    return {
        "precision": round(score.precision, 3),
        "recall": round(score.recall, 3),
        "f1": round(score.f1, 3),
        "found": score.found,
        "wrong": score.wrong,
        "missed": score.missed,
    }


def print_scores(result: Evaluation, console: Console | None = None) -> None:
    """Print a table of scores with their counts, by default on stdout."""
    table = Table(title="Release against annotation", title_justify="left")
    table.add_column("what")
    for name in ("precision", "recall", "F1", "found", "wrong", "missed"):
        table.add_column(name, justify="right")
    table.add_column("also")
    right, known = result.amounts
    _row(
        table,
        "claims",
        result.claims,
        f"attribution {_share(result.attribution)}, modality {_share(result.modality)}, "
        f"amounts {right}/{known}",
    )
    _row(table, "claims, core predicates", result.claims_core)
    for predicate, score in result.by_predicate.items():
        _row(table, f"  {predicate}", score)
    for kind, score in result.quotes.items():
        _row(table, f"quotes, {kind}", score, f"speaker {_share(result.speakers[kind])}")
    _row(table, "entity mentions", result.mentions, f"link {_share(result.links)}")
    for kind, score in result.values.items():
        right, known = result.values_right[kind]
        _row(table, f"values, {kind}", score, f"value right {right}/{known}")
    titles, all_titles = result.titles
    _row(table, "kept text (characters)", result.kept_text, f"titles {titles}/{all_titles}")
    (console or stdout_console(_PIPE_WIDTH)).print(table)


def _row(table: Table, name: str, score: Score, also: str = "") -> None:
    table.add_row(
        name,
        f"{score.precision:.3f}",
        f"{score.recall:.3f}",
        f"{score.f1:.3f}",
        str(score.found),
        str(score.wrong),
        str(score.missed),
        also,
    )


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
