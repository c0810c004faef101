"""What a dataset weighs differently, as the card and the datasheet tell it."""

from __future__ import annotations

from factpack.config import Dataset
from factpack.release.markdown import Markdown, code, table
from factpack_validators.checks import CHECKS


def weights_table(dataset: Dataset) -> Markdown:
    """The checks that weigh more or less than usual, each with its reason; no row for none."""
    return table(
        ["check", "weighs here", "elsewhere", "reason"],
        (
            [code(w.code), str(w.severity), str(CHECKS[w.code].severity), w.reason]
            for w in dataset.checks
        ),
    )


def drift_table(dataset: Dataset) -> Markdown:
    """What may move between two releases, where dataset.yaml says so."""
    return table(["limit", "here"], ([code(name), value] for name, value in dataset.drift.items()))
